"""tornado: a stream whose other end is in this process, from which the library reads a response.

The patch is where a client gets a connection, so that the library's own redirects, streaming and
errors work.
"""

from __future__ import annotations

import asyncio
import errno
import socket
from typing import TYPE_CHECKING, Any

from .._base import active
from .._base.http_messages import HTTPRequest, HTTPResponse
from .http_parsing import RequestParser, wire
from .method_patch import MethodPatch, Own, Wrap

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from .._base.http_messages import Failure


def patches(tcpclient: ModuleType, _: Own) -> list[MethodPatch]:
    """Return the patches of the library."""
    library: Any = tcpclient
    return [MethodPatch(library.TCPClient, "connect", _connect_wrap(library.IOStream))]


def _connect_wrap(stream_class: Any) -> Wrap:
    def wrap(below: Callable[..., Any]) -> Callable[..., Any]:
        async def connect(self: Any, host: str, port: int, *args: Any, **settings: Any) -> Any:
            if active.responder_for(host, port) is None:
                return await below(self, host, port, *args, **settings)
            near, far = map(stream_class, socket.socketpair())
            scheme = "http" if settings.get("ssl_options") is None else "https"
            answering = asyncio.ensure_future(_answer(near, far, f"{scheme}://{host}:{port}"))
            near.flowroute_answering = answering  # tasks are kept by who waits for them
            return near

        return connect

    return wrap


async def _answer(near: Any, far: Any, origin: str) -> None:
    """Answer the requests that arrive at *far*, until the connection is closed."""
    from tornado.iostream import StreamClosedError

    request = RequestParser()
    try:
        while True:
            if not request.feed(await far.read_bytes(65536, partial=True)):
                continue
            sent, request = request, RequestParser()
            if not await _respond(near, far, sent, origin):
                return
    except StreamClosedError:
        pass
    finally:
        far.close()


async def _respond(near: Any, far: Any, sent: RequestParser, origin: str) -> bool:
    """Answer one request; return whether the connection stays open."""
    url = sent.target if "://" in sent.target else origin + sent.target
    host, _, port = origin.partition("://")[2].rpartition(":")
    responder = active.responder_for(host, int(port))
    if responder is None:
        return False
    try:
        outcome = responder.respond(HTTPRequest(sent.method, url, sent.headers, sent.body))
    except AssertionError as error:
        near.close(exc_info=error)
        return False
    if not isinstance(outcome, HTTPResponse):
        near.close(exc_info=_error(outcome))
        return False
    await far.write(wire(outcome))
    return not outcome.cut


def _error(outcome: Failure) -> Exception | bool:
    from tornado.simple_httpclient import HTTPTimeoutError

    if outcome == "refused":
        return ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused")
    if outcome == "reset":
        return ConnectionResetError(errno.ECONNRESET, "Connection reset by peer")
    if outcome == "connect-timeout":
        return HTTPTimeoutError("Timeout while connecting")
    if outcome == "read-timeout":
        return HTTPTimeoutError("Timeout during request")
    return False
