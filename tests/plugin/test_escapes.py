"""No request for Flowroute reaches the network, proven by a server that counts who comes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from .conftest import Run

CALLERS = Path(__file__).with_name("callers.py")

EVERY_CLIENT = """
    import contextlib, pytest
    from callers import CALLERS
    SMS = {"to": "12065550142", "from": "12065550100", "body": "x"}
    @pytest.mark.parametrize("client", CALLERS)
    def test_it(client):
        with contextlib.suppress(Exception):
            CALLERS[client]("POST", "/v2.1/messages", SMS)
"""
OTHER_WAYS = """
    import asyncio, contextlib, http.client, socket, urllib.request
    HOST = "api.flowroute.com"
    def by_urllib(): urllib.request.urlopen(f"https://{HOST}/v2/numbers")
    def by_http_client(): http.client.HTTPSConnection(HOST).request("GET", "/")
    def by_name(): socket.getaddrinfo(HOST, 443)
    def by_bytes(): socket.getaddrinfo(b"API.Flowroute.com.", 443)
    def by_host(): socket.gethostbyname("us-west-wa.sip.flowroute.com")
    def by_connection(): socket.create_connection((HOST, 443))
    def by_socket(): socket.socket().connect((HOST, 443))
    def by_asyncio(): asyncio.run(asyncio.open_connection(HOST, 443))
    WAYS = [one for name, one in globals().items() if name.startswith("by_")]
    def test_it():
        for way in WAYS:
            with contextlib.suppress(Exception):
                way()
"""


@pytest.fixture
def escapes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The file in which the server notes who came."""
    notes = tmp_path / "escapes"
    notes.touch()
    monkeypatch.setenv("ESCAPES", str(notes))
    return notes


@pytest.fixture
def with_callers(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(callers=CALLERS.read_text(encoding="utf-8"))


@pytest.mark.usefixtures("with_callers")
def test_the_server_counts_what_escapes(suite_alone: Run, escapes: Path) -> None:
    """Without the plugin every client gets to the server, so its count is worth something."""
    suite_alone(EVERY_CLIENT, "-p", "loopback", "-p", "no:flowroute").assert_outcomes(passed=9)
    assert Counter(escapes.read_text().split("\n"))["name api.flowroute.com"] >= 9


@pytest.mark.usefixtures("with_callers")
def test_the_server_counts_what_escapes_through_a_proxy(
    suite_alone: Run, escapes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the plugin every client but urllib3, which takes no proxies, gets to the proxy."""
    monkeypatch.setenv("THROUGH_PROXY", "1")
    suite_alone(EVERY_CLIENT, "-p", "loopback", "-p", "no:flowroute").assert_outcomes(passed=9)
    assert Counter(escapes.read_text().split("\n"))["connection"] >= 8


@pytest.mark.usefixtures("with_callers")
@pytest.mark.parametrize("proxy", ["", "1"])
@pytest.mark.parametrize("source", [EVERY_CLIENT, OTHER_WAYS], ids=["clients", "other ways"])
def test_nothing_escapes_from_a_test_that_plays_nothing(
    suite_alone: Run, escapes: Path, monkeypatch: pytest.MonkeyPatch, source: str, proxy: str
) -> None:
    """A test that has nothing to do with the plugin fails when it asks for Flowroute."""
    monkeypatch.setenv("THROUGH_PROXY", proxy)
    result = suite_alone(source, "-p", "loopback")
    count = 9 if source is EVERY_CLIENT else 1
    result.assert_outcomes(passed=count, errors=count)
    result.stdout.fnmatch_lines(["*was on its way to Flowroute itself, and was stopped*"])
    assert escapes.read_text() == ""


@pytest.mark.usefixtures("with_callers")
@pytest.mark.parametrize("proxy", ["", "1"])
def test_nothing_escapes_from_a_test_that_plays(
    suite_alone: Run, escapes: Path, monkeypatch: pytest.MonkeyPatch, proxy: str
) -> None:
    """Matched or not, no request of any client leaves, and no name is looked up."""
    monkeypatch.setenv("THROUGH_PROXY", proxy)
    result = suite_alone(
        """
    import contextlib, pytest
    from concurrent.futures import ThreadPoolExecutor
    from callers import CALLERS
    SMS = {"to": "12065550142", "from": "12065550100", "body": "x"}
    @pytest.mark.flowroute_cassette("messages/send")
    @pytest.mark.parametrize("client", CALLERS)
    def test_it(client, flowroute_cassette):
        assert CALLERS[client]("POST", "/v2.1/messages", SMS)[0] == 202
    @pytest.mark.parametrize("client", CALLERS)
    def test_unmatched(client, flowroute_cassette):
        with contextlib.suppress(Exception):
            CALLERS[client]("GET", "/v2/nowhere")
    @pytest.mark.parametrize("client", CALLERS)
    def test_threads(client, flowroute_cassette):
        def one(number):
            return CALLERS[client]("GET", "/v2/routes?limit=200&offset=0")[0]
        with ThreadPoolExecutor(8) as threads:
            assert set(threads.map(one, range(8))) == {200}
    """,
        "-p",
        "loopback",
    )
    result.assert_outcomes(passed=27, errors=9)
    assert escapes.read_text() == ""


@pytest.mark.usefixtures("with_callers")
def test_nothing_escapes_where_blocking_is_off_and_a_fixture_is_used(
    suite_alone: Run, escapes: Path
) -> None:
    """`flowroute_block_live = false` is for tests that do not use the plugin."""
    result = suite_alone(
        """
    import contextlib, pytest
    from callers import CALLERS
    def test_it(flowroute_webhook):
        with contextlib.suppress(Exception):
            CALLERS["httpx"]("GET", "/v2/numbers")
    """,
        *("-p", "loopback", "-o", "flowroute_block_live=false"),
    )
    result.assert_outcomes(passed=1, errors=1)
    assert escapes.read_text() == ""


@pytest.mark.usefixtures("with_callers")
def test_blocking_can_be_switched_off(suite_alone: Run, escapes: Path) -> None:
    """With `flowroute_block_live = false` other tests reach what they ask for."""
    result = suite_alone(EVERY_CLIENT, *("-p", "loopback", "-o", "flowroute_block_live=false"))
    result.assert_outcomes(passed=9)
    assert len(escapes.read_text().split("\n")) > 9


@pytest.mark.usefixtures("with_callers")
def test_a_client_imported_within_the_test_is_answered(suite_alone: Run, escapes: Path) -> None:
    """No library is loaded for the plugin's sake, and one that is loaded later is patched then."""
    result = suite_alone(
        """
    import sys
    HEAVY = {"aiohttp", "attrs", "flowroute_ext", "httpcore", "httpx", "httpx2", "requests",
             "urllib3", "vcr"}
    def test_it(flowroute_cassette):
        assert not HEAVY & sys.modules.keys()
        from callers import CALLERS
        for number, call in enumerate(CALLERS.values()):
            sms = {"to": "12065550142", "from": "12065550100", "body": str(number)}
            assert call("POST", "/v2.1/messages", sms)[0] == 202
        assert flowroute_cassette.play_count == len(CALLERS)
        assert not type(sys.modules["httpx"].__spec__.loader).__module__.startswith("pytest_")
    """
    )
    result.assert_outcomes(passed=1)
    assert escapes.read_text() == ""
