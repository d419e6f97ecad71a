"""aiohttp: a connection that is not one, from which the library reads a real answer.

The patch is where a connection is asked for, so that the library's own redirects, retries,
timeouts and errors are at work. Mocks of aiohttp replace `ClientSession._request`; the methods
that call it put the real one before theirs, for Flowroute's hosts.
"""

from __future__ import annotations

import asyncio
import errno
from typing import TYPE_CHECKING, Any, Final

from .._base.exchange import Answer, Call
from .._playback import active as _stage
from .http_parsing import Incoming
from .replacement import Layer

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from .._base.exchange import Broken
    from .._playback.active import Playing

VERBS: Final = ("get", "options", "head", "post", "put", "patch", "delete")


def layers(aiohttp: ModuleType) -> list[Layer]:
    """Patch the library."""
    library: Any = aiohttp
    session = library.ClientSession
    request = Layer(session, "_request", _requester(session._request))
    return [
        Layer(library.BaseConnector, "connect", _connector(library)),
        request,
        *(Layer(session, verb, _verb(request, 0)) for verb in VERBS),
        Layer(session, "request", _verb(request, 1)),
    ]


def _verb(layer: Layer, place: int) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def make(below: Callable[..., Any]) -> Callable[..., Any]:
        def verb(self: Any, *args: Any, **settings: Any) -> Any:
            url = args[place] if len(args) > place else settings.get("url", "")
            if not layer.is_covered or _answering(self._build_url(url)) is None:
                return below(self, *args, **settings)
            with layer.before_others():
                return below(self, *args, **settings)

        return verb

    return make


def _requester(real: Callable[..., Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def make(below: Callable[..., Any]) -> Callable[..., Any]:
        def request(self: Any, method: str, str_or_url: Any, **settings: Any) -> Any:
            playing = _answering(self._build_url(str_or_url))
            send = below if playing is None else real
            return send(self, method, str_or_url, **settings)

        return request

    return make


def _connector(library: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def make(below: Callable[..., Any]) -> Callable[..., Any]:
        async def connect(self: Any, req: Any, traces: Any, timeout: Any) -> Any:
            playing = _answering(req.url)
            if playing is None:
                if req.proxy:
                    _stage.guard(req.url.host)
                return await below(self, req, traces, timeout)
            protocol = library.client_proto.ResponseHandler(asyncio.get_running_loop())
            protocol.connection_made(_Line(protocol, req, playing, library, _patience(timeout)))
            protocol.force_close()
            return library.connector.Connection(self, req.connection_key, protocol, self._loop)

        return connect

    return make


def _answering(url: Any) -> Playing | None:
    return _stage.answering(url.host, url.port)


class _Line(asyncio.Transport):
    """A connection to nowhere: reads one request off it, and answers."""

    def __init__(
        self, protocol: Any, asked: Any, playing: Playing, library: Any, patience: float | None
    ) -> None:
        super().__init__()
        self._protocol = protocol
        self._asked = asked
        self._playing = playing
        self._library = library
        self._patience = patience
        self._request = Incoming()
        self._closing = False

    def write(self, data: bytes | bytearray | memoryview[Any]) -> None:
        """Take a piece of the request, and answer once it is whole."""
        if self._request.feed(bytes(data)):
            asyncio.get_running_loop().call_soon(self._answer)

    def is_closing(self) -> bool:
        """Whether the client is done with it."""
        return self._closing

    def close(self) -> None:
        """End it."""
        self._closing = True

    def abort(self) -> None:
        """End it."""
        self._closing = True

    def pause_reading(self) -> None:
        """Everything is there already."""

    def resume_reading(self) -> None:
        """Everything is there already."""

    def _answer(self) -> None:
        request = self._request
        url = str(self._asked.url)
        call = Call(request.method, url, request.headers, request.body, self._patience)
        try:
            outcome = self._playing.answer(call)
        except AssertionError as error:
            self._protocol.set_exception(error)
            return
        if isinstance(outcome, Answer):
            self._protocol.data_received(_wire(outcome))
            if outcome.cut:
                self._protocol.connection_lost(None)
        else:
            self._break(outcome)

    def _break(self, outcome: Broken) -> None:
        if outcome == "lost-response":
            self._protocol.connection_lost(None)
        elif outcome == "reset":
            lost = ConnectionResetError(errno.ECONNRESET, "Connection reset by peer")
            self._protocol.connection_lost(lost)
        elif outcome == "refused":
            refused = ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused")
            error = self._library.ClientConnectorError(self._asked.connection_key, refused)
            self._protocol.set_exception(error)
        elif outcome == "connect-timeout":
            text = f"Connection timeout to host {self._asked.url}"
            self._protocol.set_exception(self._library.ConnectionTimeoutError(text))
        else:
            text = "Timeout on reading data from socket"
            self._protocol.set_exception(self._library.SocketTimeoutError(text))


def _patience(timeout: Any) -> float | None:
    """Return how many seconds an answer is waited for; None is for ever."""
    limits = [limit for limit in (timeout.sock_read, timeout.total) if limit]
    return min(limits, default=None)


def _wire(answer: Answer) -> bytes:
    """Return an answer as bytes of HTTP."""
    head = [f"HTTP/1.1 {answer.status} {answer.reason}"]
    head += [f"{name}: {value}" for name, value in answer.headers]
    if answer.status != 204:
        head.append(f"Content-Length: {len(answer.body)}")
    return "\r\n".join([*head, "", ""]).encode("latin-1") + answer.received
