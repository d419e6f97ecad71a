"""A message API on the loopback that counts what is posted to it, and loses its answers."""

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
    status: int | None = None  # None: the SDK's own good answer
    headers: str = ""
    body: str | None = None  # None: with a status, what the status is called
    ending: Literal["answered", "dropped", "reset", "silence", "cut", "unheard"] = "answered"
    once: bool = False  # what is sent after the first time gets a good answer


# Flowroute may have accepted the text in each of these, and here it has.
ACCEPTED = (
    Fault("answered"),
    Fault("connection dropped", ending="dropped"),
    Fault("connection reset", ending="reset"),
    Fault("no answer in time", ending="silence"),
    *(Fault(str(status), status) for status in (500, 502, 503, 504)),
    Fault("body cut short", ending="cut"),
    Fault("body makes no sense", body="<html>Welcome</html>"),
)
# In these it certainly has not: to send again is what one would want.
REFUSED = (
    Fault("no connection, once", ending="unheard", once=True),
    Fault("429, once", 429, once=True),
    Fault("429, once, Retry-After: 1", 429, "retry-after: 1\r\n", once=True),
    Fault("429, every time", 429),
)


@dataclass(frozen=True)
class Answer:
    """How an API says that it took a message."""

    status: int
    body: str

    def bytes(self) -> bytes:
        return answer(self.status, self.body)


def answer(status: int, body: str, headers: str = "") -> bytes:
    """The whole HTTP answer."""
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

    def handle(self) -> None:
        if self.server.fails(posted=False):
            return
        connection = self.request
        try:
            if self.server.tls:
                connection = self.server.tls.wrap_socket(connection, server_side=True)
            with connection:
                while read(connection) and self.reply(connection):
                    pass
        except OSError:
            pass  # the client has gone, which is its right

    def reply(self, connection: socket.socket) -> bool:
        """Answer as the fault says, and tell whether the connection is still of use."""
        if not self.server.fails(posted=True):
            connection.sendall(self.server.good)
            return True
        fault = self.server.fault
        match fault.ending:
            case "reset":
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            case "silence":
                connection.recv(1)  # until the client has had enough
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
    """Does as the fault says to whatever is posted, and counts it."""

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
        """Count a post, or a connection, and tell whether it is to fail."""
        if (self.fault.ending == "unheard") is posted:
            self.posts += posted
            return False
        with self.counting:
            self.posts += posted
            fails = not (self.spent and self.fault.once)
            self.spent = True
            return fails


def read(connection: socket.socket) -> bool:
    """Read one request to its end; False where there is none any more."""
    text = b""
    while b"\r\n\r\n" not in text:
        more = connection.recv(65536)
        if not more:
            return False
        text += more
    head, _, body = text.partition(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0] or 0)
    while len(body) < length:
        body += connection.recv(65536)
    return True


S = TypeVar("S", bound=Server)


@contextmanager
def serving(server: S) -> Iterator[S]:
    """The server at work, while it is needed."""
    with server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()
