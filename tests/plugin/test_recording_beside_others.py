"""A recording beside other recorders, mocks and tracers, which get nothing of it."""

from __future__ import annotations

import os
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest
from sandbox_serving.served import Served

from .conftest import Run

pytestmark = pytest.mark.once

SUITE = """
    import http.client, os, socket, sys
    from pathlib import Path
    import freezegun, httpx, pook, pytest, requests, requests_mock, respx, responses, vcr

    URL = "https://api.flowroute.com/v2.1/messages"
    SECRET = {"to": "14152277124", "from": "14152277123", "body": "Zebulon says hello"}
    KEYS = "a-key-of-mine", "a-secret-of-mine"

    def by_requests():
        return requests.post(URL, json=SECRET, auth=KEYS)
    def by_httpx():
        return httpx.post(URL, json=SECRET, auth=KEYS, verify=False)

    def recorded(flowroute_cassette, number, *ways):
        for way in ways:
            with flowroute_cassette(f"own/{number}-{way.__name__}"):
                assert way().status_code == 202

    def test_vcrpy(flowroute_cassette):
        with vcr.use_cassette("theirs/vcr.yaml", record_mode="all") as theirs:
            recorded(flowroute_cassette, "vcrpy", by_requests, by_httpx)
        assert len(theirs) == 0
    @pytest.mark.vcr(record_mode="all")
    def test_pytest_recording(flowroute_cassette):
        recorded(flowroute_cassette, "pytest-recording", by_requests, by_httpx)
    def test_responses(flowroute_cassette):
        with responses.RequestsMock(assert_all_requests_are_fired=False) as theirs:
            recorded(flowroute_cassette, "responses", by_requests)
        assert len(theirs.calls) == 0
    def test_requests_mock(flowroute_cassette):
        with requests_mock.Mocker() as theirs:
            recorded(flowroute_cassette, "requests-mock", by_requests)
        assert theirs.call_count == 0
    def test_respx(flowroute_cassette):
        with respx.mock(assert_all_called=False) as theirs:
            recorded(flowroute_cassette, "respx", by_httpx)
        assert theirs.calls.call_count == 0
    def test_pytest_httpx(flowroute_cassette, httpx_mock):
        recorded(flowroute_cassette, "pytest-httpx", by_httpx)
        assert httpx_mock.get_requests() == []
    def test_pook(flowroute_cassette):
        with pook.use():
            recorded(flowroute_cassette, "pook", by_httpx, by_requests)
            assert pook.unmatched_requests() == []
    def test_freezegun(flowroute_cassette):
        with freezegun.freeze_time("2020-01-01"):
            recorded(flowroute_cassette, "freezegun", by_requests, by_httpx)
    def test_tracers(flowroute_cassette, monkeypatch):
        seen = []
        def traced(owner, name):
            below = getattr(owner, name)
            def trace(*args, **settings):
                seen.append((name, args, settings))
                return below(*args, **settings)
            monkeypatch.setattr(owner, name, trace)
        traced(http.client.HTTPConnection, "request")
        traced(http.client.HTTPConnection, "send")
        traced(http.client.HTTPConnection, "__init__")
        for name in "connect", "send", "sendall":
            traced(socket.socket, name)
        for name in "getaddrinfo", "create_connection":
            traced(socket, name)
        recorded(flowroute_cassette, "tracers", by_requests, by_httpx)
        assert [one for one in seen if "127.0.0.1" in repr(one) or "Zebulon" in repr(one)] == []
"""


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Served]:
    """A sandbox in another process, with a number on the account."""
    served = Served("-m", "flowroute_ext.cli", "sandbox", "--port", "0")
    served.json("POST", "/_sandbox/numbers", {"number": "14152277123"})
    yield served
    served.clean_up()


def test_nothing_of_a_recording_reaches_another_tool(
    suite_alone: Run, pytester: pytest.Pytester, sandbox: Served
) -> None:
    """No key, number or text is in their files and records; all is recorded from the sandbox."""
    result = suite_alone(
        SUITE,
        *("-p", "pytest_recording.plugin", "-p", "pytest_httpx", "-W", "ignore"),
        *("--flowroute-record=rewrite", f"--flowroute-record-to={sandbox.url}"),
    )

    result.assert_outcomes(passed=9)
    ours = pytester.path / "cassettes" / "flowroute"
    assert len([*ours.rglob("*.yaml")]) == 14
    for path in pytester.path.rglob("*"):
        if path.is_file() and path.suffix not in {".py", ".pyc"}:
            text = path.read_text(encoding="utf-8")
            found = [word for word in ("Zebulon", "1415227712", "of-mine") if word in text]
            assert (path, found) == (path, [])
            assert path.is_relative_to(ours) or "flowroute.com" not in text


