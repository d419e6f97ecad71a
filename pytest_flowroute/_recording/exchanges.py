"""Requests and responses as a recording has them, before they are scrubbed. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit, urlunsplit

from .._base.encodings import decoded
from .._base.hosts import FLOWROUTE
from .._base.json_text import loads
from .._base.layout import Interaction
from .._scrubbing.scrubber import text_of

if TYPE_CHECKING:
    from .._base.http_messages import HTTPRequest, HTTPResponse

JSON_TYPE: Final = re.compile(r"(?i)application/(?:[^;]*\+)?json\b")
CHARSET: Final = re.compile(r"(?i);\s*charset=\"?([^\";\s]+)")
THERE: Final = f"https://{FLOWROUTE}"
ENCODINGS: Final = frozenset({"gzip", "x-gzip", "deflate", "br", "zstd", "compress"})
UTF_8: Final = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})


class NotRecorded(Exception):
    """A response cannot be kept so that it plays as it came; the message says why."""


def interaction(request: HTTPRequest, response: HTTPResponse) -> Interaction:
    """Return a request and its response as text, at Flowroute's address.

    Raises `NotRecorded` for a response that is no text, or not the one that it says it is.
    """
    parts = urlsplit(request.url)
    origin = urlunsplit((parts.scheme, parts.netloc, "", "", ""))
    headers: dict[str, list[str]] = {}
    for name, value in response.headers:
        headers.setdefault(name.lower(), []).append(_header(name, value, request.url, origin))
    return Interaction(
        method=request.method.upper(),
        uri=request.url.replace(origin, THERE, 1),
        request_headers={name: [value] for name, value in request.headers.items()},
        request_body=text_of(request.body),
        status=response.status,
        reason=response.reason,
        response_headers=headers,
        response_body=_text(response.body, headers).replace(origin, THERE),
    )


def _header(name: str, value: str, url: str, origin: str) -> str:
    """Return a header at Flowroute's address; a relative Location is one from the root."""
    if name.lower() == "location" and not value.startswith("/"):
        value = urljoin(url, value)
    return value.replace(origin, THERE)


def _text(body: bytes, headers: dict[str, list[str]]) -> str:
    encoding = ", ".join(headers.get("content-encoding", []))
    plain = decoded(encoding, body)
    if plain is None:
        known = repr(encoding.lower()) if encoding.lower() in ENCODINGS else "not a known one"
        raise NotRecorded(f"its body cannot be decoded, and its content-encoding is {known}")
    kind = ", ".join(headers.get("content-type", []))
    charset = CHARSET.search(kind)
    try:
        text = plain.decode()
    except UnicodeDecodeError:
        raise NotRecorded(f"its body of {len(plain)} bytes is not UTF-8") from None
    if charset is not None and charset[1].lower() not in UTF_8 and not text.isascii():
        raise NotRecorded("its body has another charset, and recordings are UTF-8")
    if JSON_TYPE.match(kind) and text.strip():
        try:
            loads(text)
        except ValueError:
            raise NotRecorded("it says that it is JSON, and its body is not") from None
    return text
