"""Connections whose clients are slow, silent or too many, over real sockets."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import NamedTuple

import pytest
import uvicorn
from sandbox_serving.served import AUTHORIZATION, Served

from flowroute_sandbox import Response, Sandbox
from flowroute_sandbox.serving import asgi, server_protocol
from flowroute_sandbox.serving.server import listen
from flowroute_sandbox.serving.server_protocol import BoundedProtocol
from pytest_flowroute._sandbox import request_reader, server
from pytest_flowroute._sandbox.server import LoopbackServer

GET = f"GET /v2/routes HTTP/1.1\r\nhost: x\r\nauthorization: {AUTHORIZATION}\r\n\r\n".encode()
POST = (
    f"POST /v2/cnams HTTP/1.1\r\nhost: x\r\nauthorization: {AUTHORIZATION}\r\n"
    "content-length: 100000\r\n\r\n"
).encode()
CHUNKED = POST.replace(b"content-length: 100000", b"transfer-encoding: chunked")
SHORT, LONG = 0.2, 60.0


class Serving(NamedTuple):
    """Where a sandbox is served, and how many connections are open there."""

    port: int
    connections: Callable[[], int]


class _Uvicorn(uvicorn.Server):
    started_here = threading.Event()

    async def startup(self, sockets=None) -> None:
        await super().startup(sockets)
        self.started_here.set()


@contextmanager
def by_uvicorn(sandbox: Sandbox) -> Iterator[Serving]:
    config = uvicorn.Config(
        asgi.asgi(sandbox, allowed_hosts=["x"]),
        http=BoundedProtocol,
        lifespan="off",
        log_config=None,
        access_log=False,
        timeout_keep_alive=server_protocol.KEEP_ALIVE,
    )
    with listen("127.0.0.1", 0) as listener:
        served = _Uvicorn(config)
        served.started_here = threading.Event()
        thread = threading.Thread(target=served.run, args=([listener],))
        thread.start()
        assert served.started_here.wait(60)
        yield Serving(listener.getsockname()[1], lambda: len(served.server_state.connections))
        served.should_exit = served.force_exit = True
        thread.join()


@contextmanager
def by_loopback(sandbox: Sandbox) -> Iterator[Serving]:
    served = LoopbackServer(sandbox)
    yield Serving(int(served.url.rpartition(":")[2]), lambda: len(served._server._open))
    served.close()


@pytest.fixture(params=[by_uvicorn, by_loopback], ids=["server", "fixture"])
def serve(request: pytest.FixtureRequest) -> Callable[..., object]:
    return request.param


@pytest.fixture
def limits(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Sets the limits of both servers, in seconds."""

    def set_limits(request: float = LONG, keep_alive: float = LONG, count: int = 100) -> None:
        monkeypatch.setattr(server_protocol, "HEAD_TIMEOUT", request)
        monkeypatch.setattr(asgi, "BODY_TIMEOUT", request)
        monkeypatch.setattr(server_protocol, "WRITE_TIMEOUT", request)
        monkeypatch.setattr(request_reader, "REQUEST_TIMEOUT", request)
        monkeypatch.setattr(server_protocol, "KEEP_ALIVE", keep_alive)
        monkeypatch.setattr(server, "KEEP_ALIVE", keep_alive)
        monkeypatch.setattr(server_protocol, "MAX_CONNECTIONS", count)
        monkeypatch.setattr(server, "MAX_CONNECTIONS", count)

    return set_limits


def connected(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=LONG)


def rest(connection: socket.socket, drip: bytes = b"") -> bytes:
    """What comes until the connection is closed, while `drip` is sent byte by byte."""
    if drip:
        connection.settimeout(SHORT / 20)
    found = b""
    for number in range(10_000):
        try:
            received = connection.recv(65536)
        except TimeoutError:
            with suppress(OSError):
                connection.sendall(drip[number % len(drip) :][:1])
            continue
        except ConnectionError:
            return found
        if not received:
            return found
        found += received
    raise AssertionError("it was not closed")


def test_the_limits() -> None:
    """A request has ten seconds, and a connection is kept longer than clients keep one."""
    assert (server_protocol.HEAD_TIMEOUT, asgi.BODY_TIMEOUT) == (10, 10)
    assert (server_protocol.WRITE_TIMEOUT, request_reader.REQUEST_TIMEOUT) == (30, 10)
    assert (server_protocol.KEEP_ALIVE, server.KEEP_ALIVE) == (75, 75)
    assert (server_protocol.MAX_CONNECTIONS, server.MAX_CONNECTIONS) == (500, 200)


