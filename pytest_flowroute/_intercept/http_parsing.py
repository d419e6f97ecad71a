"""Requests and responses as the bytes of a connection, parsed and written."""

from __future__ import annotations

import http.client
import io
from typing import TYPE_CHECKING, Any, cast

import h11

from .._base.http_messages import as_sent

if TYPE_CHECKING:
    from socket import socket

    from .._base.http_messages import HTTPResponse


class RequestParser:
    """Parses one request from the bytes that a client writes."""

    def __init__(self) -> None:
        self._connection = h11.Connection(h11.SERVER)
        self._body = bytearray()
        self.method = ""
        self.target = ""
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
                self.target = event.target.decode("latin-1")
                self.headers = {
                    name.decode("latin-1"): value.decode("latin-1") for name, value in event.headers
                }
            elif isinstance(event, h11.Data):
                self._body += event.data
            else:
                return isinstance(event, h11.EndOfMessage)


def wire(response: HTTPResponse) -> bytes:
    """Return a response as bytes of HTTP."""
    head = [f"HTTP/1.1 {response.status} {response.reason}"]
    head += [f"{name}: {value}" for name, value in response.headers]
    if response.status != 204:
        head.append(f"Content-Length: {len(response.body)}")
    return b"\r\n".join([*map(as_sent, head), b"", response.received])


def read_by_http_client(response: HTTPResponse, method: str) -> http.client.HTTPResponse:
    """Return a response as the standard library reads it from a connection."""
    read = http.client.HTTPResponse(cast("socket", _ReadOnce(wire(response))), method=method)
    read.begin()
    return read


class _ReadOnce:
    """The part of a socket that `http.client` reads a response from."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def makefile(self, *_: Any, **__: Any) -> io.BytesIO:
        """Return all that there is to read."""
        return io.BytesIO(self._data)
