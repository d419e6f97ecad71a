"""Whether a route or an address of the account is what a file describes. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._base.problems import InvalidValue
from .._builders.e911s import FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import TypeVar

    from .._base.plain import JSON
    from .._builders.e911s import E911Address
    from .._builders.routes import Route
    from .._values.e911s import E911Record
    from .._values.routes import RouteRecord

    T = TypeVar("T")
    R = TypeVar("R")


def routes_like(
    routes: Mapping[str, Route], records: Iterable[RouteRecord]
) -> dict[str, RouteRecord | None]:
    """Return the record of each route, by its name: that of its alias, else one with its target.

    Flowroute refuses a second route with one target.
    """

    def is_called(route: Route, record: RouteRecord) -> bool:
        return record.alias == route.alias

    def is_same(route: Route, record: RouteRecord) -> bool:
        return not route_differences(route, record)

    return _matched(routes, list(records), is_called, is_same)


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

    def is_called(address: E911Address, record: E911Record) -> bool:
        return record.label == address.label

    def is_same(address: E911Address, record: E911Record) -> bool:
        return not differences(address, record)

    return _matched(addresses, list(records), is_called, is_same)


def same_place(address: E911Address, records: Iterable[E911Record]) -> E911Record | None:
    """Return the record of the same place, of whatever person and label, or None."""
    people = {"first_name", "last_name"}
    return next((one for one in records if differences(address, one).keys() <= people), None)


def differences(address: E911Address, record: E911Record) -> dict[str, JSON]:
    """Return what is different in *record*, by the name of the field, but for another label."""
    try:
        current = record.address
        has: dict[str, str | None] = {name: getattr(current, name) for name in FIELDS}
    except InvalidValue:
        has = {name: getattr(record, name) for name in FIELDS}
    return {
        name: has[name]
        for name in FIELDS
        if name != "label" and _plain(name, getattr(address, name)) != _plain(name, has[name])
    }


def _matched(
    described: Mapping[str, T],
    records: Sequence[R],
    is_called: Callable[[T, R], bool],
    is_same: Callable[[T, R], bool],
) -> dict[str, R | None]:
    """Return a record for each, by name; one that is called as another is not it.

    That may be about to be changed, and must not be under what is no longer the same.
    """
    found: dict[str, R | None] = {}
    for name, one in described.items():
        called = [record for record in records if is_called(one, record)]
        found[name] = next((record for record in called if is_same(one, record)), None) or next(
            iter(called), None
        )
    taken = [record for record in found.values() if record is not None]
    for name, one in described.items():
        if found[name] is None:
            free = (record for record in records if record not in taken and is_same(one, record))
            found[name] = next(free, None)
    return found


def _plain(name: str, value: object) -> str:
    """Return *value* without what Flowroute may write in another way: case and outer blanks."""
    words = str(value or "").split()
    return ("" if name == "zip" else " ").join(words).casefold()
