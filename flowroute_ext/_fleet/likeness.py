"""Whether a route or an address of the account is what a file describes. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._base.problems import InvalidValue
from .._builders.e911s import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .._base.plain import JSON
    from .._builders.e911s import E911Address
    from .._builders.routes import Route
    from .._values.e911s import E911Record
    from .._values.routes import RouteRecord


def route_like(route: Route, records: Iterable[RouteRecord]) -> RouteRecord | None:
    """Return the record of this alias, else one with the same target, or None.

    Flowroute refuses a second route with one target.
    """
    listed = list(records)
    for record in listed:
        if record.alias == route.alias:
            return record
    return next((record for record in listed if not route_differences(route, record)), None)


def route_differences(route: Route, record: RouteRecord) -> tuple[str, ...]:
    """Return what is different in *record*: ``type``, ``value``, ``edge_strategy``."""
    pairs = {
        "type": (route.route_type, record.route_type),
        "value": (route.value, record.value),
    }
    if route.edge_strategy_id is not None:
        pairs["edge_strategy"] = (str(route.edge_strategy_id), record.edge_strategy_id)
    return tuple(name for name, (one, other) in pairs.items() if _plain(one) != _plain(other))


def address_like(address: E911Address, records: Iterable[E911Record]) -> E911Record | None:
    """Return the record of this label, else one of the same address and person, or None.

    Flowroute refuses a second record of one address.
    """
    listed = list(records)
    for record in listed:
        if record.label == address.label:
            return record
    return next(
        (record for record in listed if not differences(address, record).keys() - {"label"}), None
    )


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
        if name != "label" and _plain(getattr(address, name)) != _plain(has[name])
    }


def _plain(value: object) -> str:
    """Return *value* without what Flowroute may write in another way: case and blanks."""
    return "".join(str(value or "").split()).casefold()
