"""No request for Flowroute reaches the network: a local server logs what arrives."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from .conftest import Run

pytestmark = pytest.mark.once

HTTP_CLIENTS = Path(__file__).with_name("http_clients.py")

EVERY_CLIENT = """
    import contextlib, pytest
    from http_clients import HTTP_CLIENTS
    SMS = {"to": "12065550142", "from": "12065550100", "body": "x"}
    @pytest.mark.parametrize("client", HTTP_CLIENTS)
    def test_it(client):
        with contextlib.suppress(Exception):
            HTTP_CLIENTS[client]("POST", "/v2.1/messages", SMS)
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
    def test_other_ways():
        for way in WAYS:
            with contextlib.suppress(Exception):
                way()
"""


@pytest.fixture
def arrived(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The log of the server."""
    log = tmp_path / "arrived"
    log.touch()
    monkeypatch.setenv("ARRIVED", str(log))
    return log


@pytest.fixture
def with_http_clients(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(http_clients=HTTP_CLIENTS.read_text(encoding="utf-8"))


@pytest.mark.usefixtures("with_http_clients")
def test_the_server_logs_requests(suite_alone: Run, arrived: Path) -> None:
    """Without the plugin every client reaches the server, so an empty log proves something."""
    suite_alone(EVERY_CLIENT, "-p", "loopback", "-p", "no:flowroute").assert_outcomes(passed=9)
    assert Counter(arrived.read_text().split("\n"))["name api.flowroute.com"] >= 9


@pytest.mark.usefixtures("with_http_clients")
def test_the_server_logs_requests_through_a_proxy(
    suite_alone: Run, arrived: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the plugin every client but urllib3, which ignores proxies, uses the proxy."""
    monkeypatch.setenv("THROUGH_PROXY", "1")
    suite_alone(EVERY_CLIENT, "-p", "loopback", "-p", "no:flowroute").assert_outcomes(passed=9)
    assert Counter(arrived.read_text().split("\n"))["request"] >= 8


@pytest.mark.usefixtures("with_http_clients")
@pytest.mark.parametrize("proxy", ["", "1"])
def test_a_test_without_the_plugin_is_blocked(
    suite_alone: Run, arrived: Path, monkeypatch: pytest.MonkeyPatch, proxy: str
) -> None:
    """A test that does not use the plugin fails when it sends a request to Flowroute.

    A proxy gets no more than the name of the host.
    """
    monkeypatch.setenv("THROUGH_PROXY", proxy)
    result = suite_alone(EVERY_CLIENT + OTHER_WAYS, "-p", "loopback")
    result.assert_outcomes(passed=10, errors=10)
    stopped = "*was on its way to Flowroute itself, and was stopped*"
    result.stdout.fnmatch_lines(["*ERROR at teardown of test_other_ways*", stopped])
    assert set(arrived.read_text().split()) <= ({"tunnel"} if proxy else set())


@pytest.mark.usefixtures("with_http_clients")
@pytest.mark.parametrize("proxy", ["", "1"])
def test_a_test_that_plays_is_blocked(
    suite_alone: Run, arrived: Path, monkeypatch: pytest.MonkeyPatch, proxy: str
) -> None:
    """Matched or not, no request of any client is sent, and no name is resolved."""
    monkeypatch.setenv("THROUGH_PROXY", proxy)
    result = suite_alone(
        """
    import contextlib, pytest
    from concurrent.futures import ThreadPoolExecutor
    from http_clients import HTTP_CLIENTS
    SMS = {"to": "12065550142", "from": "12065550100", "body": "x"}
    @pytest.mark.flowroute_cassette("messages/send")
    @pytest.mark.parametrize("client", HTTP_CLIENTS)
    def test_it(client, flowroute_cassette):
        assert HTTP_CLIENTS[client]("POST", "/v2.1/messages", SMS)[0] == 202
    @pytest.mark.parametrize("client", HTTP_CLIENTS)
    def test_unmatched(client, flowroute_cassette):
        with contextlib.suppress(Exception):
            HTTP_CLIENTS[client]("GET", "/v2/nowhere")
    @pytest.mark.parametrize("client", HTTP_CLIENTS)
    def test_threads(client, flowroute_cassette):
        def one(number):
            return HTTP_CLIENTS[client]("GET", "/v2/routes?limit=200&offset=0")[0]
        with ThreadPoolExecutor(3) as threads:
            assert set(threads.map(one, range(3))) == {200}
    """,
        "-p",
        "loopback",
    )
    result.assert_outcomes(passed=27, errors=9)
    assert arrived.read_text() == ""


@pytest.mark.usefixtures("with_http_clients")
def test_a_test_that_uses_a_fixture_is_blocked_although_blocking_is_off(
    suite_alone: Run, arrived: Path
) -> None:
    """`flowroute_block_live = false` is for tests that do not use the plugin."""
    result = suite_alone(
        """
    import contextlib, pytest
    from http_clients import HTTP_CLIENTS
    def test_it(flowroute_webhook):
        with contextlib.suppress(Exception):
            HTTP_CLIENTS["httpx"]("GET", "/v2/numbers")
    """,
        *("-p", "loopback", "-o", "flowroute_block_live=false"),
    )
    result.assert_outcomes(passed=1, errors=1)
    assert arrived.read_text() == ""


@pytest.mark.usefixtures("with_http_clients")
def test_blocking_can_be_switched_off(suite_alone: Run, arrived: Path) -> None:
    """With `flowroute_block_live = false` tests without the plugin reach Flowroute."""
    result = suite_alone(EVERY_CLIENT, *("-p", "loopback", "-o", "flowroute_block_live=false"))
    result.assert_outcomes(passed=9)
    assert len(arrived.read_text().split("\n")) > 9


@pytest.mark.usefixtures("with_http_clients")
def test_a_client_imported_within_the_test_is_answered(
    suite_in_new_python: Run, arrived: Path
) -> None:
    """A library that a test imports itself is patched like any other."""
    result = suite_in_new_python(
        """
    import sys
    LIBRARIES = {"aiohttp", "httpx", "httpx2", "requests", "urllib3"}
    assert not LIBRARIES & sys.modules.keys()
    def test_it(flowroute_cassette):
        assert "vcr" not in sys.modules
        from http_clients import HTTP_CLIENTS
        for number, call in enumerate(HTTP_CLIENTS.values()):
            sms = {"to": "12065550142", "from": "12065550100", "body": str(number)}
            assert call("POST", "/v2.1/messages", sms)[0] == 202
        assert flowroute_cassette.play_count == len(HTTP_CLIENTS)
    """
    )
    result.assert_outcomes(passed=1)
    assert arrived.read_text() == ""


UNDONE = """
    import _socket, socket, pytest
    from pytest_flowroute import LiveRequestBlocked
    def test_undone():
        socket.socket.connect = _socket.socket.connect
    def test_next():
        with pytest.raises(LiveRequestBlocked):
            socket.socket().connect(("api.flowroute.com", 443))
"""


def test_what_another_plugin_has_undone(suite_alone: Run) -> None:
    """The block is back for the next test: pytest-socket restores `connect` after each."""
    suite_alone(UNDONE).assert_outcomes(passed=2, errors=1)
