"""Scrubbing of bodies: JSON by its paths, forms by their names, others as a whole. Pure."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote_plus

from .._base.json_text import Members, Number, dumps, is_items, is_members, loads
from .._base.references import MEMBER, without_reference
from .multipart import scrub_parts
from .shapes import is_made_up
from .tables import is_blank
from .urls import is_url, percent, scrub_link

if TYPE_CHECKING:
    from collections.abc import Collection

    from .public import BodyRules
    from .tables import Values

FORM: Final = "application/x-www-form-urlencoded"
TAG: Final = re.compile(r"(<[^<>]*>)")
PLAIN_TAG: Final = re.compile(
    r"</?(?:html|head|title|body|center|h[1-3]|p|hr|br|div|pre) ?/?>|<!(?:DOCTYPE|doctype) html>"
)
PHRASES: Final = frozenset(status.phrase for status in HTTPStatus)
CODE: Final = re.compile("[1-5][0-9]{2}")


class BodyScrubber:
    """Scrubs bodies by the rules of an operation; `keep` are paths of values that stay."""

    def __init__(self, rules: BodyRules, values: Values, keep: Collection[str]) -> None:
        self._rules = rules
        self._values = values
        self._keep = keep
        self._parents = {path[: dot.start()] for path in keep for dot in re.finditer(r"\.", path)}

    def scrub(self, text: str, content_type: str) -> str:
        """Return the body with everything replaced that is not public."""
        if is_blank(text):
            return text
        try:
            document = loads(text)
        except ValueError:
            return self._other(text, content_type)
        return dumps(self._node(document, "", ""))

    def _other(self, text: str, content_type: str) -> str:
        kind = content_type.partition(";")[0].strip().lower()
        if kind == FORM and "=" in text:
            return "&".join(map(self._field, text.split("&")))
        if kind.startswith("multipart/"):
            return scrub_parts(text, content_type, self._values)
        if kind == "text/html" or text.lstrip()[:5].lower() in {"<html", "<!doc"}:
            return self._page(text)
        return self._values.value(text)

    def _field(self, text: str) -> str:
        """Return a field of a form, which has the name of a member."""
        name, equals, value = text.partition("=")
        name, scrubbed = self._member("", _unquoted(name), _unquoted(value))
        return f"{percent(name)}{equals}{percent(scrubbed)}"

    def _page(self, text: str) -> str:
        """Return an HTML page: only tags without attributes, and the phrases of statuses."""
        parts = TAG.split(text)
        if not all(PLAIN_TAG.fullmatch(tag) for tag in parts[1::2]):
            return f"<html>{self._values.value(text.strip())}</html>"
        parts[::2] = [self._words(words) for words in parts[::2]]
        return "".join(parts)

    def _words(self, text: str) -> str:
        words = text.strip()
        return text if is_phrase(words) or is_blank(words) else self._values.value(words)

    def _node(self, node: Any, path: str, name: str) -> Any:
        if path and path in self._keep:
            return without_reference(node) if name == MEMBER and isinstance(node, str) else node
        if is_members(node):
            return Members(self._member(path, key, child) for key, child in node)
        if is_items(node):
            return [self._node(child, path, name) for child in node]
        if isinstance(node, Number):
            return self._number(node, path, name)
        return self._string(node, path, name) if isinstance(node, str) else node

    def _member(self, parent: str, key: str, child: Any) -> tuple[str, Any]:
        path = f"{parent}.{key}" if parent else key
        known = self._rules.knows(parent, key) or path in self._keep or path in self._parents
        return (key if known else self._values.part(key)), self._node(child, path, key)

    def _number(self, value: Number, path: str, name: str) -> Number:
        public = value in {"0", "1"} or self._public(value, path) is not None
        return value if public else Number(self._values.value(value, name.lower()))

    def _string(self, value: str, path: str, name: str) -> str:
        if is_made_up(value):
            return value
        public = self._public(value, path)
        if public is not None:
            return public
        if name == MEMBER:
            value = without_reference(value)
        if is_url(value):
            return scrub_link(value, self._values, self._keep)
        return self._values.value(value, name.lower())

    def _public(self, value: str, path: str) -> str | None:
        return self._rules.public(path, value, self._values.value)


def _unquoted(text: str) -> str:
    return unquote_plus(text, errors="surrogateescape")


def is_phrase(text: str) -> bool:
    """Whether a text is the phrase of a status, with or without its code."""
    code, _, phrase = text.partition(" ")
    return text in PHRASES or (CODE.fullmatch(code) is not None and phrase in PHRASES)
