"""What a file describes: the numbers, routes and addresses that an account is to have."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Final

import attrs

from .._base.masking import masked, text_masked
from .._base.plain.value import Value
from .._base.problems import Problems, shown
from .likeness import place, target

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping
    from decimal import Decimal

    from .._builders.e911s import E911Address
    from .._builders.routes import Route

REGISTRATION: Final = "sip-reg"
"""The built-in route of an account, to the devices that are registered."""
REGISTRATION_ID: Final = "0"
NONE: Final = "none"
"""No failover route."""


@attrs.frozen(kw_only=True)
class Place(Value):
    """Where a number is to be bought, as a search has it: what is None does not matter."""

    area_code: str | None = None
    starts_with: str | None = None
    rate_center: str | None = None
    state: str | None = None
    number_type: str | None = None

    def __str__(self) -> str:
        words = {
            "area code": self.area_code,
            "starting with": self.starts_with,
            "rate center": self.rate_center,
            "state": self.state and self.state.upper(),
            "type": self.number_type,
        }
        return ", ".join(f"{name} {value}" for name, value in words.items() if value)


@attrs.frozen(kw_only=True)
class FleetNumber(Value):
    """A number that the account is to have, and its settings; those that are None stay as they are.

    `name` is unique in the fleet. `number` is the number itself, or None for one at a `place`.
    `route` and `failover` are names of routes, `address` is the name of an E911 address, and the
    limits are in US dollars. One that is not `for_sale` must be on the account already.
    """

    name: str = attrs.field(repr=text_masked)
    number: str | None = attrs.field(default=None, repr=masked)
    place: Place = Place()
    for_sale: bool = True
    alias: str | None = attrs.field(default=None, repr=text_masked)
    route: str | None = None
    failover: str | None = None
    messaging: bool | None = None
    cnam_lookups: bool | None = None
    cnam: str | None = None
    address: str | None = None
    max_setup_cost: Decimal | None = None
    max_monthly_cost: Decimal | None = None


def _no_routes() -> dict[str, Route]:
    return {}


def _no_addresses() -> dict[str, E911Address]:
    return {}


@attrs.frozen(kw_only=True)
class Fleet(Value):
    """The numbers, routes and E911 addresses that an account is to have.

    `path` is the file that describes them; the journal is beside it. `routes` and `addresses` are
    by their names in it. Raises `InvalidValue` where a number is there twice, or is not written as
    ``"12065550100"``, has a route or an address that is not there, or is to be bought without an
    alias, and where two routes or addresses have one alias, label, target or place.
    """

    path: str
    numbers: tuple[FleetNumber, ...]
    routes: Mapping[str, Route] = attrs.field(factory=_no_routes)
    addresses: Mapping[str, E911Address] = attrs.field(factory=_no_addresses)

    def __attrs_post_init__(self) -> None:
        problems = Problems("fleet")
        seen: set[str] = set()
        for index, member in enumerate(self.numbers):
            for key, value, rule, cure in self._wrong(member, seen):
                problems.add(f"numbers[{index}].{key}", shown(value), rule=rule, cure=cure)
        for field, first in self._repeated():
            rule, cure = "must be its own", "give it another, or leave one of them out"
            problems.add(field, f"that of {first!r} again", rule=rule, cure=cure)
        problems.raise_if_any()

    def _repeated(self) -> Iterator[tuple[str, str]]:
        """Yield what two addresses or routes have in common, and the name of the first of them.

        Flowroute has one record of a place, and one route to a target.
        """
        seen: dict[tuple[str, Hashable], str] = {}
        keys: list[tuple[str, str, str, Hashable]] = []
        for name, address in self.addresses.items():
            keys += [
                ("addresses", name, "label", address.label),
                ("addresses", name, "", place(address)),
            ]
        for name, route in self.routes.items():
            keys += [("routes", name, "alias", route.alias), ("routes", name, "", target(route))]
        for table, name, key, value in keys:
            first = seen.setdefault((f"{table} {key}", value), name)
            if first != name:
                yield f"{table}.{name}.{key}".rstrip("."), first

    def _wrong(self, member: FleetNumber, seen: set[str]) -> Iterator[tuple[str, object, str, str]]:
        """Yield what is wrong with a number: the field, its value, the rule and the cure."""
        for key, value, known, more in (
            ("route", member.route, self.routes, (REGISTRATION,)),
            ("failover", member.failover, self.routes, (REGISTRATION, NONE)),
            ("address", member.address, self.addresses, ()),
        ):
            if value is not None and value not in known and value not in more:
                yield key, value, "must be a name in the fleet", "add it, or correct the name"
        for key, value in (("name", member.name), ("number", member.number or "")):
            if (mark := f"{key} {value}") in seen and value:
                yield key, value, "must be there once", "leave one of them out"
            seen.add(mark)
        if member.number is None and not member.alias:
            yield "alias", member.alias, "must be given for a number to buy", "give it one"
        if member.number is not None and not (
            member.number.isascii() and member.number.isdecimal()
        ):
            yield "number", member.number, "must be digits alone", "write it like '12065550100'"

    @property
    def digest(self) -> str:
        """A digest of what is described, whatever the file looks like."""
        described = {name: value for name, value in self.to_dict().items() if name != "path"}
        text = json.dumps(described, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    @property
    def cnams(self) -> tuple[str, ...]:
        """The caller names that the numbers are to show, each once."""
        return tuple(dict.fromkeys(member.cnam for member in self.numbers if member.cnam))
