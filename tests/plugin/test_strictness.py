"""Unexpected and missing requests fail the test, with messages that help."""

from __future__ import annotations

import pytest

from .conftest import Run

pytestmark = pytest.mark.once

SEND = """
    import httpx, pytest
    URL = "https://api.flowroute.com/v2.1/messages"
    AUTH = {"authorization": "Basic " + "c2Vj" + "cmV0"}
    def send(to="12065550142", body="Hello there, Jane", **more):
        message = {"to": to, "from": "12065550100", "body": body, **more}
        return httpx.post(URL, json=message, headers=AUTH)
"""


def test_an_unmatched_request_fails_with_the_differences_by_path(suite: Run) -> None:
    """The nearest recorded request is named, each difference by its JSON path, numbers masked."""
    result = suite(
        SEND
        + """
    @pytest.mark.flowroute_cassette("messages/send", to="12065550142")
    def test_it():
        send(to="+1 206 555 0199", is_mms=True)
    """
    )
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "*no recorded request of messages/send matches POST /v2.1/messages",
            "*nearest: interaction 1 of 1, POST /v2.1/messages",
            "*$.to: recorded 1206•••0142, sent 1206•••0199",
            "*$.is_mms: recorded nothing, sent true",
            "*to fix it: *",
        ]
    )


@pytest.mark.parametrize("style", ["auto", "short", "line", "native"])
def test_failure_messages_show_nothing_private(suite: Run, style: str) -> None:
    """No number, text or credential is in the report, in any style of traceback."""
    result = suite(
        SEND
        + """
    SECRET = "1".join(["2065550", "99"])
    @pytest.mark.flowroute_cassette("messages/send", to="12065550142")
    def test_it():
        send(to=SECRET, body="-".join(["diagnosis", "secret"]))
    """,
        f"--tb={style}",
    )
    result.assert_outcomes(failed=1)
    for secret in ("2065550199", "diagnosis-secret", "c2VjcmV0"):
        result.stdout.no_fnmatch_line(f"*{secret}*")


def test_a_mismatch_that_the_application_catches_fails_the_test(suite: Run) -> None:
    """An application that catches every exception does not hide an unmatched request."""
    result = suite(
        SEND
        + """
    @pytest.mark.flowroute_cassette("messages/send")
    def test_it():
        send()
        try:
            httpx.get("https://api.flowroute.com/v2/nowhere")
        except Exception:
            pass
    """
    )
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*no recorded request of messages/send matches GET /v2/nowhere"])


def test_an_unplayed_interaction_fails_a_test_that_passed(suite: Run) -> None:
    """Each interaction that was not played is listed."""
    result = suite(
        SEND
        + """
    @pytest.mark.flowroute_cassette("messages/delivered")
    def test_it():
        send()
    """
    )
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(
        ["3 of 4 interactions of messages/delivered were not played", "*2. GET /v2.1/messages/{*}"]
    )


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        ("assert 0, 'the real reason'", {"failed": 1}),
        ("pytest.skip('not today')", {"skipped": 1}),
    ],
)
def test_an_unplayed_interaction_does_not_hide_another_result(
    suite: Run, body: str, outcome: dict[str, int]
) -> None:
    """A test that failed or was skipped is reported as failed or skipped only."""
    result = suite(
        SEND
        + f"""
    @pytest.mark.flowroute_cassette("messages/send")
    def test_it():
        {body}
    """
    )
    result.assert_outcomes(**outcome)
    result.stdout.no_fnmatch_line("*not played*")


def test_an_unplayed_interaction_does_not_hide_a_failing_teardown(suite: Run) -> None:
    """The error of a fixture's teardown is reported, and not what was not played."""
    result = suite(
        SEND
        + """
    @pytest.fixture
    def breaks():
        yield
        raise RuntimeError("the real reason")
    @pytest.mark.flowroute_cassette("messages/send")
    def test_it(breaks): ...
    """
    )
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*the real reason*"])
    result.stdout.no_fnmatch_line("*not played*")


def test_requests_of_a_teardown_are_played(suite: Run) -> None:
    """A fixture may send requests in its teardown, which is before the check."""
    result = suite(
        SEND
        + """
    @pytest.fixture
    def late():
        yield
        send()
    @pytest.mark.flowroute_cassette("messages/send")
    def test_it(late): ...
    """
    )
    result.assert_outcomes(passed=1)


def test_the_default_scenario_need_not_be_played(suite: Run) -> None:
    """A test that names no scenario does not have to play the default one."""
    result = suite("def test_it(flowroute_cassette): assert not flowroute_cassette.requests")
    result.assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ('"messages/sned"', "*no scenario 'messages/sned'; did you mean 'messages/send'*"),
        ('"../messages/send"', "*no scenario '../messages/send'*"),
        ('"messages/send", boddy="x"', "*no option 'boddy'; did you mean 'body'*"),
        ('"messages/send", fualt="429"', "*no option 'fualt'; did you mean 'fault'*"),
        ('"messages/send", fault="409x"', '*no fault "409x". Did you mean "409"*'),
        ('"messages/send", scope="test"', "*scope is one of function, class, module, session*"),
        ('"messages/send", "x"', "*takes one scenario*"),
        ("12", "*a scenario is named by a text*"),
    ],
)
def test_what_does_not_exist_is_a_usage_error(suite: Run, arguments: str, expected: str) -> None:
    """A wrong marker stops pytest before any test runs, and suggests the nearest name."""
    result = suite(
        f"""
    import pytest
    @pytest.mark.flowroute_cassette({arguments})
    def test_it(): ...
    """
    )
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"ERROR: test_it.py::test_it: {expected}"])


def test_sending_the_same_message_twice_fails_the_test(suite: Run) -> None:
    """A request that changes something gets one response: Flowroute would charge twice."""
    result = suite(
        SEND
        + """
    @pytest.mark.flowroute_cassette("messages/send")
    def test_it():
        send()
        send(body="another")
        send()
    """
    )
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*POST /v2.1/messages was sent again, the same as before*"])


def test_another_scenario_with_the_request_is_suggested(suite: Run) -> None:
    """The failure message names a scenario of the package that has the request."""
    result = suite(
        """
    import httpx, pytest
    @pytest.mark.flowroute_cassette("messages/send")
    def test_it():
        httpx.get("https://api.flowroute.com/v2/routes/edge_strategies")
    """
    )
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*such a request is in *routes/edge-strategies*"])


@pytest.mark.parametrize("broken", ["a: [", "a: 1", "interactions: [1]", "\udc80"])
def test_a_file_that_no_test_plays_hides_no_mismatch(
    suite: Run, pytester: pytest.Pytester, broken: str
) -> None:
    """One that cannot be read is not suggested; the test fails, although the error is caught."""
    folder = pytester.mkdir("cassettes") / "flowroute"
    folder.mkdir()
    (folder / "broken.yaml").write_bytes(broken.encode(errors="surrogateescape"))
    (folder / "folder.yaml").mkdir()
    result = suite(
        """
    import httpx
    def test_it(flowroute_cassette):
        try:
            httpx.get("https://api.flowroute.com/v2/routes/edge_strategies")
        except Exception:
            pass
    """
    )
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*no recorded request of default matches GET*"])
    result.stdout.fnmatch_lines(["*such a request is in *routes/edge-strategies*"])
