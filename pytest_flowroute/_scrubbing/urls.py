"""Scrubbing of URLs: Flowroute's are rebuilt from their ids and parameters. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote, unquote_plus, urlsplit

from .._base.hosts import FLOWROUTE, is_flowroute
from .._base.references import without_reference
from .public import kept, parameter, words_of_paths

if TYPE_CHECKING:
    from collections.abc import Collection
    from urllib.parse import SplitResult

    from .tables import Values

SCHEME: Final = re.compile(r"(?i)https?://[^\n]*")


def scrub_url(text: str, values: Values, keep: Collection[str]) -> str:
    """Return Flowroute's URL with its ids and parameters made up; any other URL as a whole."""
    parts = _split(text)
    if parts is None or not is_flowroute(parts.hostname):
        return f"https://{FLOWROUTE}/{values.part(text)}"
    path = scrub_path(parts.path, values)
    query = scrub_query(parts.query, values, keep)
    return f"https://{FLOWROUTE}{path}{'?' + query if parts.query else ''}"


def scrub_link(text: str, values: Values, keep: Collection[str]) -> str:
    """Return a URL in a body: one of Flowroute's that is of no version of the API is made up."""
    parts = _split(text)
    versions = {"v2", *(parameter("version") or ())}
    words = parts.path.split("/")[1:2] if parts and is_flowroute(parts.hostname) else []
    if versions.isdisjoint(words):
        return values.value(without_reference(text))
    return scrub_url(text, values, keep)


def scrub_path(path: str, values: Values) -> str:
    """Return a path with every segment made up that is not always the same."""
    return "/".join(_segment(segment, values) for segment in path.split("/"))


def scrub_query(query: str, values: Values, keep: Collection[str]) -> str:
    """Return a query or a form with every value made up that is not public."""
    return "&".join(_pair(pair, values, keep) for pair in query.split("&"))


def is_url(text: str) -> bool:
    """Whether a text is a URL of HTTP."""
    return SCHEME.fullmatch(text) is not None


def _split(text: str) -> SplitResult | None:
    try:
        return urlsplit(text)
    except ValueError:
        return None


def _segment(text: str, values: Values) -> str:
    if not text or text in words_of_paths():
        return text
    plain = unquote(text)
    rules = (*(parameter("callback_type") or ()), *(parameter("route_id") or ()))
    if kept(rules, plain, values.value) is not None:
        return plain
    made_up = values.value(plain)
    return percent(made_up if " " not in made_up else values.part(plain))


def _pair(text: str, values: Values, keep: Collection[str]) -> str:
    if not text:
        return text
    name, equals, value = text.partition("=")
    name, value = unquote_plus(name), unquote_plus(value)
    rules = parameter(name)
    named = f"query.{name}" in keep
    if rules is None and not named:
        name = values.part(name)
    if not named and value:
        public = kept(rules or (), value, values.value)
        value = values.value(value, name) if public is None else public
    return f"{percent(name)}{equals}{percent(value)}"


def percent(text: str) -> str:
    """Return a text as it is written in a query."""
    return quote(text, safe="", errors="surrogatepass")
