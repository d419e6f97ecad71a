"""Faults of a test that is recorded, and servers that do not respond."""

from __future__ import annotations

import signal
import socket
from collections.abc import Iterator

import pytest

from pytest_flowroute._base.layout import read
from pytest_flowroute._recording.exits import save_before_termination

from .conftest import Run

pytestmark = pytest.mark.once

TO = "--flowroute-record-to=flowroute_sandbox"
APP = """
    import httpx, pytest
    def send(number="12065550100"):
        sms = {"to": number, "from": "12065550142", "body": "Hello"}
        keys = "key", "secret"
        url = "https://api.flowroute.com/v2.1/messages"
        return httpx.post(url, json=sms, auth=keys, verify=False, timeout=0.2).status_code
    def routes():
        url = "https://api.flowroute.com/v2/routes"
        return httpx.get(url, auth=("key", "secret"), verify=False, timeout=0.2).status_code
"""


def test_faults_are_injected_while_recording(suite: Run, pytester: pytest.Pytester) -> None:
    """The application gets the fault now as later; what Flowroute did not get is not sent."""
    source = (
        APP
        + """
    @pytest.mark.flowroute_cassette("own/refused", fault="429")
    def test_refused(flowroute_cassette):
        assert [send(), send()] == [429, 202]
        assert [one.fault for one in flowroute_cassette.requests] == ["429", None]
        assert len(flowroute_cassette.sent_messages) == 1
    @pytest.mark.flowroute_cassette("own/lost", fault="drop-after")
    def test_lost(flowroute_cassette):
        with pytest.raises(httpx.RemoteProtocolError):
            send()
        assert len(flowroute_cassette.sent_messages) == 1
    def test_block(flowroute_cassette):
        with flowroute_cassette("own/block", fault="503 @2"):
            assert [routes(), routes(), routes()] == [200, 503, 200]
    """
    )
    suite(source, TO, "--flowroute-record=once").assert_outcomes(passed=3)
    folder = pytester.path / "cassettes" / "flowroute" / "own"
    recorded = {
        path.stem: [each.status for each in read(path.read_text(encoding="utf-8")).interactions]
        for path in folder.iterdir()
    }
    assert recorded == {"refused": [202], "lost": [202], "block": [200, 200]}

    suite(source).assert_outcomes(passed=3)


def test_what_cannot_be_played_later_fails_at_once(suite: Run, pytester: pytest.Pytester) -> None:
    """Each of these is recorded with a reason why it fails, instead of failing when it is played.

    A message is not sent again after a fault that Flowroute may have accepted.
    """
    source = (
        APP
        + """
    @pytest.mark.flowroute_cassette("own/nothing", fault="429")
    def test_nothing_but_faults(flowroute_cassette):
        assert send() == 429
    @pytest.mark.flowroute_cassette("own/missed", fault="429 @3")
    def test_a_fault_that_never_happens(flowroute_cassette):
        send()
    @pytest.mark.flowroute_cassette("own/option", too="12065550100")
    def test_an_option_that_it_does_not_have(flowroute_cassette):
        send()
    @pytest.mark.flowroute_cassette("own/twice", fault="drop-after")
    def test_twice(flowroute_cassette):
        for _ in range(2):
            try:
                send()
            except (AssertionError, httpx.HTTPError):
                pass
        assert len(flowroute_cassette.sent_messages) == 1
    """
    )
    result = suite(source, TO, "--flowroute-record=once")

    result.assert_outcomes(passed=4, errors=4)
    result.stdout.fnmatch_lines(
        [
            "nothing was recorded for 'own/nothing': its faults kept every request*",
            "fault '429 @3' never happened*",
            "*scenario 'own/option' has no option 'too'; did you mean 'to'?*",
            "*drop-after*",
        ]
    )


@pytest.fixture
def silent() -> Iterator[str]:
    """The address of a server that takes connections, and never responds."""
    with socket.create_server(("127.0.0.1", 0), backlog=32) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def test_a_server_that_does_not_respond(suite: Run, pytester: pytest.Pytester, silent: str) -> None:
    """The client gets its own error, the test fails with the reason, and others go on."""
    source = (
        APP
        + """
    @pytest.mark.flowroute_cassette("own/silent")
    def test_silent(flowroute_cassette):
        with pytest.raises(httpx.ReadTimeout):
            routes()
    def test_block(flowroute_cassette):
        with flowroute_cassette("own/silent-block"), pytest.raises(httpx.ReadTimeout):
            routes()
    def test_another(): ...
    """
    )
    result = suite(source, f"--flowroute-record-to={silent}", "--flowroute-record=once")

    result.assert_outcomes(passed=3, errors=2)
    result.stdout.no_fnmatch_line("nothing was recorded*")
    result.stdout.fnmatch_lines(
        ["list_inbound_routes was not recorded, it had no response: no whole response in 0.2 s"]
    )
    assert not (pytester.path / "cassettes").exists()


def test_a_folder_that_cannot_be_written(suite: Run, pytester: pytest.Pytester) -> None:
    """The test fails with the file, the reason and what to do."""
    (pytester.path / "cassettes").touch()
    source = (
        APP
        + """
    @pytest.mark.flowroute_cassette("own/unwritten")
    def test_it(flowroute_cassette):
        routes()
    """
    )
    result = suite(source, TO, "--flowroute-record=once")

    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(
        ["*unwritten.yaml was not written: Not a directory", "  to fix it: let the user*"]
    )


INTERRUPTED = """
    @pytest.mark.flowroute_cassette("own/it", scope="module")
    def test_it(flowroute_cassette):
        routes()
        with flowroute_cassette("own/part"):
            routes()
            {end}
"""


def test_a_test_that_is_interrupted(suite: Run, pytester: pytest.Pytester) -> None:
    """What it has recorded before is written."""
    with pytest.raises(KeyboardInterrupt):
        suite(APP + INTERRUPTED.format(end="raise KeyboardInterrupt"), TO, "--flowroute-record=new")

    folder = pytester.path / "cassettes" / "flowroute" / "own"
    assert {path.name for path in folder.iterdir()} == {"it.yaml", "part.yaml"}


@pytest.mark.parametrize(
    ("end", "status"),
    [
        ("import os, threading; threading.Thread(target=os._exit, args=[3]).run()", 3),
        ("import signal; signal.raise_signal(signal.SIGTERM)", -signal.SIGTERM),
    ],
)
def test_a_process_that_is_ended(
    suite_alone: Run, pytester: pytest.Pytester, end: str, status: int
) -> None:
    """What its test has recorded is written before: by pytest-timeout's thread, or by SIGTERM."""
    result = suite_alone(APP + INTERRUPTED.format(end=end), TO, "--flowroute-record=once")

    assert result.ret == status
    folder = pytester.path / "cassettes" / "flowroute" / "own"
    assert {path.name for path in folder.iterdir()} == {"it.yaml", "part.yaml"}


def test_a_handler_of_the_application_stays() -> None:
    """What handles SIGTERM already, or since, is neither replaced nor removed."""
    before, own = signal.getsignal(signal.SIGTERM), signal.default_int_handler
    try:
        for others in own, signal.SIG_IGN:
            signal.signal(signal.SIGTERM, others)
            save_before_termination(list)()
            assert signal.getsignal(signal.SIGTERM) is others

        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        undo = save_before_termination(list)
        signal.signal(signal.SIGTERM, own)
        undo()
        assert signal.getsignal(signal.SIGTERM) is own
    finally:
        signal.signal(signal.SIGTERM, before)
