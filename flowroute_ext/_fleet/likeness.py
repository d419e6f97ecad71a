"""Whether a route or an address of the account is what a file describes. Pure."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING

from .._base.problems import InvalidValue
from .._builders.e911s import FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping
    from typing import TypeVar

    from .._base.plain import JSON
    from .._builders.e911s import E911Address
    from .._builders.routes import Route
    from .._values.e911s import E911Record
    from .._values.routes import RouteRecord

    R = TypeVar("R")


def routes_like(
    routes: Mapping[str, Route], records: Iterable[RouteRecord]
) -> dict[str, RouteRecord | None]:
    """Return the record of each route, by its name: that of its alias, else one with its target.

    Flowroute refuses a second route with one target.
    """

    def is_same(route: Route, record: RouteRecord) -> bool:
        return not route_differences(route, record)

    listed = list(records)
    called, alike = _by(lambda record: record.alias, listed), _by(target, listed)
    return _matched(
        {
            name: (called[route.alias], alike[target(route)], partial(is_same, route))
            for name, route in routes.items()
        }
    )


def route_differences(route: Route, record: RouteRecord) -> tuple[str, ...]:
    """Return what is different in *record*: ``type``, ``value``, ``edge_strategy``."""
    pairs = {
        "type": (route.route_type, record.route_type),
        "value": (route.value, record.value),
    }
    if route.edge_strategy_id is not None:
        pairs["edge_strategy"] = (str(route.edge_strategy_id), record.edge_strategy_id)
    return tuple(
        name
        for name, (described, recorded) in pairs.items()
        if _plain(name, described) != _plain(name, recorded)
    )


def addresses_like(
    addresses: Mapping[str, E911Address], records: Iterable[E911Record]
) -> dict[str, E911Record | None]:
    """Return the record of each address, by its name: that of its label, else one that is the same.

    Flowroute refuses a second record of one address.
    """

    def is_same(address: E911Address, record: E911Record) -> bool:
        return not differences(address, record)

    listed = list(records)
    called, alike = _by(lambda record: record.label, listed), _by(place, listed)
    return _matched(
        {
            name: (called[address.label], alike[place(address)], partial(is_same, address))
            for name, address in addresses.items()
        }
    )


def place(address: E911Address | E911Record) -> Hashable:
    """Return what is equal for records of one place, of whatever person and label."""
    fields = _fields(address)
    return tuple(
        _plain(name, fields[name])
        for name in FIELDS
        if name not in ("label", "first_name", "last_name")
    )


def differences(address: E911Address, record: E911Record) -> dict[str, JSON]:
    """Return what is different in *record*, by the name of the field, but for another label."""
    fields = _fields(record)
    return {
        name: fields[name]
        for name in FIELDS
        if name != "label" and _plain(name, getattr(address, name)) != _plain(name, fields[name])
    }


def _fields(address: E911Address | E911Record) -> dict[str, str | None]:
    try:
        current = getattr(address, "address", address)
    except InvalidValue:
        current = address
    return {name: getattr(current, name) for name in FIELDS}


def target(route: Route | RouteRecord) -> Hashable:
    """Return what is equal for routes to one target."""
    return route.route_type, _plain("value", route.value)


def _by(key: Callable[[R], Hashable], records: Iterable[R]) -> defaultdict[Hashable, list[R]]:
    groups: defaultdict[Hashable, list[R]] = defaultdict(list)
    for record in records:
        groups[key(record)].append(record)
    return groups


def _matched(
    described: Mapping[str, tuple[list[R], list[R], Callable[[R], bool]]],
) -> dict[str, R | None]:
    """Return a record for each, by name: of those that have this name, or that may be the same.

    A record with the name of another of them is left out, as it may be about to be changed.
    """
    matches: dict[str, R | None] = {}
    for name, (called, _, is_same) in described.items():
        matches[name] = next(
            (record for record in called if is_same(record)), next(iter(called), None)
        )
    matched_ids = {id(record) for record in matches.values()}
    for name, (_, alike, is_same) in described.items():
        if matches[name] is None:
            free = (record for record in alike if id(record) not in matched_ids and is_same(record))
            matches[name] = next(free, None)
    return matches


def _plain(name: str, value: object) -> str:
    """Return *value* without what Flowroute may write in another way: case and outer blanks."""
    words = str(value or "").split()
    return ("" if name == "zip" else " ").join(words).casefold()
