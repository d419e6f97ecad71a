"""The check of headers: those that a cassette keeps, with values that are public or made up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from .findings import is_array, is_object, shown
from .invented import NAME
from .urls import is_public_link, is_public_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .findings import Findings

KEPT: Final = {
    "request": frozenset({"accept", "content-type"}),
    "response": frozenset(
        (
            *("cache-control", "content-disposition", "content-language", "content-type"),
            *("expires", "last-modified", "link", "location", "retry-after", "set-cookie"),
            *("www-authenticate", "x-ratelimit-limit", "x-ratelimit-remaining"),
            *("x-ratelimit-reset", "x-request-id"),
        )
    ),
}
TYPES: Final = frozenset(
    (
        *("application/vnd.api+json", "application/json", "application/problem+json", "*/*"),
        *("application/octet-stream", "application/xml", "application/pdf", "application/gzip"),
        *("application/x-www-form-urlencoded", "text/plain", "text/html", "text/csv", "text/xml"),
        *("image/jpeg", "image/png", "image/gif", "multipart/form-data", "multipart/mixed"),
    )
)
SETTING: Final = re.compile(
    r"charset=\"?(?:utf-?8|utf-16|us-ascii|iso-8859-1|windows-1252)\"?|q=[01](?:\.[0-9]{1,3})?"
    r"|boundary=made-up"
)
COOKIE: Final = re.compile(r"(part-[0-9]{2,5})=\1; Path=/")


def check_headers(findings: Findings, place: str, side: str, headers: Any) -> str:
    """Report what is private in the headers of one side, and return its content type."""
    kind = ""
    for name, values in _listed(headers):
        where = f"{place}.{shown(name)}"
        if f"headers.{name}" in findings.keep and side == "response":
            for value in values:
                findings.kept(where, value)
            continue
        invented = name.startswith("x-") and NAME.fullmatch(name.removeprefix("x-"))
        if name not in KEPT[side] and not (invented and side == "response"):
            findings.report(where, "is not a header that a cassette keeps")
        elif not all(_is_public(findings, name, value) for value in values):
            findings.report(where)
        if name == "content-type":
            kind = kind or next(iter(values), "")
    return kind


def _listed(headers: Any) -> Iterator[tuple[str, list[str]]]:
    """Yield the names of all headers with their values; a name without any says something too."""
    for name, values in headers.items() if is_object(headers) else ():
        yield str(name).lower(), [*map(str, values if is_array(values) else [values])]


def _is_public(findings: Findings, name: str, value: str) -> bool:
    if name in {"accept", "content-type"}:
        return all(_is_media_type(part.strip()) for part in value.split(","))
    if name == "retry-after" and re.fullmatch("[0-9]{1,5}", value):
        return True
    if name == "set-cookie":
        return COOKIE.fullmatch(value) is not None
    if name == "location" and is_public_path(findings, value):
        return True
    times = name in {"expires", "last-modified", "retry-after"}
    return findings.allows(("@time",) if times else (), value) or is_public_link(findings, value)


def _is_media_type(text: str) -> bool:
    kind, *settings = (part.strip().lower() for part in text.split(";"))
    return kind in TYPES and all(SETTING.fullmatch(setting) for setting in settings)
