"""Reading requests from a connection, each within a time limit that no client can extend."""

from __future__ import annotations

import re
from io import RawIOBase
from time import monotonic
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import socket
    from io import BufferedIOBase

REQUEST_TIMEOUT = 10.0
"""How many seconds there are from the first byte of a request to its last."""

MAX_BODY = 1_048_576
LONGEST_LINE = 1000
"""The most bytes of a body in chunks, and of a line between them."""


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
        """Return True: it can be read."""
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


def chunked(stream: BufferedIOBase) -> bytes | None:
    """Return the body that comes in chunks, None if it is malformed or longer than `MAX_BODY`."""
    chunks: list[bytes] = []
    left = MAX_BODY
    while length := _length(stream.readline(LONGEST_LINE)):
        left -= length
        if left < 0:
            return None
        chunks.append(stream.read(length))
        if stream.readline(LONGEST_LINE) != b"\r\n":
            return None
    while length == 0 and (line := stream.readline(LONGEST_LINE)) != b"\r\n":  # its trailers
        if not line:
            return None
    return None if length is None else b"".join(chunks)


def _length(line: bytes) -> int | None:
    digits = line.partition(b";")[0].strip()  # extensions follow
    return int(digits, 16) if re.fullmatch(rb"[0-9A-Fa-f]{1,8}", digits) else None
