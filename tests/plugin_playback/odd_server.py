"""A server whose responses are hard to record: encodings, redirects, digits, and none at all."""

from __future__ import annotations

import gzip
import socket
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

EXACT = b'{"data":{"attributes":{"monthly_cost":1.10,"setup_cost":0.00500}}}'
TWICE = b'{"data":{"id":"12065550142","id":"12065550143"}}'
RAW = zlib.compressobj(wbits=-15)
RAW_DEFLATE = RAW.compress(EXACT) + RAW.flush()
JSON = ("Content-Type", "application/vnd.api+json")
ANSWERS: dict[str, tuple[int, list[tuple[str, str]], bytes]] = {
    "/v2/numbers/12065550101": (200, [JSON], EXACT),
    "/v2/numbers/12065550102": (200, [JSON], TWICE),
    "/v2/numbers/12065550103": (
        200,
        [JSON, ("Content-Encoding", "deflate")],
        zlib.compress(EXACT),
    ),
    "/v2/numbers/12065550104": (200, [JSON, ("Content-Encoding", "deflate")], RAW_DEFLATE),
    "/v2/numbers/12065550105": (200, [JSON, ("Content-Encoding", "gzip")], gzip.compress(EXACT)),
    "/v2/numbers/12065550106": (
        302,
        [("Location", "/v2/numbers/12065550101"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")],
        b"",
    ),
    "/v2/numbers/12065550107": (200, [JSON], b'{"data":{"attributes":{"alias":"\\ud800"}}}'),
    "/v2/numbers/12065550151": (
        200,
        [JSON, ("Content-Encoding", "gzip")],
        gzip.compress(EXACT)[:-12],
    ),
    "/v2/numbers/12065550152": (200, [("Content-Type", "application/pdf")], b"%PDF\xff\xfe"),
    "/v2/numbers/12065550153": (200, [JSON], b'{"data": NaN}'),
    "/v2/numbers/12065550154": (200, [JSON, ("Content-Encoding", "br")], b"\x8b\x02\x80"),
    "/v2/numbers/12065550155": (
        200,
        [("Content-Type", "text/html; charset=iso-8859-1")],
        "<p>é</p>".encode("latin-1"),
    ),
}


def _answer(connection: socket.socket, held: list[socket.socket]) -> None:
    head = b""
    while b"\r\n\r\n" not in head and (received := connection.recv(65_536)):
        head += received
    path = head.split(b" ")[1].decode() if b" " in head else ""
    if path == "/v2/numbers/12065550162":  # never answered
        held.append(connection)
        return
    with connection:
        if path not in ANSWERS:
            return
        status, headers, body = ANSWERS[path]
        lines = [f"HTTP/1.1 {status} OK", *(f"{name}: {value}" for name, value in headers)]
        text = "\r\n".join([*lines, f"Content-Length: {len(body)}", "Connection: close", "", ""])
        connection.sendall(text.encode() + body)


@contextmanager
def served() -> Iterator[str]:
    """Serve the answers, and return the URL."""
    held: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                threading.Thread(target=_answer, args=(connection, held), daemon=True).start()

        threading.Thread(target=serve, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}"
        finally:
            server.shutdown(socket.SHUT_RDWR)
            for connection in held:
                connection.close()
