"""What is left out of recorded traffic: credentials, wherever they are. Pure."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from typing import TYPE_CHECKING
from urllib.parse import quote, quote_plus

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MASK = "***"

_SENSITIVE_HEADER = re.compile(
    r"(?:.*[-_])?(?:authorization|cookie2?|(?:access|api|secret)?[-_]?key|token|secret|password"
    r"|signature|session)",
    re.IGNORECASE,
)
_SENSITIVE = r"(?:access|secret|api)[-_]?key|token|secret|password|passwd|authorization"
_IN_QUERY = re.compile(rf"((?:^|[?&])(?:{_SENSITIVE})=)[^&#\s]*", re.IGNORECASE)
_IN_JSON = re.compile(rf'("(?:{_SENSITIVE})"\s*:\s*")(?:[^"\\]|\\.)*', re.IGNORECASE)
# Each run of characters ends where another can begin: the time is in proportion to the text.
_IN_URL = re.compile(
    r"(://)[^/\s\"'<>@?#]+(?:@|%40)|(%3A%2F%2F)(?:(?!%3A%2F%2F)[^/\s\"'<>@?#])+(?:@|%40)",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9-]{0,15})\s")


def masked_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the headers without the values of those that carry credentials."""
    return {
        name: _scheme(value) if _SENSITIVE_HEADER.fullmatch(name) else value
        for name, value in headers.items()
    }


def spellings(secrets: Iterable[str]) -> tuple[str, ...]:
    """Return these secrets as addresses, JSON and headers have them, the longest first."""
    written: set[str] = set()
    for secret in secrets:
        encoded = secret.encode("utf-8", "replace")
        written |= {secret, encoded.decode("latin-1"), b64encode(encoded).decode("ascii")}
        written |= {quote(encoded, safe=""), quote_plus(encoded)}
        written |= {json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1]}
    return tuple(sorted(written - {""}, key=len, reverse=True))


def masked(text: str, secrets: Iterable[str] = ()) -> str:
    """Return a query, an address or a body without credentials and without these `secrets`."""
    for secret in secrets:
        text = text.replace(secret, MASK)
    if "@" in text or "%40" in text:
        text = _IN_URL.sub(rf"\1\2{MASK}@", text)
    text = _IN_QUERY.sub(rf"\1{MASK}", text)
    return _IN_JSON.sub(rf"\1{MASK}", text)


def _scheme(value: str) -> str:
    """Return a masked value; the scheme of an authorization is kept, as in ``Basic ***``."""
    match = _SCHEME.match(value)
    return f"{match[1]} {MASK}" if match else MASK
