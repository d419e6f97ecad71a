"""A message API on the loopback that counts requests, and loses its responses."""

from __future__ import annotations

import socket
import socketserver
import ssl
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Literal, TypeVar


@dataclass(frozen=True)
class Fault:
    """What happens to a message once the whole of it has arrived."""

    name: str
    status: int | None = None  # None: the response of success
    headers: str = ""
    body: str | None = None  # None: with a status, its phrase
    ending: Literal["answered", "dropped", "reset", "silence", "cut", "refused"] = "answered"
    once: bool = False  # later requests get the response of success


# After each of these the text may have been accepted, and here it was.
ACCEPTED = (
    Fault("answered"),
    Fault("connection dropped", ending="dropped"),
    Fault("connection reset", ending="reset"),
    Fault("no answer in time", ending="silence"),
    *(Fault(str(status), status) for status in (500, 502, 503, 504)),
    Fault("body cut short", ending="cut"),
    Fault("body makes no sense", body="<html>Welcome</html>"),
)
# In these it certainly was not: it should be sent again.
REFUSED = (
    Fault("no connection, once", ending="refused", once=True),
    Fault("429, once", 429, once=True),
    Fault("429, once, Retry-After: 1", 429, "retry-after: 1\r\n", once=True),
    Fault("429, every time", 429),
)


@dataclass(frozen=True)
class Answer:
    """The response by which an API accepts a message."""

    status: int
    body: str

    def bytes(self) -> bytes:
        return answer(self.status, self.body)


def answer(status: int, body: str, headers: str = "") -> bytes:
    """Return the whole HTTP response."""
    kind = "application/json" if body.startswith("{") else "text/html"
    head = (
        f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n{headers}"
        f"content-type: {kind}\r\ncontent-length: {len(body)}\r\n\r\n"
    )
    return (head + body).encode()


class Connection(socketserver.BaseRequestHandler):
    """One connection, with one request after the other."""

    server: Server
    request: socket.socket
    body: bytes

    def handle(self) -> None:
        if self.server.fails(posted=False):
            return
        connection = self.request
        try:
            if self.server.tls:
                connection = self.server.tls.wrap_socket(connection, server_side=True)
            with connection:
                while (body := read(connection)) is not None:
                    self.body = body
                    if not self.reply(connection):
                        break
        except OSError:
            pass  # the client has closed the connection

    def reply(self, connection: socket.socket) -> bool:
        """Respond as the fault says; return whether the connection stays open."""
        if not self.server.fails(posted=True):
            connection.sendall(self.server.good)
            return True
        fault = self.server.fault
        match fault.ending:
            case "reset":
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            case "silence":
                connection.recv(1)  # until the client gives up
            case "cut":
                connection.sendall(self.server.good[:-5])
            case "answered":
                connection.sendall(self.words(fault))
                return True
        return False

    def words(self, fault: Fault) -> bytes:
        if fault.status is None and fault.body is None:
            return self.server.good
        status = fault.status or 200
        return answer(status, fault.body or HTTPStatus(status).phrase, fault.headers)


class Server(socketserver.ThreadingTCPServer):
    """Counts the requests that are posted, and fails them as the fault says."""

    daemon_threads = True
    block_on_close = False

    handler: type[Connection] = Connection

    def __init__(self, good: Answer, fault: Fault, tls: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), self.handler)
        self.good = good.bytes()
        self.fault = fault
        self.tls = tls
        self.posts = 0
        self.spent = False
        self.counting = threading.Lock()

    @property
    def url(self) -> str:
        return f"http{'s' if self.tls else ''}://127.0.0.1:{self.server_address[1]}"

    def fails(self, *, posted: bool) -> bool:
        """Count a post, or a connection, and return whether it is to fail."""
        if (self.fault.ending == "refused") is posted:
            self.posts += posted
            return False
        with self.counting:
            self.posts += posted
            fails = not (self.spent and self.fault.once)
            self.spent = True
            return fails


def read(connection: socket.socket) -> bytes | None:
    """Return the body of one request, read to its end; None if the connection was closed."""
    text = b""
    while b"\r\n\r\n" not in text:
        more = connection.recv(65536)
        if not more:
            return None
        text += more
    head, _, body = text.partition(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0] or 0)
    while len(body) < length:
        body += connection.recv(65536)
    return body


S = TypeVar("S", bound=Server)


@contextmanager
def serving(server: S) -> Iterator[S]:
    """Run the server in a thread."""
    with server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()
