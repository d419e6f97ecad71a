"""Arguments of methods, checked before anything is sent, and in the API's form."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TypeVar

from flowroute_api.types import UNSET, Unset

from .._base.phone import phone_number
from .._base.problems import invalid, shown

T = TypeVar("T")

LARGEST_AMOUNT = 1_000_000
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
        shown(value) if not value or not isinstance(value, str) else "a value of type str",
        rule=f"must be a {kind.__name__}",
        cure=f"build one with {kind.__name__}(…)",
    )


def text(value: object, field: str) -> str | Unset:
    """Return a text to search for."""
    if value is None:
        return UNSET
    if isinstance(value, str) and value.isprintable():
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
    if (
        isinstance(value, int | float | Decimal)
        and not isinstance(value, bool)
        and 0 <= value <= LARGEST_AMOUNT
    ):
        return int(value) if value == int(value) else float(value)
    raise invalid(
        "search",
        field,
        shown(str(value)),
        rule="must be an amount in US dollars",
        cure="give a number from 0 up, as in 3.99",
    )


def number_id(value: object) -> str:
    """Return the eleven digits of a phone number, given as text or as the record of a number.

    Other records are refused, although they have a `value`: a route's may be a phone number,
    which must not be released if a route is passed by mistake.
    """
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
        identity = str(identity)
    if not isinstance(identity, str) or not re.fullmatch(r"(?!\.\.?$)[\w.~-]+", identity):
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
    spelled = re.sub(r"[\s().-]", "", value) if isinstance(value, str) else str(value)
    if not re.fullmatch(r"\+?[0-9]{1,15}", spelled):
        raise invalid(
            "search",
            field,
            shown(value),
            rule="must be a part of a phone number",
            cure="give its digits, as in '206555'",
        )
    return spelled


def area_code(value: str | int | None) -> str | Unset:
    """Return an area code (NPA): three digits that do not begin with 0 or 1."""
    if value is None:
        return UNSET
    if not re.fullmatch(r"[2-9][0-9]{2}", str(value)):
        raise invalid(
            "search",
            "area_code",
            shown(str(value)),
            rule="must be an area code (NPA)",
            cure="give its three digits, as in '206'",
        )
    return str(value)


def alias(value: object) -> str | Unset:
    """Return a number's alias; an empty one removes it."""
    if value is None:
        return UNSET
    if isinstance(value, str) and len(value) <= LONGEST_ALIAS:
        return value
    raise invalid(
        "number",
        "alias",
        f"{len(value)} characters" if isinstance(value, str) else shown(value),
        rule=f"must be text of up to {LONGEST_ALIAS} characters",
        cure="shorten it" if isinstance(value, str) else "give it as text",
    )
