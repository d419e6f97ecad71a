"""A sandbox over HTTP, served by uvicorn."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import struct
import sys
from contextlib import ExitStack
from email.utils import formatdate
from functools import lru_cache
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, NoReturn

import uvicorn

from flowroute_sandbox.http.hosts import is_address
from flowroute_sandbox.serving import server_protocol
from flowroute_sandbox.serving.asgi import application
from flowroute_sandbox.serving.connection_faults import ARRIVED, EXTENSION
from flowroute_sandbox.serving.webhook_lifespan import after_webhooks

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from flowroute_sandbox.sandbox import Sandbox
    from flowroute_sandbox.serving.asgi_types import Message, Receive, Send


_PROTOCOL = "flowroute_sandbox.serving.protocol"


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens there; port 0 takes any that is free. Raises OSError."""
    listener = _bound(socket.AF_INET6 if ":" in host else socket.AF_INET, (host, port))
    listener.listen()
    return listener


def url(host: str, listener: socket.socket) -> str:
    """Return the address clients on this machine use."""
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{listener.getsockname()[1]}"


def page(host: str, listener: socket.socket) -> str:
    """Return the address of the page in a browser on this machine."""
    address = ip_address(host) if is_address(host) else None
    here = host
    if address is not None and address.is_unspecified:  # which is no address to connect to
        here = "127.0.0.1" if address.version == 4 else "::1"
    return f"{url(here, listener)}/"


def serve(
    sandbox: Sandbox,
    listener: socket.socket,
    ready: Callable[[], None],
    allowed_hosts: Iterable[str] = (),
) -> None:
    """Answer requests and post webhooks until SIGINT or SIGTERM, then exit with status 0.

    `allowed_hosts` are the names, besides this machine's, that requests may be addressed to.
    `ready` is called once, when requests are answered. Those in progress when the signal comes
    have five seconds to finish.
    """
    # uvicorn shuts down at these signals and then raises them for the handlers before its own.
    for signal_number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(signal_number, _exit)
    served = application(sandbox, allowed_hosts)

    async def with_server(scope: Message, receive: Receive, send: Send) -> None:
        def last(message: Message) -> Awaitable[None]:
            if message["type"] == "http.response.start":
                second = int(sandbox.clock.now().timestamp())
                message["headers"].append((b"date", _date(second)))
                if server.refusing:
                    message["headers"].append((b"connection", b"close"))
            return send(message)

        protocol: _Protocol = scope["state"][_PROTOCOL]
        connection = _FaultyConnection(server, protocol.transport)
        scope["extensions"] = {EXTENSION: connection, ARRIVED: protocol.arrived}
        await served(scope, receive, after_webhooks(scope, last, sandbox))

    config = uvicorn.Config(
        with_server,
        loop="asyncio",
        http=_Protocol,
        ws="none",
        lifespan="off",
        log_config=None,  # warnings and errors still reach stderr
        access_log=False,
        proxy_headers=False,
        server_header=False,
        date_header=False,  # the time of the sandbox may be another one
        backlog=server_protocol.BACKLOG,
        timeout_keep_alive=server_protocol.KEEP_ALIVE,
        timeout_graceful_shutdown=5,
        h11_max_incomplete_event_size=server_protocol.MAX_HEAD,
    )

    def begin() -> None:
        if (seconds := sandbox.take_refusal()) is not None:
            server.refuse(seconds)
        ready()

    server = _Server(config, begin, sandbox.recorder.close)
    with sandbox.delivering():
        server.run([listener])


@lru_cache(maxsize=1)
def _date(second: int) -> bytes:
    return formatdate(second, usegmt=True).encode("ascii")


def _exit(*_: object) -> NoReturn:
    sys.exit(0)


def _bound(family: int, address: tuple[Any, ...]) -> socket.socket:
    # asyncio turns Nagle's algorithm off only where the protocol is named. With it, the body of
    # a response waits some 40 ms for the client to acknowledge the head.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":  # elsewhere it would let two servers share a port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError:
        listener.close()
        raise
    return listener


class _Protocol(server_protocol.BoundedProtocol):
    """Passes itself to the application, in the state of each request."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.app_state = {**self.app_state, _PROTOCOL: self}


class _Server(uvicorn.Server):
    """Can refuse connections for a while.

    While it is `refusing`, each response in progress is the last on its connection.
    """

    def __init__(
        self, config: uvicorn.Config, ready: Callable[[], None], stopping: Callable[[], None]
    ) -> None:
        super().__init__(config)
        self._ready = ready
        self._stopping = stopping
        self._refusing_until = 0.0
        self._refusal: asyncio.Task[None] | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        if self._refusal is not None:
            self._refusal.cancel()
        self._stopping()
        await super().shutdown(sockets)

    @property
    def refusing(self) -> bool:
        """Whether connections are refused."""
        return self._refusal is not None

    def refuse(self, seconds: float) -> None:
        """Refuse connections for so long, and close those that are open."""
        loop = asyncio.get_running_loop()
        self._refusing_until = max(self._refusing_until, loop.time() + seconds)
        if not self.refusing:
            (server,) = self.servers
            (listener,) = server.sockets
            family, address = listener.family, listener.getsockname()
            server.close()
            # A socket that is bound and does not listen keeps the port, and refuses.
            self._refusal = loop.create_task(self._listen_later(_bound(family, address)))
            for connection in list(self.server_state.connections):
                connection.shutdown()

    async def _listen_later(self, listener: socket.socket) -> None:
        with ExitStack() as stack:
            stack.enter_context(listener)
            while (left := self._refusing_until - asyncio.get_running_loop().time()) > 0:
                await asyncio.sleep(left)
            await super().startup([listener])
            stack.pop_all()
            self._refusal = None


class _FaultyConnection:
    """One connection of the server, a `ServerConnection`."""

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
