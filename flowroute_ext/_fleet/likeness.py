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

    found = list(records)
    called, alike = _by(lambda one: one.alias, found), _by(target, found)
    return _matched(
        {
            name: (called[one.alias], alike[target(one)], partial(is_same, one))
            for name, one in routes.items()
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
        name for name, (one, other) in pairs.items() if _plain(name, one) != _plain(name, other)
    )


def addresses_like(
    addresses: Mapping[str, E911Address], records: Iterable[E911Record]
) -> dict[str, E911Record | None]:
    """Return the record of each address, by its name: that of its label, else one that is the same.

    Flowroute refuses a second record of one address.
    """

    def is_same(address: E911Address, record: E911Record) -> bool:
        return not differences(address, record)

    found = list(records)
    called, alike = _by(lambda one: one.label, found), _by(place, found)
    return _matched(
        {
            name: (called[one.label], alike[place(one)], partial(is_same, one))
            for name, one in addresses.items()
        }
    )


def place(one: E911Address | E911Record) -> Hashable:
    """Return what is equal for records of one place, of whatever person and label."""
    has = _fields(one)
    return tuple(
        _plain(name, has[name])
        for name in FIELDS
        if name not in ("label", "first_name", "last_name")
    )


def differences(address: E911Address, record: E911Record) -> dict[str, JSON]:
    """Return what is different in *record*, by the name of the field, but for another label."""
    has = _fields(record)
    return {
        name: has[name]
        for name in FIELDS
        if name != "label" and _plain(name, getattr(address, name)) != _plain(name, has[name])
    }


def _fields(one: E911Address | E911Record) -> dict[str, str | None]:
    try:
        current = getattr(one, "address", one)
    except InvalidValue:
        current = one
    return {name: getattr(current, name) for name in FIELDS}


def target(one: Route | RouteRecord) -> Hashable:
    """Return what is equal for routes to one target."""
    return one.route_type, _plain("value", one.value)


def _by(key: Callable[[R], Hashable], records: Iterable[R]) -> defaultdict[Hashable, list[R]]:
    found: defaultdict[Hashable, list[R]] = defaultdict(list)
    for record in records:
        found[key(record)].append(record)
    return found


def _matched(
    described: Mapping[str, tuple[list[R], list[R], Callable[[R], bool]]],
) -> dict[str, R | None]:
    """Return a record for each, by name: of those that are called so, or that may be the same.

    One that is called as another of them is not it: that may be about to be changed.
    """
    found: dict[str, R | None] = {}
    for name, (called, _, is_same) in described.items():
        found[name] = next((one for one in called if is_same(one)), next(iter(called), None))
    taken = {id(record) for record in found.values()}
    for name, (_, alike, is_same) in described.items():
        if found[name] is None:
            free = (one for one in alike if id(one) not in taken and is_same(one))
            found[name] = next(free, None)
    return found


def _plain(name: str, value: object) -> str:
    """Return *value* without what Flowroute may write in another way: case and outer blanks."""
    words = str(value or "").split()
    return ("" if name == "zip" else " ").join(words).casefold()
