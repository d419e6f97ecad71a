"""A connection whose whole use has a deadline, which no receiver can put off by dripping."""

from __future__ import annotations

import socket
import ssl
from concurrent.futures import Future
from contextlib import suppress
from http.client import HTTPException, HTTPResponse
from io import BufferedReader, RawIOBase
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_BODY = 16_384
"""How many bytes of a receiver's response are read."""

BODY_TIMEOUT = 0.2
"""For how long, in seconds, its body is waited for."""


class Deadline:
    """The end of something that may take so many seconds from now."""

    def __init__(self, seconds: float) -> None:
        self._end = monotonic() + seconds

    def shorten(self, seconds: float) -> None:
        """Let it end in so many seconds, unless it ends before."""
        self._end = min(self._end, monotonic() + seconds)

    def left(self) -> float:
        """Return how many seconds are left; raise TimeoutError if there are none."""
        left = self._end - monotonic()
        if left <= 0:
            raise TimeoutError("timed out")
        return left


def connect(host: str, port: int, deadline: Deadline, *, tls: bool) -> socket.socket:
    """Return a connection to the first address of a host that accepts one; raise OSError."""
    addresses = _look_up(host, port, deadline)
    failure = OSError(f"{host} has no address")
    for number, (family, kind, protocol, _, address) in enumerate(addresses):
        connection = socket.socket(family, kind, protocol)
        try:
            connection.settimeout(deadline.left() / (len(addresses) - number))
            connection.connect(address)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return _encrypted(connection, host, deadline) if tls else connection
        except OSError as error:
            connection.close()
            failure = error
    raise failure


def response(connection: socket.socket, deadline: Deadline) -> tuple[int, Mapping[str, str], bytes]:
    """Return status, headers and the beginning of the body that comes with them.

    The rest is not read: a receiver acknowledges with the status alone. Raises OSError or
    HTTPException.
    """
    # An HTTPResponse uses nothing but the file of its socket.
    http_response = HTTPResponse(cast("socket.socket", _Readable(connection, deadline)))
    http_response.begin()
    body = b""
    with suppress(OSError, HTTPException):
        deadline.shorten(BODY_TIMEOUT)
        while len(body) < MAX_BODY:
            if not (more := http_response.read1(MAX_BODY - len(body))):
                break
            body += more
    headers: dict[str, str] = {}
    for name, value in http_response.getheaders():
        key = name.lower()
        headers[key] = f"{headers[key]}, {value}" if key in headers else value
    return http_response.status, headers, body


class _Readable:
    """Makes a file of a connection, each reading of which ends at the deadline."""

    def __init__(self, connection: socket.socket, deadline: Deadline) -> None:
        self._connection = connection
        self._deadline = deadline

    def makefile(self, *_: object) -> BufferedReader:
        return BufferedReader(_Reader(self._connection, self._deadline))


class _Reader(RawIOBase):
    def __init__(self, connection: socket.socket, deadline: Deadline) -> None:
        super().__init__()
        self._connection = connection
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        self._connection.settimeout(self._deadline.left())
        return self._connection.recv_into(buffer)


def _look_up(host: str, port: int, deadline: Deadline) -> list[tuple[Any, ...]]:
    """Return the addresses of a host; a look-up that is late goes on in its own thread."""
    looked_up: Future[list[tuple[Any, ...]]] = Future()

    def look_up() -> None:
        try:
            looked_up.set_result(list(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))
        except Exception as error:
            looked_up.set_exception(error)

    Thread(target=look_up, daemon=True).start()
    try:
        return looked_up.result(deadline.left())
    except TimeoutError:
        raise TimeoutError(f"looking up {host} timed out") from None


def _encrypted(connection: socket.socket, host: str, deadline: Deadline) -> ssl.SSLSocket:
    connection.settimeout(deadline.left())
    context = ssl.create_default_context()
    context.set_alpn_protocols(["http/1.1"])
    return context.wrap_socket(connection, server_hostname=host)
