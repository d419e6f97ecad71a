"""The check of bodies: JSON by its paths, forms by their names, all others as a whole."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote_plus

from .findings import PHRASES, is_array, shown
from .invented import is_invented
from .urls import is_public_link

if TYPE_CHECKING:
    from .findings import Findings
    from .vouched import Vouched

TAGS: Final = frozenset(
    (
        *("html", "head", "title", "body", "center", "h1", "h2", "h3", "p", "hr", "br", "div"),
        *("pre", "!doctype html"),
    )
)
FORM: Final = "application/x-www-form-urlencoded"
HEADING: Final = re.compile(r"(?:[1-5][0-9]{2} )?(?P<phrase>[A-Z][A-Za-z' -]+)")
PART: Final = re.compile(
    r"content-disposition: form-data(?:; name=\"(?P<name>[^\"]*)\")?"
    r"(?:; filename=\"(?P<file>[^\"]*)\")?\n\n(?P<content>[^\n]*)\n",
    re.IGNORECASE,
)
DEPTH: Final = 100


class Pairs(list[tuple[str, Any]]):
    """The members of an object, those that are given twice as well."""


class Digits(str):
    """A number, as it is written."""

    __slots__ = ()


class BodyCheck:
    """The check of one body, by what is known of it and by its content type."""

    def __init__(self, findings: Findings, known: Vouched, content_type: str) -> None:
        self._findings = findings
        self._known = known
        self._kind = content_type.partition(";")[0].strip().lower()

    def run(self, place: str, body: Any) -> None:
        """Report what is private in a body."""
        if body is None or body == "":
            return
        if not isinstance(body, str):
            binary = isinstance(body, bytes)
            self._findings.report(
                place, "is binary, so it cannot be checked" if binary else "is no text"
            )
            return
        try:
            document = json.loads(
                body,
                object_pairs_hook=Pairs,
                parse_int=Digits,
                parse_float=Digits,
                parse_constant=_refuse,
            )
        except (ValueError, RecursionError):
            self._other(place, body)
        else:
            self._node(place, "", document, DEPTH)

    def _other(self, place: str, text: str) -> None:
        if self._kind == FORM and "=" in text and not is_invented(text):
            for number, field in enumerate(text.split("&")):
                self._field(f"{place}[{number}]", field)
        elif self._kind.startswith("multipart/") and not is_invented(text):
            if not _is_made_up_parts(text):
                self._findings.report(place, "has parts that are not made up")
        elif "<" in text or self._kind == "text/html":
            if not _is_plain_page(text):
                self._findings.report(place, "is a page with more than the phrase of a status")
        elif not is_invented(text.strip()):
            self._findings.report(place, "is a text that is not made up")

    def _field(self, place: str, field: str) -> None:
        name, _, value = field.partition("=")
        name = unquote_plus(name)
        self._name(place, name, name)
        self._text(place, name, unquote_plus(value))

    def _node(self, place: str, path: str, node: Any, depth: int) -> None:
        if path and path in self._findings.keep:
            self._kept(place, node, depth)
        elif depth < 0:
            self._findings.report(place, "is nested too deeply to be checked")
        elif isinstance(node, Pairs):
            for name, child in node:
                inner = f"{path}.{name}" if path else name
                where = f"{place}.{shown(name)}"
                self._name(where, inner, name)
                self._node(where, inner, child, depth - 1)
        elif is_array(node):
            for number, child in enumerate(node):
                self._node(f"{place}[{number}]", path, child, depth - 1)
        elif isinstance(node, str) and not (isinstance(node, Digits) and node in {"0", "1"}):
            self._text(place, path, node)

    def _name(self, place: str, path: str, name: str) -> None:
        keep = self._findings.keep
        named = path in keep or any(kept.startswith(f"{path}.") for kept in keep)
        if not (named or self._known.has(path, name) or re.fullmatch("part-[0-9]{2,5}", name)):
            self._findings.report(place, "has a name that the OpenAPI document does not have")

    def _text(self, place: str, path: str, text: str) -> None:
        if path in self._findings.keep:
            self._findings.kept(place, text)
        elif is_invented(text):
            return
        elif self._known.allows(path, text, is_invented):
            self._findings.accepted.add(text.casefold())
        elif not is_public_link(self._findings, text):
            self._findings.report(place)

    def _kept(self, place: str, node: Any, depth: int) -> None:
        if depth < 0:
            self._findings.report(place, "is nested too deeply to be checked")
        elif isinstance(node, Pairs):
            for name, child in node:
                self._findings.kept(place, name)
                self._kept(place, child, depth - 1)
        elif is_array(node):
            for child in node:
                self._kept(place, child, depth - 1)
        elif isinstance(node, str):
            self._findings.kept(place, node)


def _is_made_up_parts(text: str) -> bool:
    parts = text.replace("\r\n", "\n").split("--made-up")
    if len(parts) < 2 or parts[0].strip() or parts[-1].strip() != "--":
        return False
    for part in parts[1:-1]:
        match = PART.fullmatch(part.removeprefix("\n"))
        if match is None or not all(is_invented(group or "") for group in match.groups()):
            return False
    return True


def _is_plain_page(text: str) -> bool:
    for number, part in enumerate(re.split(r"<([^<>]*)>", text)):
        words = part.strip()
        if number % 2:
            if words.strip("/ ").lower() not in TAGS:
                return False
        elif words and not is_invented(words):
            match = HEADING.fullmatch(words)
            if match is None or match["phrase"] not in PHRASES:
                return False
    return True


def _refuse(name: str) -> Any:
    raise ValueError(name)
