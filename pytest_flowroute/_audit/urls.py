"""The check of URLs: Flowroute's own, of words that are the same for everybody and made-up ids."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote, unquote_plus, urlsplit

from .invented import is_invented
from .vouched import of_parameter, segments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .findings import Findings

ORIGIN = "https://api.flowroute.com"


def check_uri(findings: Findings, place: str, uri: str) -> str:
    """Report what is private in the URL of a request, and return its path."""
    for where, problem in _problems(findings, uri):
        findings.report(f"{place}{where}", problem)
    return urlsplit(uri).path if uri.startswith(f"{ORIGIN}/") else ""


def is_public_link(findings: Findings, text: str) -> bool:
    """Whether a text is one of Flowroute's URLs with nothing private in it."""
    return text.startswith(f"{ORIGIN}/") and not list(_problems(findings, text))


def is_public_path(findings: Findings, text: str) -> bool:
    """Whether a text is the path and the query of such a URL."""
    return text.startswith("/") and is_public_link(findings, f"{ORIGIN}{text}")


def _problems(findings: Findings, uri: str) -> Iterator[tuple[str, str]]:
    if not uri.startswith(f"{ORIGIN}/") or "#" in uri:
        yield "", "is no URL of Flowroute's API"
        return
    path, mark, query = uri.removeprefix(ORIGIN).partition("?")
    for number, segment in enumerate(path.split("/")):
        if segment not in segments() and not is_invented(unquote(segment)):
            yield f".path[{number}]", "is neither a word of the API nor made up"
    if mark and not query:
        return
    for number, pair in enumerate(query.split("&") if query else ()):
        name, _, value = pair.partition("=")
        name, value = unquote_plus(name), unquote_plus(value)
        if f"query.{name}" in findings.keep:
            findings.kept(f".query.{name}", value)
            continue
        rules = of_parameter(name)
        if rules is None and not is_invented(name):
            yield f".query[{number}]", "has a name that the API does not have"
        if value and not findings.allows(rules or (), value):
            where = f".query.{name}" if rules is not None else f".query[{number}]"
            yield where, "is neither public by the OpenAPI document nor made up"
