"""Pages of numbers: those on the account, and those for sale. And documents with one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from flowroute_api import models

from ..._base.money import dollars
from ..._base.plain.rows import OBJECT, UNUSUAL, DocumentReader, draft_of, objects_in
from ..cnams import CnamRecord
from ..e911s import E911Record
from ..numbers import NUMBER_TYPES, AvailableNumber, Number
from ..reading import flag
from ..routes import RouteRecord

if TYPE_CHECKING:
    from collections.abc import Sequence

# What a number is related to in its own document: its type in JSON, its model and its value.
RELATED: Final[dict[str, tuple[str, Any, Any]]] = {
    "primary_route": ("route", models.Route, RouteRecord),
    "failover_route": ("route", models.Route, RouteRecord),
    "e911_address": ("e911", models.E911, E911Record),
    "cnam_preset": ("cnam", models.Cnam, CnamRecord),
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
    found: dict[str, Any] = {}
    given: Any = row.get("relationships")
    relations: dict[str, Any] = {} if given is None else given
    for name, relation in relations.items():
        target = None if relation is None else relation.get("data")
        if target is None:
            continue
        wanted = target["id"]
        if type(wanted) is not str or "type" not in target:
            raise TypeError("the relationship is not as nearly all are")
        kind, model, value = RELATED[name]
        for other in included:
            if other.get("type") == kind and str(other.get("id")) == wanted:
                found[name] = value.from_resource(model.from_dict(other))
                break
        else:
            found[name] = value.known_by_id(wanted)
    get = found.get
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
