"""Matching of requests with recorded ones: by method, path, query and JSON value. Pure.

A value that the application chooses is a `Slot`, which matches any value of its kind. A request
that equals a recorded one is never taken for another that only has slots.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

from .._base.json_types import is_array, is_object
from .canonical import canonical, canonical_request
from .parameters import Substitution, chosen, fitting, is_id, phone, same

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from .canonical import CanonicalRequest
    from .cassettes import Cassette


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of a value that the application chooses."""

    name: str
    number: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """What a request shows: values of parameters, and those that others were recorded for.

    `aliases` has the latter by the recorded value, and then by the names of their members: one
    recorded value may stand for a house number in one, and for a ZIP code in another.
    """

    values: Mapping[str, str]
    aliases: Mapping[str, Mapping[str, str]]


NOTHING: Final = Shown({}, {})


class Index:
    """The requests of a cassette, with the values of a test, indexed for matching."""

    def __init__(self, cassette: Cassette, given: Mapping[str, str]) -> None:
        self.requests: list[CanonicalRequest] = []
        self._parameters = cassette.parameters
        self._given = frozenset(phone(value) or value for value in given.values())
        self._exact: dict[tuple[object, ...], list[int]] = {}
        self._opened: set[int] = set()
        self._open: dict[tuple[str, str, int], list[int]] = {}
        places = _Places(cassette.parameters, given)
        for number, interaction in enumerate(cassette.interactions):
            recorded = interaction.request
            plain = canonical_request(
                recorded.method, recorded.uri, recorded.content_type, recorded.body
            )
            if places:
                plain, opened = places.given(plain), places.opened(plain)
            else:
                opened = plain
            self.requests.append(opened)
            self._exact.setdefault(plain.key, []).append(number)
            if opened != plain:
                self._opened.add(number)
                self._open.setdefault(opened.place, []).append(number)

    def find(
        self, sent: CanonicalRequest, scrub: Callable[[], CanonicalRequest | None] | None = None
    ) -> list[int]:
        """Return the numbers of the interactions that a request matches best, in their order.

        Equal requests come before those with slots, and the request as it was sent before that
        which *scrub* returns; it is called only if nothing equals what was sent.
        """
        if exact := self._exact.get(sent.key):
            return exact
        forms = [sent]
        scrubbed = scrub() if scrub else None
        if scrubbed is not None:
            forms += [_with_given(scrubbed, sent, self._given), scrubbed]
        for form in forms[1:]:
            if exact := self._exact.get(form.key):
                return exact
        for form in forms:
            if loose := self._slotted(form):
                return loose
        return []

    def _slotted(self, sent: CanonicalRequest) -> list[int]:
        return [
            number
            for number in self._open.get(sent.place, ())
            if fill(self.requests[number], sent) is not None
        ]

    def shown(self, number: int, sent: CanonicalRequest) -> Shown:
        """Return what the request sent has in the places of values of a recorded one."""
        if number in self._exact.get(sent.key, ()) and number not in self._opened:
            return NOTHING
        values: dict[str, str] = {}
        aliases: dict[str, dict[str, str]] = {}
        for before, after, key in pairs(self.requests[number], sent):
            if not isinstance(after, str):
                continue
            recorded = before
            if isinstance(before, Slot):
                value = values.setdefault(before.name, after)
                recorded = self._parameters[before.name]
                if before.name.rstrip("_") == key:
                    values[before.name] = after
                if same(value, after):
                    continue
            if isinstance(recorded, str) and not same(recorded, after):
                aliases.setdefault(recorded, {}).setdefault(key, after)
        return Shown(values, aliases)


def fill(recorded: CanonicalRequest, sent: CanonicalRequest) -> dict[str, str] | None:
    """Return the values for the slots of *recorded*, or None if *sent* does not match it."""
    values: dict[str, str] = {}
    alike = (
        recorded.method == sent.method
        and recorded.host == sent.host
        and _fill(recorded.path, sent.path, values)
        and _fill(recorded.query, sent.query, values)
        and _fill(recorded.compact, sent.compact, values)
    )
    return values if alike else None


def pairs(recorded: CanonicalRequest, sent: CanonicalRequest) -> Iterator[tuple[Any, Any, str]]:
    """Yield each value of *recorded* that is no object or list, the one of *sent* and its key."""
    for place, (before, after) in enumerate(zip(recorded.path, sent.path, strict=False)):
        yield before, after, _path_key(recorded.path, place)
    for (name, before), (_, after) in zip(recorded.query, sent.query, strict=False):
        yield before, after, name
    yield from _pairs(recorded.compact, sent.compact, "")


