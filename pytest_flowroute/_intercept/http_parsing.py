"""A request read from the bytes of a connection."""

from __future__ import annotations

import h11


class Incoming:
    """One request, as it comes in."""

    def __init__(self) -> None:
        self._connection = h11.Connection(h11.SERVER)
        self._body = bytearray()
        self.method = ""
        self.headers: dict[str, str] = {}

    @property
    def body(self) -> bytes:
        """What came in of the body so far."""
        return bytes(self._body)

    def feed(self, data: bytes) -> bool:
        """Read these bytes; return whether the request is complete with them."""
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
