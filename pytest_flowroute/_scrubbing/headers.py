"""Scrubbing of headers. Pure.

A request keeps what its body is; all others are left out, since requests are compared without
them. A response keeps those that say what it is, and the others with made-up values.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from .multipart import BOUNDARY
from .public import kept
from .urls import is_url, scrub_link, scrub_path, scrub_query

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from .tables import Values

REQUEST: Final = frozenset({"accept", "content-type"})
LEFT_OUT: Final = frozenset(
    (
        *("age", "alt-svc", "connection", "content-encoding", "content-length", "date", "etag"),
        *("keep-alive", "nel", "report-to", "server", "strict-transport-security", "vary", "via"),
        *("transfer-encoding", "x-powered-by", "proxy-connection"),
    )
)
"""About the connection, the server or the form in which the body came."""
NAMES: Final = frozenset(
    (
        *("cache-control", "content-disposition", "content-language", "content-type", "expires"),
        *("last-modified", "link", "location", "retry-after", "set-cookie", "www-authenticate"),
        *("x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset", "x-request-id"),
    )
)
"""The names that are kept; others are made up."""
TIMES: Final = frozenset({"expires", "last-modified", "retry-after"})
MEDIA_TYPE: Final = re.compile(
    r"(?i)(?:application/(?:vnd\.api\+json|json|problem\+json|octet-stream|xml|pdf|gzip"
    r"|x-www-form-urlencoded)|text/(?:plain|html|csv|xml)|image/(?:jpeg|png|gif)"
    r"|multipart/(?:form-data|mixed)|\*/\*)"
    r"(?:; ?(?:charset=\"?(?:utf-?8|utf-16|us-ascii|iso-8859-1|windows-1252)\"?"
    r"|q=[01](?:\.[0-9]{1,3})?))*"
)
MULTIPART: Final = re.compile(r"(?i)\s*multipart/([^;,\s]*)")
COOKIE: Final = re.compile(r"(part-[0-9]{2,5})=\1; Path=/")
SECONDS: Final = re.compile(r"[0-9]{1,5}")


def request_headers(headers: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return the headers of a request that a recording keeps."""
    return {
        name.lower(): [media_types(value) for value in values]
        for name, values in headers.items()
        if name.lower() in REQUEST
    }


def response_headers(
    headers: Mapping[str, Sequence[str]], values: Values, keep: Collection[str]
) -> dict[str, list[str]]:
    """Return the headers of a response, with made-up values where they may be private."""
    scrubbed: dict[str, list[str]] = {}
    for given, given_values in headers.items():
        name = given.lower()
        named = f"headers.{name}" in keep
        if name in LEFT_OUT and not named:
            continue
        written = name if name in NAMES or named else f"x-{values.part(name.removeprefix('x-'))}"
        scrubbed.setdefault(written, []).extend(
            given_values if named else [_value(name, value, values, keep) for value in given_values]
        )
    return scrubbed


def media_types(value: str) -> str:
    """Return the media types that a header lists, if they are known ones."""
    if parts := MULTIPART.match(value):
        kind = parts[1].lower()
        known = kind if kind in {"form-data", "mixed"} else "mixed"
        return f"multipart/{known}; boundary={BOUNDARY}"
    types = [part.strip() for part in value.split(",")]
    if all(MEDIA_TYPE.fullmatch(media_type) for media_type in types):
        return value
    known = MEDIA_TYPE.match(value)
    return known[0] if known and known[0].lower() != value.lower() else "application/octet-stream"


def _value(name: str, value: str, values: Values, keep: Collection[str]) -> str:
    if name == "content-type":
        return media_types(value)
    if name == "retry-after" and SECONDS.fullmatch(value):
        return value
    if name == "location" and value.startswith("/") and not value.startswith("//"):
        path, mark, query = value.partition("?")
        return (
            f"{scrub_path(path, values)}{mark}{scrub_query(query, values, keep) if query else ''}"
        )
    if name in TIMES and kept(("@time",), value, values.value) is not None:
        return value
    if name == "set-cookie":
        if COOKIE.fullmatch(value):
            return value
        made_up = values.part(value)
        return f"{made_up}={made_up}; Path=/"
    return scrub_link(value, values, keep) if is_url(value) else values.value(value)