APP = """
    import os, httpx, pytest

    def get(base=None):
        url = (base or os.environ.get("FR_BASE_URL", "https://api.flowroute.com")) + "/v2/numbers"
        return httpx.get(url, params={"limit": 1}, auth=("key", "secret"), verify=False)

    @pytest.mark.flowroute_cassette("own/numbers")
    def test_written_in(flowroute_cassette):
        found = get("https://api.flowroute.com").json()
        assert found["links"]["self"].startswith("https://api.flowroute.com/v2/numbers")
        assert len(flowroute_cassette.requests) == 1
    @pytest.mark.flowroute_cassette("own/numbers")
    def test_by_the_environment(flowroute_cassette, monkeypatch):
        monkeypatch.setenv("FR_BASE_URL", "http://127.0.0.1:9")  # where nothing is
        assert get().status_code == 200
        with flowroute_cassette("own/numbers"):
            assert get().status_code == 200
    @pytest.fixture(scope="module")
    def wide(flowroute_cassette):
        with flowroute_cassette("own/numbers"):
            yield
    def test_of_a_wider_scope(wide):
        assert get("http://127.0.0.1:9").status_code == 200
"""


def test_a_host_that_is_written_in_or_in_the_environment(
    suite_alone: Run, pytester: pytest.Pytester, sandbox: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Either is recorded from a sandbox, and played, whenever FR_BASE_URL was set."""
    monkeypatch.setenv("FR_BASE_URL", "http://127.0.0.1:9")
    suite_alone(
        APP, "--flowroute-record=once", f"--flowroute-record-to={sandbox.url}"
    ).assert_outcomes(passed=3)
    [file] = (pytester.path / "cassettes").rglob("*.yaml")
    assert "127.0.0.1" not in file.read_text(encoding="utf-8")

    suite_alone(APP).assert_outcomes(passed=3)


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (("--flowroute-record-to=127.0.0.1:80",), "is for recording: give --flowroute-record=once"),
        (("--flowroute-record-only=a",), "is for recording: give --flowroute-record=once"),
        *(
            (("--flowroute-record=once", f"--flowroute-record-to={url}"), "is no address to record")
            for url in ("127.0.0.1:80", "sandbox", "http://", "http://a:b@127.0.0.1", "http://x:y")
        ),
    ],
)
def test_wrong_options(suite: Run, options: tuple[str, ...], problem: str) -> None:
    """They are refused before any test, with what to give instead."""
    result = suite("def test_it(): ...", *options)

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"*{problem}*"])


NAMES = """
    import httpx, pytest
    @pytest.mark.flowroute_cassette(NAME)
    def test_it():
        httpx.get("https://api.flowroute.com/v2/numbers", auth=("key", "secret"), verify=False)
"""


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_a_link_that_leaves_the_folder(suite: Run, pytester: pytest.Pytester) -> None:
    """A folder of the recordings that is a link to elsewhere is not written to."""
    outside = pytester.mkdir("outside")
    pytester.mkdir("cassettes").joinpath("flowroute").mkdir()
    pytester.path.joinpath("cassettes", "flowroute", "link").symlink_to(outside)
    options = ("--flowroute-record=once", "--flowroute-record-to=flowroute_sandbox")
    result = suite(NAMES.replace("NAME", repr("link/numbers")), *options)

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*is not recorded: a link leads its folder out of*"])
    assert list(outside.iterdir()) == []


@pytest.mark.parametrize(
    "name",
    ["../out", "/out", "a//b", "a/..", "a\\b", "C:a", "a\0b", ".", "a" * 300, f"x/{'é' * 101}/y"],
    ids=lambda name: name[:9],
)
def test_a_name_that_leaves_the_folder(suite: Run, pytester: pytest.Pytester, name: str) -> None:
    """It is refused before anything is recorded, and so is one that no file can have."""
    before = {*pytester.path.parent.rglob("*")}
    options = ("--flowroute-record=once", "--flowroute-record-to=flowroute_sandbox")
    result = suite(NAMES.replace("NAME", repr(name)), *options)

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*is no name to record a scenario by*"])
    assert [
        one for one in {*pytester.path.parent.rglob("*")} - before if one.suffix == ".yaml"
    ] == []


def test_a_scenario_of_the_package_asked_for_by_name(suite: Run, pytester: pytest.Pytester) -> None:
    """--flowroute-record-only records it beside the test, and nothing else."""
    source = NAMES.replace("NAME", '"numbers/list"') + textwrap.dedent(NAMES).replace(
        "NAME", '"messages/send"'
    ).replace("test_it", "test_other").replace("\n", "\n    ")
    suite(
        source,
        *("--flowroute-record=all", "--flowroute-record-to=flowroute_sandbox"),
        "--flowroute-record-only=numbers/list",
    ).assert_outcomes(passed=1, failed=1)

    written = [*(pytester.path / "cassettes").rglob("*.yaml")]
    assert [path.relative_to(pytester.path) for path in written] == [
        Path("cassettes/flowroute/numbers/list.yaml")
    ]
