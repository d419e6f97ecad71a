"""A socket without a network, for connections of `http.client`."""

from __future__ import annotations

import errno
import io
from typing import TYPE_CHECKING, Any, Final

from .._base import active, blocking
from .._base.http_messages import HTTPRequest, HTTPResponse
from .http_parsing import RequestParser, wire

if TYPE_CHECKING:
    from .._base.http_messages import Outcome

WHILE_CONNECTING: Final = ("refused", "connect-timeout")


class ReplaySocket:
    """Reads the requests of one connection, and has the response to the latest.

    *timeout* is in seconds; None is without a limit.
    """

    def __init__(self, scheme: str, host: str, port: int, timeout: float | None) -> None:
        self._scheme = scheme
        self._host = host
        self._port = port
        self._timeout = timeout
        self._request = RequestParser()
        self._outcome: Outcome = "lost-response"

    def sendall(self, data: Any, *_: Any) -> None:
        """Read a part of a request; have it answered as soon as it is complete."""
        if not self._request.feed(bytes(data)):
            return
        sent, self._request = self._request, RequestParser()
        responder = active.responder_for(self._host, self._port)
        if responder is None:  # the test that opened this connection is over
            blocking.check(self._host)
            raise BrokenPipeError(errno.EPIPE, "Broken pipe")
        target = sent.target if "://" in sent.target else self._origin + sent.target
        self._outcome = responder.respond(
            HTTPRequest(sent.method, target, sent.headers, sent.body, self._timeout)
        )
        if self._outcome in WHILE_CONNECTING:
            raise _error(self._outcome)

    def send(self, data: Any, *_: Any) -> int:
        """Read a part of a request; return its size."""
        self.sendall(data)
        return len(data)

    def makefile(self, *_: Any, **__: Any) -> io.BufferedReader | io.BytesIO:
        """Return the response, or what raises the error of the connection when it is read."""
        outcome, self._outcome = self._outcome, "lost-response"
        if isinstance(outcome, HTTPResponse):
            return io.BytesIO(wire(outcome))
        if outcome == "lost-response":
            return io.BytesIO()
        return io.BufferedReader(_Broken(_error(outcome)))

    def settimeout(self, timeout: float | None) -> None:
        """Set the seconds that a response may take."""
        self._timeout = timeout

    def gettimeout(self) -> float | None:
        """Return the seconds that a response may take."""
        return self._timeout

    def setsockopt(self, *_: Any) -> None:
        """Do nothing: there are no packets."""

    def shutdown(self, _: int) -> None:
        """Do nothing: there is no server at the other end."""

    def close(self) -> None:
        """Do nothing: a response may be read after it."""

    @property
    def _origin(self) -> str:
        usual = self._port == (443 if self._scheme == "https" else 80)
        return f"{self._scheme}://{self._host}" + ("" if usual else f":{self._port}")


class _Broken(io.RawIOBase):
    """Raises an error when it is read."""

    def __init__(self, error: OSError) -> None:
        super().__init__()
        self._error = error

    def readable(self) -> bool:
        return True

    def readinto(self, _: Any, /) -> int:
        raise self._error


def _error(outcome: Outcome) -> OSError:
    if outcome == "refused":
        return ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused")
    if outcome == "reset":
        return ConnectionResetError(errno.ECONNRESET, "Connection reset by peer")
    return TimeoutError("timed out")
