"""What must be there once in a fleet: numbers, their names and aliases, routes and addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from ..._builders.e911s import E911Address
    from ..._builders.routes import Route
    from ..desired import FleetNumber
    from .sections import Section


def check_unique(
    numbers: Sequence[tuple[FleetNumber, Section]],
    routes: Mapping[str, Route | None],
    addresses: Mapping[str, E911Address | None],
    whole: Section,
) -> None:
    """Add a problem to *whole* for each thing that is in the fleet twice."""
    _check("name", ((member.name, member.name, section) for member, section in numbers))
    aliases = ((member.alias, member.name, section) for member, section in numbers if member.alias)
    _check("alias", aliases)
    named_routes = [
        (whole.within("routes", name), name, route) for name, route in routes.items() if route
    ]
    named_addresses = [
        (whole.within("addresses", name), name, address)
        for name, address in addresses.items()
        if address
    ]
    _check("alias", ((route.alias, name, section) for section, name, route in named_routes))
    _check("label", ((address.label, name, section) for section, name, address in named_addresses))
    # Flowroute refuses a second route to one target, and a second record of one address.
    _check(
        "target",
        (((route.route_type, route.value), name, section) for section, name, route in named_routes),
    )
    _check(
        "address",
        ((place_of(address), name, section) for section, name, address in named_addresses),
    )


def _check(key: str, values: Iterable[tuple[Hashable, str, Section]]) -> None:
    first: dict[Hashable, str] = {}
    for value, name, section in values:
        if value in first:
            got = f"that of {first[value]!r} again" if first[value] != name else "it twice"
            rule = f"must have its own {key}"
            section.add("", got, rule=rule, cure="give it another, or leave one of them out")
        first.setdefault(value, name)


def place_of(address: E911Address) -> Hashable:
    """Return what Flowroute has one record of: the address, of whatever person."""
    return tuple(
        value.casefold()
        for name, value in address.to_attributes().items()
        if name not in ("label", "first_name", "last_name")
    )
