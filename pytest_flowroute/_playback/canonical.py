"""Requests in canonical form, in which equal ones are equal. Pure.

It is independent of the order of a query and of a JSON object, of the spelling of phone numbers,
and of which of Flowroute's two forms a JSON body has.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import parse_qsl, unquote

from .._base.references import MEMBER, without_reference
from .parameters import phone

if TYPE_CHECKING:
    from collections.abc import Sequence

CHARSET: Final = re.compile(r"charset=\"?([\w.:-]+)", re.IGNORECASE)
JSON_TYPE: Final = re.compile(r"[^;]*(?:[/+]json|\+api\.json)\s*(?:;|$)", re.IGNORECASE)
FORM_TYPE: Final = "application/x-www-form-urlencoded"
BOUNDARY: Final = re.compile(r"multipart/.*;\s*boundary=\"?([^\";]+)", re.IGNORECASE)
URL: Final = re.compile(
    r"(?:\w+:)?//(?:[^/?#@]*@)?(\[[^\]]*\]|[^/:?#]*)(?::\d*)?([^?#]*)\??([^#]*)"
)
ENCODER: Final = json.JSONEncoder(sort_keys=True)
RESOURCES: Final = frozenset(
    {"number", "route", "message", "e911", "cnam", "portorder", "cdrexport", "loa", "callback"}
)
"""The types of resources that a body may leave out: the path says them."""


class _Repeated(ValueError):
    """An object has a name twice."""


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise _Repeated
    return members


DECODER: Final = json.JSONDecoder(object_pairs_hook=_distinct)


@dataclass(frozen=True)
class CanonicalRequest:
    """A request in canonical form: JSON as values; only a recorded one has slots."""

    method: str
    host: str
    path: tuple[Any, ...] = field(repr=False)
    query: tuple[tuple[str, Any], ...] = field(repr=False)
    body: Any = field(repr=False)

    @cached_property
    def key(self) -> tuple[object, ...]:
        """A key that is equal for equal requests."""
        body: object = self.compact
        if body is not None and not isinstance(body, bytes):
            body = ENCODER.encode(body)
        return self.method, self.host, self.path, self.query, body

    @cached_property
    def compact(self) -> Any:
        """The body in Flowroute's compact form, whichever of the two it has."""
        return compact(self.body, self.path[-1])

    @property
    def place(self) -> tuple[str, str, int]:
        """A key that is equal for requests that can match in spite of slots."""
        return self.method, self.host, len(self.path)


def canonical_request(method: str, url: str, content_type: str, body: bytes) -> CanonicalRequest:
    """Return the canonical form of a request."""
    value = value_of(content_type, body) if body else None
    return CanonicalRequest(method.upper(), *_place(url), value)


@lru_cache(4096)
def _place(url: str) -> tuple[str, tuple[str, ...], tuple[tuple[str, Any], ...]]:
    """Return host, path and query of a URL; most that are sent equal a recorded one."""
    match = URL.match(url)
    host, path, query = (match[1].lower(), match[2], match[3]) if match else ("", url, "")
    segments = path.split("/")
    pairs: list[tuple[str, Any]] = []
    if query:
        pairs = [
            (name, canonical(value)) for name, value in parse_qsl(query, keep_blank_values=True)
        ]
        pairs.sort(key=str)
    return (
        host,
        tuple([_text(unquote(part) if "%" in part else part) for part in segments]),
        tuple(pairs),
    )


def value_of(content_type: str, body: bytes) -> Any:
    """Return the value of a body in canonical form, or its bytes; None if it is empty.

    An empty object is equal to no body: Flowroute's own SDKs send either.
    """
    value = parsed(content_type, body)
    return canonical(value) if value != {} else None


def parsed(content_type: str, body: bytes) -> Any:
    """Return the JSON value of a body, or its bytes where it has none; None if it is empty.

    Form data is an object of texts, and a list of them where a name is repeated. Flowroute reads
    JSON under any label. An object that has a name twice has no value.
    """
    text = body.strip()
    if not text:
        return None
    if text[:1] not in b'{["' and JSON_TYPE.match(content_type) is None:
        if content_type.partition(";")[0].strip().lower() == FORM_TYPE:
            return _form(text)
        boundary = BOUNDARY.match(content_type)
        return body.replace(boundary[1].encode(), b"boundary") if boundary else body
    charset = CHARSET.search(content_type)
    try:
        encoding = charset[1] if charset else json.detect_encoding(text)
        return DECODER.decode(text.decode(encoding, "surrogatepass"))
    except _Repeated:
        return _sorted(text)
    except (ValueError, LookupError, RecursionError):
        return body


def _form(text: bytes) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    errors = "surrogateescape"
    for name, value in parse_qsl(text.decode("utf-8", errors), True, errors=errors):
        if name in fields:
            before = fields[name]
            fields[name] = [*(before if isinstance(before, list) else [before]), value]
        else:
            fields[name] = value
    return fields


def _sorted(text: bytes) -> bytes:
    """Return a JSON text without its layout, its members sorted by their names."""
    from .._base.json_text import dumps, loads

    try:
        return dumps(loads(text.decode()), order=str).encode()
    except ValueError:
        return text


def compact(body: Any, last: object = "") -> Any:
    """Return a JSON:API body in Flowroute's compact form, and any other body as it is.

    *last* is the last segment of the path, which the id in a body repeats.
    """
    form = body
    if isinstance(form, dict) and form.keys() == {"data"} and isinstance(form["data"], dict):
        data = cast("dict[str, Any]", form["data"])
        attributes = data.get("attributes", {})
        if isinstance(attributes, dict) and data.keys() <= {"type", "id", "attributes"}:
            form = {name: value for name, value in data.items() if name != "attributes"}
            form |= cast("dict[str, Any]", attributes)
    if isinstance(form, dict):
        members = cast("dict[str, Any]", form)
        form = {
            name: value
            for name, value in members.items()
            if not (name == "type" and isinstance(value, str) and value in RESOURCES)
            and not (name == "id" and value == last)
        }
    return None if form == {} else form


def canonical(value: Any) -> Any:
    """Return a JSON value with phone numbers in one spelling and whole numbers without point.

    The address of a message's receipts is without the reference of the message.
    """
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, dict):
        members = cast("dict[str, Any]", value)
        form = {name: canonical(inner) for name, inner in members.items()}
        if isinstance(form.get(MEMBER), str):
            form[MEMBER] = without_reference(form[MEMBER])
        return form
    if isinstance(value, list):
        return [canonical(inner) for inner in cast("Sequence[Any]", value)]
    if isinstance(value, int) and value > 2_000_000_000:
        return phone(str(value)) or value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _text(text: str) -> str:
    return (phone(text) or text) if 10 <= len(text) <= 20 else text
