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
    numbers: Sequence[FleetNumber],
    routes: Mapping[str, Route | None],
    addresses: Mapping[str, E911Address | None],
    whole: Section,
) -> None:
    """Add a problem to *whole* for each thing that is in the fleet twice."""
    _check(whole, "numbers", "name", ((one.name, one.name) for one in numbers))
    _check(whole, "numbers", "alias", ((one.alias, one.name) for one in numbers if one.alias))
    known = {name: route for name, route in routes.items() if route}
    _check(whole, "routes", "alias", ((route.alias, name) for name, route in known.items()))
    homes = {name: address for name, address in addresses.items() if address}
    _check(whole, "addresses", "label", ((home.label, name) for name, home in homes.items()))
    # Flowroute refuses a second record of one address.
    places = ((_place(home), name) for name, home in homes.items())
    _check(whole, "addresses", "address", places)


def _check(whole: Section, table: str, what: str, found: Iterable[tuple[Hashable, str]]) -> None:
    first: dict[Hashable, str] = {}
    for value, name in found:
        if value in first:
            got = f"that of {first[value]!r} again" if first[value] != name else "it twice"
            section = whole.within(table, name)
            rule = f"must have its own {what}"
            section.add("", got, rule=rule, cure="give it another, or leave one of them out")
        first.setdefault(value, name)


def _place(address: E911Address) -> Hashable:
    return tuple(
        value.casefold() for name, value in address.to_attributes().items() if name != "label"
    )
