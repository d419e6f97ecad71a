"""Parsing of a request from the bytes of a connection."""

from __future__ import annotations

import h11


class RequestParser:
    """Parses one request from the bytes that a client writes."""

    def __init__(self) -> None:
        self._connection = h11.Connection(h11.SERVER)
        self._body = bytearray()
        self.method = ""
        self.headers: dict[str, str] = {}

    @property
    def body(self) -> bytes:
        """The body, as far as it was fed."""
        return bytes(self._body)

    def feed(self, data: bytes) -> bool:
        """Parse more bytes; return whether the request is complete now."""
        self._connection.receive_data(data)
        while True:
            event = self._connection.next_event()
            if isinstance(event, h11.Request):
                self.method = event.method.decode("ascii")
                self.headers = {
                    name.decode("latin-1"): value.decode("latin-1") for name, value in event.headers
                }
            elif isinstance(event, h11.Data):
                self._body += event.data
            else:
                return isinstance(event, h11.EndOfMessage)
