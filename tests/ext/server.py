"""A server on this machine with scripted responses, valid or broken."""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import attrs

VENDOR_JSON = "application/vnd.api+json"
TLS_HANDSHAKE = b"\x16"


@attrs.frozen
class Asked:
    """A request as it came in; header names are in lower case."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.target).query))

    @property
    def json(self) -> Any:
        """What the body says, None without one."""
        return json.loads(self.body) if self.body else None


class Line:
    """A connection to a client, for a reply to do with as it likes."""

    def __init__(self, connection: socket.socket, closing: threading.Event) -> None:
        self.connection = connection
        self._closing = closing

    def send(self, data: bytes) -> None:
        self.connection.sendall(data)

    def drip(self, piece: bytes) -> None:
        """Send *piece* again and again, until the client or the server has enough."""
        while not self._closing.wait(0.01):
            self.send(piece)

    def until_gone(self) -> None:
        """Wait until the client hangs up."""
        while self.connection.recv(65536):
            pass

    def reset(self) -> None:
        """Hang up in the middle of everything: the client gets a TCP reset."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.hang_up()

    def hang_up(self) -> None:
        raise ConnectionAbortedError("as planned")


Reply = Callable[[Line], None]


def raw(data: bytes) -> Reply:
    """A reply of these very bytes, after which the server hangs up."""

    def reply(line: Line) -> None:
        line.send(data)
        line.hang_up()

    return reply


def answer(
    status: int, content: bytes | str = b"", kind: str = VENDOR_JSON, **headers: str
) -> Reply:
    """A well-formed response; underscores in the names of *headers* stand for dashes."""
    body = content.encode() if isinstance(content, str) else content
    given = {} if status == 204 else {"content-type": kind, "content-length": str(len(body))}
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"HTTP/1.1 {status} Whatever", *(f"{name}: {given[name]}" for name in given)]
    head = "\r\n".join([*lines, "\r\n"]).encode("latin-1")
    return lambda line: line.send(head + body)


def document(status: int, value: Any, **headers: str) -> Reply:
    """A response of JSON; 204 has none."""
    return answer(status, b"" if status == 204 else json.dumps(value).encode(), **headers)


class Server:
    """Answers each request with the next reply of `script`, and then with what `usually` says."""

    def __init__(self, usually: Callable[[Asked], Reply]) -> None:
        self.usually = usually
        self.script: deque[Reply] = deque()
        self.asked: list[Asked] = []
        self.connections = 0
        self.busiest = 0
        self._busy = 0
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._lines: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self._spawn(self._accept)

    @property
    def url(self) -> str:
        host, port = self._listener.getsockname()
        return f"http://{host}:{port}"

    def close(self) -> None:
        """Hang up on everybody, and wait for the threads."""
        self._closing.set()
        # Closing a socket does not wake the thread that waits for it; shutting it down does.
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with self._lock:
            for line in self._lines:
                with suppress(OSError):
                    line.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()

    def _spawn(self, target: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=target, args=arguments)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._closing.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:  # closed, or a test lets no more files be opened for a moment
                self._closing.wait(0.01)
                continue
            with self._lock:
                self.connections += 1
                self._lines.add(connection)
            self._spawn(self._serve, connection)

    def _serve(self, connection: socket.socket) -> None:
        with suppress(OSError), connection, connection.makefile("rb") as stream:
            while asked := _read(stream):
                with self._lock:
                    self.asked.append(asked)
                    reply = self.script.popleft() if self.script else self.usually(asked)
                    self._busy += 1
                    self.busiest = max(self.busiest, self._busy)
                try:
                    reply(Line(connection, self._closing))
                finally:
                    with self._lock:
                        self._busy -= 1
        with self._lock:
            self._lines.discard(connection)


def _read(stream: Any) -> Asked | None:
    """The next request of a connection, None when the client has hung up or speaks TLS."""
    if stream.peek(1)[:1] == TLS_HANDSHAKE:
        return None
    first = stream.readline().split()
    if not first:
        return None
    headers = {}
    while line := stream.readline().strip():
        name, _, value = line.decode("latin-1").partition(":")
        headers[name.lower()] = value.strip()
    body = stream.read(int(headers.get("content-length", 0)))
    return Asked(first[0].decode(), first[1].decode(), headers, body)
