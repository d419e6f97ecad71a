"""What is on an account of what a fleet describes, and which of its numbers are which. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from .._base.masking import masked, text_masked
from .._base.plain.value import Value
from .._values.numbers import NUMBER_TYPES

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from decimal import Decimal

    from .._values.cnams import CnamRecord
    from .._values.e911s import E911Record
    from .._values.numbers import Number
    from .._values.routes import RouteRecord
    from .desired import Fleet, FleetNumber, Place


@attrs.frozen(kw_only=True)
class Offer(Value):
    """A number for sale, and what it costs in US dollars, None where that is unknown."""

    number: str = attrs.field(repr=masked)
    setup_cost: Decimal | None
    monthly_cost: Decimal | None


@attrs.frozen(kw_only=True)
class Bindings:
    """Which number of the account each of the fleet is, by name, and which are not there."""

    found: Mapping[str, str] = attrs.field(repr=text_masked)
    missing: tuple[FleetNumber, ...]
    blocked: tuple[str, ...] = attrs.field(repr=False)


@attrs.frozen(kw_only=True)
class Observed:
    """What is on the account, of what the fleet describes.

    `numbers` are those of the fleet that are there, with their routes, and `offers` those that may
    be bought for the others, by name. `refused` are the addresses that Flowroute does not find,
    with the reason, and `shared` has how many other numbers use what is to be changed, both by
    name. `pending` are the ids of steps that were done, and take days to have an effect.
    """

    account: str
    numbers: Mapping[str, Number] = attrs.field(repr=False)
    offers: Mapping[str, Offer | None] = attrs.field(repr=False)
    routes: tuple[RouteRecord, ...]
    addresses: tuple[E911Record, ...]
    cnams: tuple[CnamRecord, ...]
    refused: Mapping[str, str]
    shared: Mapping[str, int]
    pending: frozenset[str] = attrs.field(repr=False)
    blocked: tuple[str, ...] = attrs.field(repr=False)


def bind(fleet: Fleet, listed: Mapping[str, Number], bought: Mapping[str, str]) -> Bindings:
    """Return which of the account's numbers, *listed* by value, are which of the fleet.

    One that was *bought* for a name is that one; another is known by its alias.
    """
    bound: dict[str, str] = {}
    missing: list[FleetNumber] = []
    blocked: list[str] = []
    names = {member.name for member in fleet.numbers}
    name_of = {member.number: member.name for member in fleet.numbers if member.number}
    for member in fleet.numbers:
        number = member.number if member.number in listed else None
        if member.number is None:
            alike = [
                value
                for value, record in listed.items()
                if member.alias and record.alias == member.alias
            ]
            number = bought.get(member.name) or bought.get(_before(member.name, names))
            if number not in listed:
                number = alike[0] if len(alike) == 1 else None
                if len(alike) > 1:
                    blocked.append(
                        f"{member.name}: {len(alike)} numbers have the alias {member.alias!r}; "
                        "give all but one another alias, or name the number itself"
                    )
                    continue
        if number is None:
            missing.append(member)
        elif name_of.setdefault(number, member.name) != member.name:
            blocked.append(
                f"{member.name}: {number}, which was bought for it or has its alias, is "
                f"{name_of[number]} of this file already; give one of them another name and alias"
            )
        elif wrong := _elsewhere(listed[number], member.place):
            blocked.append(
                f"{member.name}: {number} has its alias, or was bought for it, and is not of the "
                f"{wrong} that the file has; correct the file, or give the number another name"
            )
        else:
            bound[member.name] = number
    absent = [member for member in missing if not member.for_sale]
    blocked += [f"{member.name}: it is not on the account" for member in absent]
    bare = tuple(member for member in missing if member.for_sale)
    return Bindings(found=bound, missing=bare, blocked=tuple(blocked))


def _before(name: str, names: Collection[str]) -> str:
    """Return the name of a number before its `count` became more than one, or one again."""
    other = name.removesuffix("-1") if name.endswith("-1") else f"{name}-1"
    return "" if other in names else other


def _elsewhere(number: Number, place: Place) -> str | None:
    """Return what *number* does not have of *place*, or None."""
    digits = (place.starts_with or "").lstrip("+")
    if place.area_code and number.value[1:4] != place.area_code:
        return f"area code {place.area_code}"
    if digits and not number.value.startswith((digits, f"1{digits}")):
        return f"beginning {place.starts_with}"
    for name, wanted, has in (
        ("state", place.state, number.state),
        ("rate center", place.rate_center, number.rate_center),
        ("type", place.number_type, number.number_type),
    ):
        plain = NUMBER_TYPES.get(wanted, wanted)
        if plain and has and plain.casefold() != has.casefold():
            return f"{name} {wanted}"
    return None
