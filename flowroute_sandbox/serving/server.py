"""A sandbox over HTTP, served by uvicorn."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import struct
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, NoReturn

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from flowroute_sandbox.serving.asgi import asgi
from flowroute_sandbox.serving.asgi_faults import EXTENSION
from flowroute_sandbox.serving.lifespan import attended

if TYPE_CHECKING:
    from collections.abc import Callable

    from flowroute_sandbox.sandbox import Sandbox
    from flowroute_sandbox.serving.asgi import Message, Receive, Send


_TRANSPORT = "flowroute_sandbox.serving.transport"


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens there; port 0 takes any that is free. Raises OSError."""
    listener = _bound(socket.AF_INET6 if ":" in host else socket.AF_INET, (host, port))
    listener.listen()
    return listener


def url(host: str, listener: socket.socket) -> str:
    """Return the address clients on this machine use."""
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{listener.getsockname()[1]}"


def serve(sandbox: Sandbox, listener: socket.socket, ready: Callable[[], None]) -> None:
    """Answer requests and post webhooks until SIGINT or SIGTERM, then exit with status 0.

    `ready` is called once, when requests are answered. Those under way when the signal comes
    have five seconds to finish.
    """
    # uvicorn shuts down at these signals and then sends them to whoever had them before.
    for signal_number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(signal_number, _exit)
    answer = attended(asgi(sandbox), sandbox)

    async def application(scope: Message, receive: Receive, send: Send) -> None:
        async def last(message: Message) -> None:
            if server.deaf and message["type"] == "http.response.start":
                message["headers"].append((b"connection", b"close"))
            await send(message)

        scope["extensions"][EXTENSION] = _Wire(server, scope["extensions"][_TRANSPORT])
        await answer(scope, receive, last)

    config = uvicorn.Config(
        application,
        loop="asyncio",
        http=_Connection,
        ws="none",
        lifespan="off",
        log_config=None,  # warnings and errors still reach stderr
        access_log=False,
        proxy_headers=False,
        server_header=False,
        # Longer than clients keep a connection, so that none is closed as it is used again.
        timeout_keep_alive=75,
        timeout_graceful_shutdown=5,
    )

    def begin() -> None:
        if (seconds := sandbox.take_refusal()) is not None:
            server.refuse(seconds)
        ready()

    server = _Server(config, begin)
    with sandbox.delivering():
        server.run([listener])


def _exit(*_: object) -> NoReturn:
    sys.exit(0)


def _bound(family: int, address: tuple[Any, ...]) -> socket.socket:
    # asyncio turns Nagle's algorithm off only where the protocol is named. With it, the body of
    # an answer waits some 40 ms for the client to acknowledge the head.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":  # elsewhere it would let two servers share a port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError:
        listener.close()
        raise
    return listener


class _Connection(H11Protocol):
    """Tells the application by which transport a request came."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        application = self.app

        async def tell(scope: Any, receive: Any, send: Any) -> None:
            scope["extensions"] = {_TRANSPORT: self.transport}
            await application(scope, receive, send)

        self.app = tell


class _Server(uvicorn.Server):
    """Can refuse connections for a while.

    As long as it is `deaf`, the answers that are under way are the last on their connections.
    """

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready
        self._deaf_until = 0.0
        self._deafness: asyncio.Task[None] | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        if self._deafness is not None:
            self._deafness.cancel()
        await super().shutdown(sockets)

    @property
    def deaf(self) -> bool:
        """Whether connections are refused."""
        return self._deafness is not None

    def refuse(self, seconds: float) -> None:
        """Refuse connections for so long, and keep none."""
        loop = asyncio.get_running_loop()
        self._deaf_until = max(self._deaf_until, loop.time() + seconds)
        if not self.deaf:
            (server,) = self.servers
            (listener,) = server.sockets
            family, address = listener.family, listener.getsockname()
            server.close()
            # A socket that is bound and does not listen keeps the port, and refuses.
            self._deafness = loop.create_task(self._sit_out(_bound(family, address)))
            for connection in list(self.server_state.connections):
                connection.shutdown()

    async def _sit_out(self, listener: socket.socket) -> None:
        with ExitStack() as stack:
            stack.enter_context(listener)
            while (left := self._deaf_until - asyncio.get_running_loop().time()) > 0:
                await asyncio.sleep(left)
            await super().startup([listener])
            stack.pop_all()
            self._deafness = None


class _Wire:
    """One connection of the server, for the faults that strike it."""

    def __init__(self, server: _Server, transport: asyncio.Transport) -> None:
        self._server = server
        self._transport = transport

    def drop(self) -> None:
        self._transport.close()

    def reset(self) -> None:
        connection: socket.socket = self._transport.get_extra_info("socket")
        # Closed with a linger of no time, a connection is reset.
        linger = struct.pack("hh" if os.name == "nt" else "ii", 1, 0)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self._transport.abort()

    def refuse(self, seconds: float) -> None:
        self._server.refuse(seconds)
