"""What is left out of recorded traffic: credentials, wherever they are. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

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
_IN_URL = re.compile(r"(://|%3A%2F%2F)[^/\s\"'<>@?#]+(?:@|%40)", re.IGNORECASE)
_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9-]{0,15})\s")

_KNOWN: dict[str, bool] = {}
_MOST_KNOWN = 1_000


def masked_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the headers without the values of those that carry credentials."""
    known = _KNOWN
    return {
        name: _scheme(value) if known.get(name, True) and _is_secret(name) else value
        for name, value in headers.items()
    }


def masked(text: str, secrets: Iterable[str] = ()) -> str:
    """Return a query, an address or a body without credentials and without these `secrets`."""
    for secret in secrets:
        if secret:
            text = text.replace(secret, MASK)
    if "@" in text or "%40" in text:
        text = _IN_URL.sub(rf"\1{MASK}@", text)
    text = _IN_QUERY.sub(rf"\1{MASK}", text)
    return _IN_JSON.sub(rf"\1{MASK}", text)


def _is_secret(name: str) -> bool:
    known = _KNOWN.get(name)
    if known is None:
        if len(_KNOWN) >= _MOST_KNOWN:
            _KNOWN.clear()
        known = _KNOWN[name] = _SENSITIVE_HEADER.fullmatch(name) is not None
    return known


def _scheme(value: str) -> str:
    """Return a masked value; the scheme of an authorization is kept, as in ``Basic ***``."""
    found = _SCHEME.match(value)
    return f"{found[1]} {MASK}" if found else MASK