@pytest.mark.parametrize(
    ("first", "drip"),
    [
        (b"", b""),
        (b"GET", b""),
        (GET[:-2], b""),
        (b"GET / HTTP/1.1\r\n", b"x: y\r\n"),
        (POST, b""),
        (POST, b"x"),
        (CHUNKED, b"1\r\nx\r\n"),
    ],
    ids=["nothing", "a word", "a head", "slowloris", "no body", "a slow body", "chunks"],
)
def test_a_request_that_is_not_completed(serve, limits, first: bytes, drip: bytes) -> None:
    """A request that is not complete in time ends its connection, and others are answered."""
    limits(request=SHORT)
    with (
        serve(Sandbox(post=None)) as served,
        connected(served.port) as slow,
        connected(served.port) as other,
    ):
        slow.sendall(first)
        other.sendall(GET)
        assert other.recv(12) == b"HTTP/1.1 200"

        assert not rest(slow, drip).startswith(b"HTTP/1.1 2")


def test_a_connection_that_is_not_used_again(serve, limits) -> None:
    """A kept connection ends after a while, and after a part of the next request sooner."""
    limits(keep_alive=SHORT)
    with serve(Sandbox(post=None)) as served, connected(served.port) as idle:
        idle.sendall(GET)
        assert rest(idle).startswith(b"HTTP/1.1 200")
    limits(request=SHORT)
    with serve(Sandbox(post=None)) as served, connected(served.port) as slow:
        slow.sendall(GET + GET[:20])
        assert rest(slow, b"x").count(b"HTTP/1.1 200") == 1


def test_a_connection_that_is_used_again(serve, limits) -> None:
    """Each request begins the time anew in which a kept connection must be used again."""
    limits(keep_alive=5 * SHORT)
    with serve(Sandbox(post=None)) as served, connected(served.port) as used:
        for _ in range(8):
            used.sendall(GET)
            assert used.recv(65536).startswith(b"HTTP/1.1 200")
            threading.Event().wait(SHORT)
        assert rest(used) == b""


def test_a_client_that_has_sent_all(serve, limits) -> None:
    """A connection that a client has closed on its side ends."""
    limits()
    for sent in (b"", b"GET /", POST, GET):
        with serve(Sandbox(post=None)) as served, connected(served.port) as half:
            half.sendall(sent)
            half.shutdown(socket.SHUT_WR)
            rest(half)


class Large(Sandbox):
    """Answers every request with much."""

    def outcome(self, _: object) -> Response:
        return Response(200, {}, b"x" * 50_000_000)


def test_a_response_that_is_not_read(serve, limits) -> None:
    """A client that does not read its response loses the connection."""
    limits(request=SHORT)
    with serve(Large(post=None)) as served, connected(served.port) as deaf:
        deaf.sendall(GET)
        assert deaf.recv(12) == b"HTTP/1.1 200"
        while served.connections():
            threading.Event().wait(0.001)

        assert len(rest(deaf)) < 50_000_000


def test_too_many_connections(serve, limits) -> None:
    """For one connection more, the one is closed that has waited longest; requests go on."""
    limits(count=20)
    with serve(Sandbox(post=None)) as served, ExitStack() as stack:
        kept = stack.enter_context(connected(served.port))
        kept.sendall(GET)
        assert kept.recv(65536).startswith(b"HTTP/1.1 200")
        waiting = [stack.enter_context(connected(served.port)) for _ in range(40)]
        with connected(served.port) as last:
            last.sendall(GET)
            assert last.recv(65536).startswith(b"HTTP/1.1 200")
        assert [rest(each) for each in waiting[:15]] == [b""] * 15


def test_the_command_is_bounded() -> None:
    """The served sandbox ends a request that is not completed."""
    code = (
        "from flowroute_sandbox.serving import server_protocol, command\n"
        f"server_protocol.HEAD_TIMEOUT = {SHORT}\n"
        "command.sandbox(['--port', '0'])\n"
    )
    served = Served("-c", code)
    try:
        with connected(int(served.url.rpartition(":")[2])) as slow:
            slow.sendall(GET[:-2])
            assert rest(slow, b"x") == b""
        assert served.json("GET", "/v2/routes")[0] == 200
    finally:
        served.clean_up()


def test_a_request_for_a_whole_url(serve: Callable[..., object]) -> None:
    """What a client sends to a proxy is answered as a request for the path of its URL."""
    with serve(Sandbox()) as serving, connected(serving.port) as connection:
        connection.sendall(GET.replace(b" /v2/routes ", b" HTTP://api.example/v2/routes?limit=1 "))
        response = b""
        while not response.endswith(b"}}"):
            received = connection.recv(65536)
            assert received
            response += received

    assert response.startswith(b"HTTP/1.1 200 ")
    assert response.endswith(b'"links":{"self":"http://x/v2/routes?limit=1&offset=0"}}')
