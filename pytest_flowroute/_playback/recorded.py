"""Recorded requests and responses: what is played is the value in the file, to the last digit."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from .._base.encodings import decoded
from .._base.http_messages import HTTPResponse

if TYPE_CHECKING:
    from .parameters import Substitution

OWN_HEADERS: Final = frozenset({"content-length", "transfer-encoding"})
"""Set anew for each response, as its body is not the one that was recorded."""
ENCODING: Final = "content-encoding"
SPACE: Final = b" \t\r\n"
NO_SPACE: Final = re.compile(rb'"(?:[^"\\]|\\.)*+"|[^\s"]++')
"""A string, or what is between strings and spaces."""


@dataclass(frozen=True, slots=True)
class RecordedRequest:
    """A recorded request."""

    method: str
    uri: str = field(repr=False)
    content_type: str = field(repr=False)
    body: bytes = field(repr=False)


@dataclass(frozen=True)
class RecordedInteraction:
    """A recorded request and response, as they are in the file."""

    request: RecordedRequest
    recorded: HTTPResponse = field(repr=False)

    @cached_property
    def response(self) -> HTTPResponse:
        """The response to play: JSON without its layout, and no encoding that can be undone."""
        recorded, plain = self.recorded, self._plain
        body = recorded.body if plain is None else plain
        if json_value(body) is not None:
            body = _compact(body)
        left_out = OWN_HEADERS if plain is None else {*OWN_HEADERS, ENCODING}
        headers = tuple(
            [header for header in recorded.headers if header[0].lower() not in left_out]
        )
        return HTTPResponse(recorded.status, recorded.reason, headers, body)

    @cached_property
    def document(self) -> Any:
        """The JSON value of the response, None for any other."""
        return json_value(self.recorded.body if self._plain is None else self._plain)

    @cached_property
    def _plain(self) -> bytes | None:
        """The body without its encoding; None if that cannot be undone."""
        encodings = [value for name, value in self.recorded.headers if name.lower() == ENCODING]
        body = self.recorded.body
        return _plain(", ".join(encodings), body) if encodings else body

    @cached_property
    def is_plain(self) -> bool:
        """Whether the JSON value says all that is in the text."""
        return _written(self.document) == self.response.body

    def with_values(self, replaced: Substitution) -> HTTPResponse:
        """Return the response with other values."""
        response = self.response
        if not replaced:
            return response
        body = response.body
        if self.document is not None and self.is_plain:
            body = _written(replaced.json(self.document))
        elif self.document is not None:
            from .._base.json_text import dumps, loads

            body = dumps(replaced.json(loads(body.decode()))).encode()
        headers = tuple((name, replaced.text(value)) for name, value in response.headers)
        return HTTPResponse(response.status, response.reason, headers, body)


def json_value(body: bytes) -> Any:
    """Return the value of a body that is a JSON object or list, None for any other."""
    if body.lstrip()[:1] not in {b"{", b"["}:
        return None
    try:
        return json.loads(body.decode())
    except (ValueError, RecursionError):
        return None


def _plain(encoding: str, body: bytes) -> bytes | None:
    """Return a body that was decoded, here or when it was recorded; None if it cannot be."""
    plain = decoded(encoding, body)
    if plain is None and body.lstrip()[:1] in {b"{", b"["}:
        return body
    return plain


def _compact(body: bytes) -> bytes:
    """Return the text of a JSON value without its layout."""
    if b"\\" in body:
        return b"".join(NO_SPACE.findall(body))
    parts = body.split(b'"')  # every other one is between strings, and has no quotes
    parts[::2] = b'"'.join(parts[::2]).translate(None, SPACE).split(b'"')
    return b'"'.join(parts)


def _written(document: Any) -> bytes:
    text = json.dumps(document, separators=(",", ":"), ensure_ascii=False)
    return text.encode("utf-8", "surrogatepass")
