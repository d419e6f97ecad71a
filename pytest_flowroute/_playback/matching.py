"""Matching of requests with recorded ones: by method, path, query and JSON value. Pure.

Requests are compared in a canonical form, independent of the order of a query and of a JSON
object, and of the spelling of phone numbers. A value that the application chooses is a `Slot`,
which matches any value of its kind.
"""

from __future__ import annotations

import dataclasses
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import parse_qsl, unquote

from .._base.references import MEMBER, without_reference
from .parameters import Substitution, is_id, phone, same

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .cassettes import Cassette, RecordedRequest

CHARSET: Final = re.compile(r"charset=\"?([\w.:-]+)", re.IGNORECASE)
JSON_TYPE: Final = re.compile(r"[^;]*(?:[/+]json|\+api\.json)\s*(?:;|$)", re.IGNORECASE)
FORM_TYPE: Final = "application/x-www-form-urlencoded"
URL: Final = re.compile(
    r"(?:\w+:)?//(?:[^/?#@]*@)?(\[[^\]]*\]|[^/:?#]*)(?::\d*)?([^?#]*)\??([^#]*)"
)


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of a value that the application chooses."""

    name: str
    number: bool


@dataclass(frozen=True, slots=True)
class CanonicalRequest:
    """A request in canonical form: JSON as values; only a recorded one has slots."""

    method: str
    host: str
    path: tuple[Any, ...] = field(repr=False)
    query: tuple[tuple[str, Any], ...] = field(repr=False)
    body: Any = field(repr=False)

    @property
    def key(self) -> tuple[object, ...]:
        """A key that is equal for equal requests."""
        body: object = self.body
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body, sort_keys=True)
        return self.method, self.host, self.path, self.query, body

    @property
    def place(self) -> tuple[str, str, int]:
        """A key that is equal for requests that can match in spite of slots."""
        return self.method, self.host, len(self.path)


def canonical_request(method: str, url: str, content_type: str, body: bytes) -> CanonicalRequest:
    """Return the canonical form of a request."""
    found = URL.match(url)
    host, path, query = (found[1].lower(), found[2], found[3]) if found else ("", url, "")
    segments = path.split("/")
    pairs: list[tuple[str, Any]] = []
    if query:
        pairs = [
            (name, canonical(value)) for name, value in parse_qsl(query, keep_blank_values=True)
        ]
        pairs.sort(key=str)
    return CanonicalRequest(
        method.upper(),
        host,
        tuple(_text(unquote(part) if "%" in part else part) for part in segments),
        tuple(pairs),
        value_of(content_type, body),
    )


def value_of(content_type: str, body: bytes) -> Any:
    """Return the value of a body in canonical form, or its bytes; None if it is empty.

    An empty object is equal to no body: Flowroute's own SDKs send either.
    """
    value = parsed(content_type, body)
    return canonical(value) if value != {} else None


def parsed(content_type: str, body: bytes) -> Any:
    """Return the JSON value of a body, or its bytes where it has none; None if it is empty.

    Form data is an object of texts. Flowroute reads JSON under any label.
    """
    text = body.strip()
    if not text:
        return None
    if text[:1] not in b'{["' and JSON_TYPE.match(content_type) is None:
        if content_type.partition(";")[0].strip().lower() != FORM_TYPE:
            return body
        return dict(parse_qsl(text.decode("utf-8", "replace"), keep_blank_values=True))
    charset = CHARSET.search(content_type)
    try:
        return json.loads(text.decode(charset[1]) if charset else text)
    except (ValueError, LookupError, RecursionError):
        return body


def canonical(value: Any) -> Any:
    """Return a JSON value with phone numbers in one spelling and whole numbers without point.

    The address of a message's receipts is without the reference of the message.
    """
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, dict):
        members = cast("dict[str, Any]", value)
        found = {name: canonical(inner) for name, inner in members.items()}
        if isinstance(found.get(MEMBER), str):
            found[MEMBER] = without_reference(found[MEMBER])
        return found
    if isinstance(value, list):
        return [canonical(inner) for inner in cast("Sequence[Any]", value)]
    if isinstance(value, int) and value > 2_000_000_000:
        return phone(str(value)) or value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _text(text: str) -> str:
    return (phone(text) or text) if 10 <= len(text) <= 20 else text


class Index:
    """The requests of a cassette, with the values of a test, indexed for matching."""

    def __init__(self, cassette: Cassette, given: Mapping[str, str]) -> None:
        self.requests: list[CanonicalRequest] = []
        self._exact: dict[tuple[object, ...], list[int]] = {}
        self._open: dict[tuple[str, str, int], list[int]] = {}
        replaced = Substitution(cassette.parameters, given)
        slots = {
            name: value
            for name, value in cassette.parameters.items()
            if name not in given and not is_id(name)
        }
        for number, interaction in enumerate(cassette.interactions):
            plain = _recorded(interaction.request, replaced)
            opened = _with_slots(plain, slots)
            self.requests.append(opened)
            self._exact.setdefault(plain.key, []).append(number)
            if opened is not plain:
                self._open.setdefault(opened.place, []).append(number)

    def find(self, sent: CanonicalRequest) -> list[int]:
        """Return the numbers of the interactions whose request matches, in their order."""
        exact = self._exact.get(sent.key, [])
        if not self._open:
            return exact
        loose = [number for number in self._open.get(sent.place, ()) if self.fills(number, sent)]
        return sorted({*exact, *loose}) if loose else exact

    def fills(self, number: int, sent: CanonicalRequest) -> bool:
        """Whether the request sent matches the recorded one, slots included."""
        return fill(self.requests[number], sent) is not None

    def values(self, number: int, sent: CanonicalRequest) -> dict[str, str]:
        """Return the values of the request sent for the slots of a recorded one."""
        return fill(self.requests[number], sent) or {}


def fill(recorded: CanonicalRequest, sent: CanonicalRequest) -> dict[str, str] | None:
    """Return the values for the slots of *recorded*, or None if *sent* does not match it."""
    values: dict[str, str] = {}
    alike = (
        recorded.method == sent.method
        and recorded.host == sent.host
        and _fill(recorded.path, sent.path, values)
        and _fill(dict(recorded.query), dict(sent.query), values)
        and len(recorded.query) == len(sent.query)
        and _fill(recorded.body, sent.body, values)
    )
    return values if alike else None


def _fill(recorded: object, sent: object, values: dict[str, str]) -> bool:
    if isinstance(recorded, Slot):
        return _accepts(recorded, sent, values)
    if type(recorded) is not type(sent):
        return False
    if isinstance(recorded, dict) and isinstance(sent, dict):
        before, after = cast("dict[str, Any]", recorded), cast("dict[str, Any]", sent)
        return before.keys() == after.keys() and all(
            _fill(inner, after[name], values) for name, inner in before.items()
        )
    if isinstance(recorded, (list, tuple)) and isinstance(sent, (list, tuple)):
        one, other = cast("Sequence[Any]", recorded), cast("Sequence[Any]", sent)
        return len(one) == len(other) and all(
            _fill(inner, other[place], values) for place, inner in enumerate(one)
        )
    return recorded == sent


def _accepts(slot: Slot, sent: object, values: dict[str, str]) -> bool:
    if not isinstance(sent, str) or (slot.number and phone(sent) is None):
        return False
    return same(values.setdefault(slot.name, sent), sent)


def _recorded(request: RecordedRequest, replaced: Substitution) -> CanonicalRequest:
    url = replaced.url(request.uri)
    plain = canonical_request(request.method, url, request.content_type, request.body)
    if replaced and not isinstance(plain.body, bytes):
        return dataclasses.replace(plain, body=canonical(replaced.json(plain.body)))
    return plain


def _with_slots(plain: CanonicalRequest, slots: Mapping[str, str]) -> CanonicalRequest:
    """Return the request with slots for these values, or itself without any of them."""
    path = _slotted(plain.path, slots)
    query = tuple((name, _slotted(value, slots)) for name, value in plain.query)
    body = _slotted(plain.body, slots)
    if (path, query, body) == (plain.path, plain.query, plain.body):
        return plain
    return dataclasses.replace(plain, path=path, query=query, body=body)


def _slotted(value: Any, slots: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        for name, before in slots.items():
            if same(before, value):
                return Slot(name, phone(before) is not None)
        return value
    if isinstance(value, dict):
        members = cast("dict[str, Any]", value)
        return {name: _slotted(inner, slots) for name, inner in members.items()}
    if isinstance(value, tuple):
        return tuple(_slotted(inner, slots) for inner in cast("Sequence[Any]", value))
    if isinstance(value, list):
        return [_slotted(inner, slots) for inner in cast("Sequence[Any]", value)]
    return value
