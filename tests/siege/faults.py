"""How a response to a POST may go wrong: each fault accepts the message, or does not."""

from __future__ import annotations

import gzip
import json
import socket
import struct
import time
from collections.abc import Callable, Iterable
from typing import Any

import attrs

# Seconds that a response is dripped for, or withheld, at most.
LONGEST = 8.0
INTERVAL = 0.15

REASONS = {200: "OK", 202: "Accepted", 422: "Unprocessable Entity", 429: "Too Many Requests"}


@attrs.define
class Reply:
    """The response to one request. `accept` notes the message and returns its id."""

    connection: socket.socket
    accept: Callable[[], str]
    date: Callable[[], str]

    def head(self, status: int, headers: Iterable[str]) -> bytes:
        """The status line and the headers, to the blank line."""
        lines = [f"HTTP/1.1 {status} {REASONS.get(status, 'Trouble')}", f"Date: {self.date()}"]
        return "\r\n".join([*lines, *headers, "", ""]).encode()

    def send(self, status: int, document: Any, *headers: str) -> None:
        """Send a whole response."""
        body = json.dumps(document).encode()
        kind = "Content-Type: application/vnd.api+json"
        length = f"Content-Length: {len(body)}"
        self.connection.sendall(self.head(status, [kind, length, *headers]) + body)

    def drip(self, data: bytes) -> None:
        """Send *data* a byte at a time, for so long that every time limit has passed."""
        give_up = time.monotonic() + LONGEST
        for byte in data:
            self.connection.sendall(bytes([byte]))
            time.sleep(INTERVAL)
            if time.monotonic() > give_up:
                return

    def reset(self) -> None:
        """Close the connection with RST instead of FIN."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def accepted(message_id: str) -> dict[str, Any]:
    """The document for a message that was accepted."""
    return {"data": {"type": "message", "id": message_id, "links": {"self": "/"}}}


# Each returns whether the connection may serve another request.


def ok(reply: Reply) -> bool:
    reply.send(202, accepted(reply.accept()))
    return True


def stale(reply: Reply) -> bool:
    ok(reply)
    return False


def slow(reply: Reply) -> bool:
    message_id = reply.accept()
    time.sleep(0.25)
    reply.send(202, accepted(message_id))
    return True


def slow_body(reply: Reply) -> bool:
    body = json.dumps(accepted(reply.accept())).encode()
    reply.connection.sendall(reply.head(202, [f"Content-Length: {len(body)}"]) + body[:9])
    time.sleep(0.25)
    reply.connection.sendall(body[9:])
    return True


def zipped(reply: Reply) -> bool:
    body = gzip.compress(json.dumps(accepted(reply.accept())).encode())
    head = reply.head(202, ["Content-Encoding: gzip", f"Content-Length: {len(body)}"])
    reply.connection.sendall(head + body)
    return True


def hints(reply: Reply) -> bool:
    reply.connection.sendall(b"HTTP/1.1 103 Early Hints\r\nLink: </>\r\n\r\n")
    return ok(reply)


def drop_before(reply: Reply) -> bool:
    return False


def drop_after(reply: Reply) -> bool:
    reply.accept()
    return False


def reset_before(reply: Reply) -> bool:
    reply.reset()
    return False


def reset_after(reply: Reply) -> bool:
    reply.accept()
    reply.reset()
    return False


def cut_body(reply: Reply) -> bool:
    body = json.dumps(accepted(reply.accept())).encode()
    head = reply.head(202, [f"Content-Length: {len(body)}"])
    reply.connection.sendall(head + body[: len(body) // 2])
    return False


def error_before(reply: Reply) -> bool:
    reply.send(503, {"errors": []})
    return True


def error_after(reply: Reply) -> bool:
    reply.accept()
    reply.send(502, {"errors": []})
    return True


def refuse(reply: Reply) -> bool:
    reply.send(422, {"errors": [{"status": "422", "title": "no", "detail": "not this one"}]})
    return True


def too_many(reply: Reply) -> bool:
    reply.send(429, {"errors": [{"status": "429"}]}, "Retry-After: 1")
    return True


def withhold_before(reply: Reply) -> bool:
    time.sleep(LONGEST)
    return False


def withhold_after(reply: Reply) -> bool:
    reply.accept()
    time.sleep(LONGEST)
    return False


def empty_id(reply: Reply) -> bool:
    reply.accept()
    reply.send(202, {"data": {"type": "message", "id": ""}})
    return True


def error_type(reply: Reply) -> bool:
    reply.send(200, {"data": {"type": "error", "id": "e-1"}})
    return True


def drip_status(reply: Reply) -> bool:
    reply.accept()
    reply.drip(b"HTTP/1.1 202 " + b"A" * 200)
    return False


def drip_headers(reply: Reply) -> bool:
    reply.accept()
    reply.connection.sendall(b"HTTP/1.1 202 Accepted\r\n")
    reply.drip(b"X-Slow: 1\r\n" * 20)
    return False


def drip_informational(reply: Reply) -> bool:
    reply.accept()
    give_up = time.monotonic() + LONGEST
    while time.monotonic() < give_up:
        reply.connection.sendall(b"HTTP/1.1 103 Early Hints\r\n\r\n")
        time.sleep(INTERVAL)
    return False


def drip_body(reply: Reply) -> bool:
    reply.accept()
    reply.connection.sendall(reply.head(202, ["Content-Length: 200"]))
    reply.drip(b" " * 200)
    return False


def drip_chunks(reply: Reply) -> bool:
    reply.accept()
    reply.connection.sendall(reply.head(202, ["Transfer-Encoding: chunked"]) + b"5;")
    reply.drip(b"extension=" + b"x" * 200)
    return False


def drip_trailers(reply: Reply) -> bool:
    body = json.dumps(accepted(reply.accept())).encode()
    head = reply.head(202, ["Transfer-Encoding: chunked"])
    reply.connection.sendall(head + b"%x\r\n%s\r\n0\r\n" % (len(body), body))
    reply.drip(b"X-Slow: 1\r\n" * 20)
    return False


FAULTS: dict[str, Callable[[Reply], bool]] = {
    function.__name__: function
    for function in (
        *(
            ok,
            stale,
            slow,
            slow_body,
            zipped,
            hints,
            drop_before,
            drop_after,
            reset_before,
            reset_after,
        ),
        *(cut_body, error_before, error_after, refuse, too_many, withhold_before, withhold_after),
        *(empty_id, error_type, drip_status, drip_headers, drip_informational, drip_body),
        *(drip_chunks, drip_trailers),
    )
}
DRIPS = [name for name in FAULTS if name.startswith("drip_")]
# Those that settle fast, for episodes that are not about time limits.
QUICK = {
    "ok": 12,
    **dict.fromkeys(["stale", "slow", "slow_body", "zipped", "hints", "cut_body"], 1),
    **dict.fromkeys(["drop_before", "drop_after", "reset_before", "reset_after"], 1),
    **dict.fromkeys(["error_before", "error_after", "too_many"], 1),
}
