"""Arguments of methods, checked before anything is sent, and in the API's form."""

from __future__ import annotations

import re
from numbers import Integral
from typing import TypeVar

from flowroute_api.types import UNSET, Unset

from .._base.phone import PLAIN, phone_number
from .._base.problems import invalid, shown
from .._base.reading.characters import strange
from .._base.reading.empty import is_empty
from .._base.reading.scalars import number, whole

T = TypeVar("T")

LARGEST_ID = 10**18
LARGEST_AMOUNT = 1_000_000
LONGEST_SEARCH = 200  # characters
LONGEST_DIGITS = 15  # of a phone number (ITU-T E.164)
# A segment of a path, which a server neither resolves nor decodes.
ID = re.compile(r"(?!\.\.?$)[\w.~-]{1,200}", re.ASCII)
LONGEST_ALIAS = 64  # developer.flowroute.com: Update Phone Number Details


def optional(value: T | None) -> T | Unset:
    """Return *value*, or the generated package's unset value if it is None."""
    return UNSET if value is None else value


def built(value: object, kind: type[T]) -> T:
    """Return *value*; raise `InvalidValue` unless it is a *kind*, which was checked when built."""
    if isinstance(value, kind):
        return value
    raise invalid(
        kind.__name__,
        f"the {kind.__name__}",
        # A text may be that of a message.
        "a value of type str" if isinstance(value, str) and value else shown(value),
        rule=f"must be a {kind.__name__}",
        cure=f"build one with {kind.__name__}(…)",
    )


def text(value: object, field: str) -> str | Unset:
    """Return a text to search for."""
    if value is None:
        return UNSET
    if isinstance(value, str) and len(value) <= LONGEST_SEARCH and value.isprintable():
        return value
    raise invalid("search", field, shown(value), rule="must be text", cure="give it in one line")


def switch(value: object, field: str) -> bool | Unset:
    """Return a setting that is on or off."""
    if value is None:
        return UNSET
    if isinstance(value, bool):
        return value
    raise invalid(
        "setting", field, shown(value), rule="must be True, False or None", cure="give one of these"
    )


def amount(value: object, field: str) -> float | Unset:
    """Return an amount in US dollars."""
    if value is None:
        return UNSET
    dollars = None if isinstance(value, str) else number(value)
    if dollars is not None and 0 <= dollars <= LARGEST_AMOUNT:
        return int(dollars) if dollars == int(dollars) else float(dollars)
    raise invalid(
        "search",
        field,
        shown(value) if dollars is None else shown(f"{dollars:.6g}"),
        rule="must be an amount in US dollars",
        cure="give a number from 0 up, as in 3.99",
    )


def number_id(value: object) -> str:
    """Return the eleven digits of a phone number, given as text or as the record of a number.

    Other records are refused, although they have a `value`: a route's may be a phone number,
    which must not be released if a route is passed by mistake.
    """
    if type(value) is str and PLAIN.fullmatch(value):
        return value
    if not isinstance(value, str):
        from .._values.numbers import AvailableNumber, Number

        if not isinstance(value, Number | AvailableNumber):
            raise invalid(
                "phone number",
                "number",
                shown(value),
                rule="must be a phone number as text, or a number that a call returned",
                cure="write it like '+1 206 555 0142'",
            )
    return phone_number(value)


def identifier(value: object, kinds: type | tuple[type, ...], what: str) -> str:
    """Return *value*, an id, or the id of *value*, a record of one of *kinds*, as text.

    Raises `InvalidValue` for another kind of record, and for an invalid id.
    """
    identity = getattr(value, "id", value) if isinstance(value, kinds) else value
    if isinstance(identity, int) and not isinstance(identity, bool):
        identity = str(identity) if abs(identity) < LARGEST_ID else identity
    if not isinstance(identity, str) or not ID.fullmatch(identity):
        raise invalid(
            what,
            what,
            shown(identity),
            rule="must be an id, or a record that has one",
            cure=f"pass the {what} that a call returned, or its id",
        )
    return identity


def digits(value: str | int | None, field: str) -> str | Unset:
    """Return a part of a phone number, as searches take it; a leading ``+`` stays."""
    if value is None:
        return UNSET
    spelled = _spelled(value)
    if isinstance(value, str):
        spelled = re.sub(r"[\s().-]", "", spelled)
    if not re.fullmatch(r"\+?[0-9]{1,15}", spelled):
        raise invalid(
            "search",
            field,
            shown(value),
            rule="must be a part of a phone number",
            cure="give its digits, as in '206555'",
        )
    return spelled


def _spelled(value: object) -> str:
    """Return *value*, a text or a whole number, as text; empty where it is too long to be read."""
    if isinstance(value, str):
        return value if len(value) <= LONGEST_SEARCH else ""
    read = whole(value) if isinstance(value, Integral) else None
    return "" if read is None or abs(read) >= 10**LONGEST_DIGITS else str(read)


def area_code(value: str | int | None) -> str | Unset:
    """Return an area code (NPA): three digits that do not begin with 0 or 1."""
    if value is None:
        return UNSET
    spelled = _spelled(value)
    if not re.fullmatch(r"[2-9][0-9]{2}", spelled):
        raise invalid(
            "search",
            "area_code",
            shown(spelled or value),
            rule="must be an area code (NPA)",
            cure="give its three digits, as in '206'",
        )
    return spelled


def alias(value: object) -> str | Unset:
    """Return a number's alias; an empty one removes it."""
    if value is None:
        return UNSET
    rule = f"must be text of up to {LONGEST_ALIAS} characters"
    if not isinstance(value, str):
        raise invalid("number", "alias", shown(value), rule=rule, cure="give it as text")
    if len(value) > LONGEST_ALIAS:
        got = f"{len(value):,} characters"
        raise invalid("number", "alias", got, rule=rule, cure="shorten it")
    if (unwanted := strange(value)) or (value and is_empty(value)):
        rule = "must be in one line, and visible"
        cure = f"leave out {unwanted}" if unwanted else "give some letters, or '' to remove it"
        raise invalid("number", "alias", shown(value), rule=rule, cure=cure)
    return value
