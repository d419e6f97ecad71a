"""What the methods' own arguments become on the wire, checked before anything is sent."""

from __future__ import annotations

import re
from typing import TypeVar

from flowroute_api.types import UNSET, Unset

from ._problems import invalid, shown

T = TypeVar("T")

LONGEST_ALIAS = 64  # developer.flowroute.com: Update Phone Number Details


def optional(value: T | None) -> T | Unset:
    """*value*, or what the generated requests leave out where there is none."""
    return UNSET if value is None else value


def identifier(value: object, kinds: type | tuple[type, ...], what: str) -> str:
    """The id that *value* is, or has as one of *kinds*, as text.

    Raises `InvalidValue` for another kind of record, and for what is no id.
    """
    identity = getattr(value, "id", value) if isinstance(value, kinds) else value
    if isinstance(identity, int) and not isinstance(identity, bool):
        identity = str(identity)
    if not isinstance(identity, str) or not re.fullmatch(r"[\w.~-]+", identity):
        raise invalid(
            what,
            what,
            shown(identity),
            rule="must be an id, or a record that has one",
            cure=f"pass the {what} that a call returned, or its id",
        )
    return identity


def digits(value: str | int | None, field: str) -> str | Unset:
    """A part of a phone number, as the searches take it; a leading ``+`` stays."""
    if value is None:
        return UNSET
    text = re.sub(r"[\s().-]", "", str(value))
    if not re.fullmatch(r"\+?[0-9]{1,15}", text):
        raise invalid(
            "search",
            field,
            shown(value),
            rule="must be a part of a phone number",
            cure="give its digits, as in '206555'",
        )
    return text


def area_code(value: str | int | None) -> str | Unset:
    """An area code (NPA): three digits that do not begin with 0 or 1."""
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


def alias(value: str | None) -> str | Unset:
    """A number's alias; an empty one takes the alias off."""
    if value is None:
        return UNSET
    if len(value) > LONGEST_ALIAS:
        raise invalid(
            "number",
            "alias",
            f"{len(value)} characters",
            rule=f"must have up to {LONGEST_ALIAS} characters",
            cure="shorten it",
        )
    return value
