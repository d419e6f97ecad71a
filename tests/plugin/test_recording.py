"""Recording a scenario, and playing it from then on."""

from __future__ import annotations

import pytest

from .conftest import Run

pytestmark = pytest.mark.once

APP = """
    import os, pytest, requests
    from flowroute_sandbox.sandbox import ACCESS_KEY, SECRET_KEY

    @pytest.fixture(scope="session", autouse=True)
    def base():
        if os.environ.get("OFFLINE"):
            yield "https://api.flowroute.com"
            return
        from pytest_flowroute import FlowrouteSandbox
        sandbox = FlowrouteSandbox()
        os.environ["FR_BASE_URL"] = sandbox.url
        yield sandbox.url
        sandbox.close()

    def ask(base, method, path, **body):
        keys = ACCESS_KEY, SECRET_KEY
        return requests.request(method, base + path, json=body or None, auth=keys)

    @pytest.mark.flowroute_cassette("own/texting")
    def test_it(base, flowroute_cassette):
        sent = ask(base, "POST", "/v2.1/messages", to="13035550199", body="my own secret",
                   **{"from": "12065550142"})
        assert sent.status_code == 202
        assert ask(base, "GET", "/v2/routes/edge_strategies").status_code == 200
        [sms] = flowroute_cassette.sent_messages
        assert sms.body == "my own secret"
        assert len(flowroute_cassette.requests) == 2
"""


@pytest.fixture
def no_base_url(monkeypatch: pytest.MonkeyPatch) -> None:
    """No base URL but that of the test."""
    monkeypatch.delenv("FR_BASE_URL", raising=False)


@pytest.mark.usefixtures("no_base_url")
def test_recorded_against_a_sandbox_then_played(
    suite_alone: Run, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is beside the test, named after its scenario, scrubbed, and sufficient offline."""
    suite_alone(APP, "--flowroute-record=once").assert_outcomes(passed=1)
    written = pytester.path / "cassettes" / "flowroute" / "own" / "texting.yaml"
    text = written.read_text()
    assert "my own secret" not in text
    assert "authorization" not in text.lower()
    monkeypatch.setenv("OFFLINE", "1")
    suite_alone(APP).assert_outcomes(passed=1)
    monkeypatch.delenv("OFFLINE")
    suite_alone(APP, "--flowroute-record=once").assert_outcomes(passed=1)
    assert written.read_text() == text


@pytest.mark.usefixtures("no_base_url")
def test_a_block_is_recorded_as_well(suite_alone: Run, pytester: pytest.Pytester) -> None:
    """A scenario that is played for a part of a test gets its own file."""
    block = """
    def test_block(base, flowroute_cassette):
        with flowroute_cassette("own/strategies"):
            assert ask(base, "GET", "/v2/routes/edge_strategies").status_code == 200
"""
    suite_alone(APP + block, "--flowroute-record=rewrite").assert_outcomes(passed=2)
    folder = pytester.path / "cassettes" / "flowroute" / "own"
    assert sorted(path.name for path in folder.glob("*.yaml")) == [
        "strategies.yaml",
        "texting.yaml",
    ]


@pytest.mark.usefixtures("no_base_url")
def test_waits_are_real_while_recording(suite_alone: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Backoff takes real time while requests go to the network, and none once they are played."""
    block = """
    def test_block(base, flowroute_cassette, monkeypatch):
        import time
        from flowroute_ext.types import Clock
        waits = []
        monkeypatch.setattr(time, "sleep", waits.append)
        with flowroute_cassette("own/strategies"):
            Clock().sleep(60)
            ask(base, "GET", "/v2/routes/edge_strategies")
        assert waits == [60] * (not os.environ.get("OFFLINE"))
"""
    suite_alone(APP + block, "--flowroute-record=once").assert_outcomes(passed=2)
    monkeypatch.setenv("OFFLINE", "1")
    suite_alone(APP + block).assert_outcomes(passed=2)


@pytest.mark.usefixtures("no_base_url")
def test_missing_interactions_are_added(suite_alone: Run, pytester: pytest.Pytester) -> None:
    """With `new` the file answers what it can, and keeps it."""
    suite_alone(APP, "--flowroute-record=once").assert_outcomes(passed=1)
    written = pytester.path / "cassettes" / "flowroute" / "own" / "texting.yaml"
    before = written.read_text().count("- request:")
    asks = "ask(base, 'GET', '/v2/routes')"
    suite_alone(APP.replace("[sms] =", f"{asks}\n        [sms] ="), "--flowroute-record=new")
    assert (before, written.read_text().count("- request:")) == (2, 3)


@pytest.mark.usefixtures("no_base_url")
def test_spending_on_a_real_account_needs_an_option(
    suite_alone: Run, monkeypatch: pytest.MonkeyPatch, pytester: pytest.Pytester
) -> None:
    """Without --flowroute-allow-spend no message is sent, and the test fails."""
    monkeypatch.setenv("OFFLINE", "1")
    result = suite_alone(APP, "--flowroute-record=all")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*send_a_message was not sent: it costs money*"])
    assert not (pytester.path / "cassettes").exists()


TEXTS = """
    import os, httpx, pytest

    http = httpx.Client(verify=False)

    def call(method, path, **settings):
        keys = os.environ["FR_ACCESS_KEY"], os.environ["FR_SECRET_KEY"]
        url = f"https://api.flowroute.com:443/v2.1/messages{path}"
        return http.request(method, url, auth=keys, **settings).json()["data"]

    @pytest.mark.parametrize("body", ["Hello", "e\\u0301 \\u05e9\\u05dc\\u05d5\\u05dd \\U0001f44b"])
    def test_it(flowroute_cassette, body):
        sms = {"to": "12065550100", "from": "12065550142", "body": body}
        with flowroute_cassette("own/text"):
            sent = call("POST", "", json=sms)
            found = call("GET", f"/{sent['id']}")
        assert found["attributes"]["body"] == body
        assert sent["links"]["self"] == f"https://api.flowroute.com/v2.1/messages/{sent['id']}"
"""


def test_tests_with_one_name_record_from_one_sandbox(
    suite: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their messages have different ids, so each finds its own, and plays alone."""
    for name in ("FR_ACCESS_KEY", "FR_SECRET_KEY", "FR_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    to = "--flowroute-record-to=flowroute_sandbox"
    suite(TEXTS, "--flowroute-record=once", to).assert_outcomes(passed=2)
    suite(TEXTS, "-k", "Hello").assert_outcomes(passed=1, deselected=1)
    suite(TEXTS).assert_outcomes(passed=2)