def _with_given(
    scrubbed: CanonicalRequest, sent: CanonicalRequest, given: Collection[str]
) -> CanonicalRequest:
    """Return a scrubbed request with the values that the test gives where they were sent."""
    if not given:
        return scrubbed

    def back(form: Any, original: Any) -> Any:
        if is_object(form) and is_object(original) and len(form) == len(original):
            members = zip(form.items(), original.values(), strict=True)
            return {name: back(inner, theirs) for (name, inner), theirs in members}
        if is_array(form) and is_array(original):
            return [back(*both) for both in zip(form, original, strict=False)]
        return original if isinstance(original, str) and original in given else form

    return dataclasses.replace(
        scrubbed,
        path=tuple(back(list(scrubbed.path), list(sent.path))),
        query=tuple(
            (name, back(value, theirs))
            for (name, value), (_, theirs) in zip(scrubbed.query, sent.query, strict=False)
        ),
        body=back(scrubbed.body, sent.body),
    )


def _pairs(recorded: object, sent: object, key: str) -> Iterator[tuple[Any, Any, str]]:
    if isinstance(recorded, dict) and isinstance(sent, dict):
        before, after = cast("dict[str, Any]", recorded), cast("dict[str, Any]", sent)
        for name in [name for name in before if name in after]:
            yield from _pairs(before[name], after[name], name)
    elif isinstance(recorded, list) and isinstance(sent, list):
        recorded_items, sent_items = cast("Sequence[Any]", recorded), cast("Sequence[Any]", sent)
        for inner, theirs in zip(recorded_items, sent_items, strict=False):
            yield from _pairs(inner, theirs, key)
    else:
        yield recorded, sent, key


def _path_key(path: Sequence[Any], place: int) -> str:
    """Return the key of a segment: ``number`` after ``numbers``, and else ``id``."""
    return "number" if place and path[place - 1] == "numbers" else "id"


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
        recorded_items, sent_items = cast("Sequence[Any]", recorded), cast("Sequence[Any]", sent)
        return len(recorded_items) == len(sent_items) and all(
            _fill(inner, sent_items[place], values) for place, inner in enumerate(recorded_items)
        )
    return recorded == sent


def _accepts(slot: Slot, sent: object, values: dict[str, str]) -> bool:
    if not isinstance(sent, str) or (slot.number and phone(sent) is None):
        return False
    return same(values.setdefault(slot.name, sent), sent)


class _Places:
    """Finds the values of parameters in recorded requests, each from what was recorded."""

    def __init__(self, parameters: Mapping[str, str], given: Mapping[str, str]) -> None:
        self._given = given
        self._replaced = Substitution(parameters, {**parameters, **given})
        self._names: dict[str, list[str]] = {}
        for name, value in parameters.items():
            if name in given or not is_id(name):
                self._names.setdefault(phone(value) or value, []).append(name)

    def __bool__(self) -> bool:
        return bool(self._names)

    def given(self, plain: CanonicalRequest) -> CanonicalRequest:
        """Return a recorded request with the values that the test gives."""
        return self._mapped(plain, slots=False) if self._replaced else plain

    def opened(self, plain: CanonicalRequest) -> CanonicalRequest:
        """Return it with slots for the others as well."""
        return self._mapped(plain, slots=True)

    def _mapped(self, plain: CanonicalRequest, *, slots: bool) -> CanonicalRequest:
        path = [
            self._value(part, _path_key(plain.path, place), slots)
            for place, part in enumerate(plain.path)
        ]
        query = tuple((name, self._value(value, name, slots)) for name, value in plain.query)
        body = plain.body if isinstance(plain.body, bytes) else self._value(plain.body, "", slots)
        return dataclasses.replace(plain, path=tuple(path), query=query, body=body)

    def _value(self, value: Any, key: str, slots: bool) -> Any:
        if isinstance(value, dict):
            members = cast("dict[str, Any]", value)
            return {name: self._value(inner, name, slots) for name, inner in members.items()}
        if isinstance(value, list):
            return [self._value(inner, key, slots) for inner in cast("Sequence[Any]", value)]
        if slots and isinstance(value, str):
            names = fitting(self._names.get(value, ()), key, value)
            name = chosen([name for name in names if not is_id(name)], key)
            if name is not None and name not in self._given:
                return Slot(name, phone(value) is not None)
        return canonical(self._replaced.json(value, key)) if self._replaced else value
