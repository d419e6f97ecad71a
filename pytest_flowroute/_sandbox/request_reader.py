"""Reading requests from a connection, each within a time that no client can put off."""

from __future__ import annotations

from io import RawIOBase
from time import monotonic
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import socket

REQUEST_TIMEOUT = 10.0
"""How many seconds there are from the first byte of a request to its last."""


class RequestReader(RawIOBase):
    """Reads from a connection, a whole request in its time; raises TimeoutError after it."""

    def __init__(self, connection: socket.socket) -> None:
        super().__init__()
        self._connection = connection
        self._end: float | None = None
        self._first = REQUEST_TIMEOUT

    def restart(self, first: float) -> None:
        """Begin with another request, whose first byte may take so many seconds."""
        self._end, self._first = None, first

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Read into a buffer what has come, and return how much that is."""
        left = self._first if self._end is None else self._end - monotonic()
        if left <= 0:
            raise TimeoutError("the request was not complete in time")
        self._connection.settimeout(left)
        count = self._connection.recv_into(buffer)
        if self._end is None:
            self._end = monotonic() + REQUEST_TIMEOUT
        return count
