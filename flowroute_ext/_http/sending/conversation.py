"""One request and its response on a connection, as its parser writes and reads them. No I/O."""

from __future__ import annotations

from typing import Any, Final

from ..bodies import Body
from ..responses import Response
from .interface import HEADERS

SWITCHING: Final = 101  # the one informational status that ends a response
WANTED: Final = frozenset(name.encode() for name in HEADERS)


class Conversation:
    """What *parser*, a connection of *h11*, sends and gets; of a body, at most *bound* bytes."""

    __slots__ = ("_body", "_bound", "_h11", "_headers", "_parser", "_status")

    def __init__(self, h11: Any, parser: Any, bound: int) -> None:
        self._h11 = h11
        self._parser = parser
        self._bound = bound
        self._body: Body | None = None

    def request(self, head: Any, content: bytes) -> bytes:
        """Return what to send for the event *head* and the *content*."""
        send = self._parser.send
        sent: bytes = send(head)
        if content:
            sent += send(self._h11.Data(data=content))
        return sent + (send(self._h11.EndOfMessage()) or b"")

    def is_over(self, received: bytes) -> bool:
        """Take what was *received*; return whether there is nothing more to read.

        Raises an error of the parser for what is no response, or for the end of the connection
        within one.
        """
        h11, parser = self._h11, self._parser
        if not received and self._body is None:
            raise h11.RemoteProtocolError("Server disconnected without sending a response.")
        parser.receive_data(received)
        while (event := parser.next_event()) is not h11.NEED_DATA:
            kind: type[object] = event.__class__
            if kind is h11.Data:
                if not self._begun.add(bytes(event.data)):
                    return True
            elif kind is h11.Response:
                self._begin(event)
            elif kind is h11.InformationalResponse:
                if event.status_code == SWITCHING:
                    self._begin(event)
                    return True
            else:
                self._begun.end()
                return True
        return False

    def is_open(self) -> bool:
        """Return whether the next request may be sent on the connection, which is ready for it.

        Not where a server has sent more than the response: it would be the next one.
        """
        done, parser = self._h11.DONE, self._parser
        if parser.our_state is not done or parser.their_state is not done:
            return False
        if parser.trailing_data[0]:
            return False
        parser.start_next_cycle()
        return True

    def response(self) -> Response:
        """Return the response."""
        body = self._begun
        return Response(self._status, self._headers, body.content, body.bound, body.fault)

    @property
    def _begun(self) -> Body:
        assert self._body is not None
        return self._body

    def _begin(self, event: Any) -> None:
        headers: dict[str, str] = {}
        for name, value in event.headers:
            if name in WANTED:
                key, text = name.decode("ascii"), _text(value)
                headers[key] = f"{headers[key]}, {text}" if key in headers else text
        self._status: int = event.status_code
        self._headers = headers
        self._body = Body(headers.get("content-encoding", ""), self._bound)


def _text(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")
