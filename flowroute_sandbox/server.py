"""A sandbox over HTTP, served by uvicorn."""

from __future__ import annotations

import os
import signal
import socket
import sys
from typing import TYPE_CHECKING, NoReturn

import uvicorn

from flowroute_sandbox.asgi import asgi

if TYPE_CHECKING:
    from collections.abc import Callable

    from flowroute_sandbox.sandbox import Sandbox


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens there; port 0 takes any that is free. Raises OSError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio turns Nagle's algorithm off only where the protocol is named. With it, the body of
    # an answer waits some 40 ms for the client to acknowledge the head.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":  # elsewhere it would let two servers share a port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen()
    except OSError:
        listener.close()
        raise
    return listener


def url(host: str, listener: socket.socket) -> str:
    """Return the address clients on this machine use."""
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{listener.getsockname()[1]}"


def serve(sandbox: Sandbox, listener: socket.socket, ready: Callable[[], None]) -> None:
    """Answer requests until SIGINT or SIGTERM, then exit with status 0.

    `ready` is called once, when requests are answered. Those under way when the signal comes
    have five seconds to finish.
    """
    # uvicorn shuts down at these signals and then sends them to whoever had them before.
    for signal_number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(signal_number, _exit)
    config = uvicorn.Config(
        asgi(sandbox),
        loop="asyncio",
        http="h11",
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
    _Server(config, ready).run([listener])


def _exit(*_: object) -> NoReturn:
    sys.exit(0)


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()
