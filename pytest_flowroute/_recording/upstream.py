"""Requests over the network, to Flowroute or to a sandbox, while a test is recorded."""

from __future__ import annotations

import http.client
import ssl
from contextlib import closing
from typing import Final
from urllib.parse import urlsplit

from .._base import blocking
from .._base.http_messages import HTTPRequest, HTTPResponse

TIMEOUT: Final = 30.0
# Set anew by this connection, or about the connection to the client.
LEFT_OUT: Final = frozenset(
    {"accept-encoding", "connection", "content-length", "host", "transfer-encoding"}
)


def fetch(request: HTTPRequest) -> HTTPResponse:
    """Return the response to a request over the network; raises `OSError` and `HTTPException`."""
    parts = urlsplit(request.url)
    host = parts.hostname or ""
    headers = {name: value for name, value in request.headers.items() if name not in LEFT_OUT}
    target = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    with blocking.allowed(), closing(_connection(parts.scheme, host, parts.port)) as connection:
        connection.request(request.method, target, request.body or None, headers)
        response = connection.getresponse()
        return HTTPResponse(
            response.status,
            response.reason,
            tuple((name, value) for name, value in response.getheaders() if _kept(name)),
            response.read(),
        )


def _connection(scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
    if scheme == "http":
        return http.client.HTTPConnection(host, port, timeout=TIMEOUT)
    context = ssl.create_default_context()
    return http.client.HTTPSConnection(host, port, timeout=TIMEOUT, context=context)


def _kept(name: str) -> bool:
    return name.lower() not in LEFT_OUT
