"""Pages of numbers: those on the account, and those for sale. And documents with one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from flowroute_api import models

from ..._base.money import dollars
from ..._base.plain.rows import OBJECT, UNUSUAL, DocumentReader, draft_of, objects_in
from ..cnams import CnamRecord
from ..e911s import E911Record
from ..numbers import NUMBER_TYPES, AvailableNumber, Number
from ..reading import flag, identity, text_id
from ..routes import RouteRecord

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def route_in(row: dict[str, Any]) -> RouteRecord:
    """Return the route in JSON; raise various errors where its model is needed."""
    attributes = row["attributes"]
    if "type" not in row or type(row.get("links")) not in OBJECT:
        raise ValueError("the route is not as nearly all are")
    route = draft_of(RouteRecord)()
    route_id, edge_id = row["id"], attributes.get("edge_strategy_id")
    route.id = route_id if type(route_id) is str else identity(route_id)
    route.route_type = attributes["route_type"]
    route.value = attributes.get("value")
    route.alias = attributes.get("alias") or None
    route.edge_strategy_id = edge_id if type(edge_id) is str else text_id(edge_id)
    route.raw = row
    route.__class__ = RouteRecord
    record: RouteRecord = route
    return record


def e911_in(row: dict[str, Any]) -> E911Record:
    """Return the E911 address in JSON."""
    return E911Record.from_resource(models.E911.from_dict(row))


def cnam_in(row: dict[str, Any]) -> CnamRecord:
    """Return the caller name in JSON."""
    return CnamRecord.from_resource(models.Cnam.from_dict(row))


# What a number is related to in its own document: its type in JSON, and how it is read of the
# resource that is included, or of its id.
RELATED: Final[dict[str, tuple[str, Callable[[Any], Any], Callable[[str], Any]]]] = {
    "primary_route": ("route", route_in, RouteRecord.known_by_id),
    "failover_route": ("route", route_in, RouteRecord.known_by_id),
    "e911_address": ("e911", e911_in, E911Record.known_by_id),
    "cnam_preset": ("cnam", cnam_in, CnamRecord.known_by_id),
}


def numbers_in(rows: list[Any], included: Sequence[Any] | None = None) -> list[Number]:
    """Return the numbers of a page; raise as their models do.

    With what the document of one has *included*, raise `ValueError` where its models are needed.
    """
    values: list[Number] = []
    draft, known = draft_of(Number), NUMBER_TYPES
    for row in rows:
        try:
            # Nothing else in JSON has members, so both are objects.
            attributes = row["attributes"]
            value, kind = attributes["value"], attributes["number_type"]
            lookups, messaging = attributes["cnam_lookups_enabled"], attributes["messaging_enabled"]
            if type(value) is str and value and type(row["links"]) in OBJECT:
                number = draft()
                if "id" in row and "type" in row and len(row) == 4:
                    number.primary_route = number.failover_route = None
                    number.e911 = number.cnam = None
                else:
                    _relate(number, row, included or ())
                number.value = value
                number.number_type = known.get(kind, kind) or None
                number.rate_center = attributes["rate_center"] or None
                number.state = attributes["state"] or None
                number.iso_country = attributes["iso_country"] or None
                number.alias = attributes["alias"] or None
                number.status = attributes["status"] or None
                number.cnam_lookups_enabled = lookups if type(lookups) is bool else flag(lookups)
                number.messaging_enabled = messaging if type(messaging) is bool else flag(messaging)
                number.raw = row
                number.__class__ = Number
                values.append(number)
                continue
        except UNUSUAL:
            pass
        if included is not None:
            raise ValueError("the number is not as nearly all are")
        values.append(Number.from_resource(models.Number.from_dict(row)))
    return values


def number_in(document: dict[str, Any]) -> Number:
    """Return the number of a document; raise various errors where its models are needed."""
    included = objects_in(document.get("included"))
    [number] = numbers_in([document["data"]], included)
    return number


number_document = DocumentReader(Number.from_document, number_in)


def _relate(number: Any, row: dict[str, Any], included: Sequence[Any]) -> None:
    """Set the routes, the E911 address and the caller name of the draft of a *number*.

    As `Number.from_resource` does. Raises various errors where the models are needed for that.
    """
    if "id" not in row or "type" not in row:
        raise ValueError("the number is not as nearly all are")
    related: dict[str, Any] = {}
    relationships: Any = row.get("relationships")
    relations: dict[str, Any] = {} if relationships is None else relationships
    for name, relation in relations.items():
        target = None if relation is None else relation.get("data")
        if target is None:
            continue
        wanted = target["id"]
        if type(wanted) is not str or "type" not in target:
            raise TypeError("the relationship is not as nearly all are")
        kind, read, known_by_id = RELATED[name]
        for other in included:
            if other.get("type") == kind and str(other.get("id")) == wanted:
                related[name] = read(other)
                break
        else:
            related[name] = known_by_id(wanted)
    get = related.get
    number.primary_route, number.failover_route = get("primary_route"), get("failover_route")
    number.e911, number.cnam = get("e911_address"), get("cnam_preset")


def available_in(rows: list[Any]) -> list[AvailableNumber]:
    """Return the numbers for sale of a page; raise as their models do."""
    values: list[AvailableNumber] = []
    draft, known = draft_of(AvailableNumber), NUMBER_TYPES
    for row in rows:
        try:
            attributes = row["attributes"]
            value, kind = attributes["value"], attributes["number_type"]
            if (
                type(value) is str
                and value
                and "id" in row
                and "type" in row
                and type(row.get("links")) in OBJECT
            ):
                number = draft()
                number.value = value
                number.number_type = known.get(kind, kind) or None
                number.rate_center = attributes["rate_center"] or None
                number.state = attributes["state"] or None
                number.iso_country = attributes.get("iso_country") or None
                number.monthly_cost = dollars(attributes["monthly_cost"])
                number.setup_cost = dollars(attributes["setup_cost"])
                number.inbound_rate = dollars(attributes.get("inbound_rate"))
                number.rate_type = attributes.get("rate_type") or None
                number.tier = attributes.get("tier") or None
                number.raw = row
                number.__class__ = AvailableNumber
                values.append(number)
                continue
        except UNUSUAL:
            pass
        values.append(AvailableNumber.from_resource(models.AvailableNumber.from_dict(row)))
    return values
