"""Pages of numbers: those on the account, and those for sale."""

from __future__ import annotations

from typing import Any

from flowroute_api import models

from ..._base.money import dollars
from ..._base.plain.rows import OBJECT, UNUSUAL, draft_of
from ..numbers import NUMBER_TYPES, AvailableNumber, Number
from ..reading import flag


def numbers_in(rows: list[Any]) -> list[Number]:
    """Return the numbers of a page; raise as their models do."""
    values: list[Number] = []
    draft = draft_of(Number)
    for row in rows:
        try:
            attributes = row["attributes"]
            value, kind = attributes["value"], attributes["number_type"]
            lookups, messaging = attributes["cnam_lookups_enabled"], attributes["messaging_enabled"]
            if (
                type(row) is type(attributes) is dict
                and type(value) is str
                and value
                and "id" in row
                and "type" in row
                and row.get("relationships") is None
                and type(row.get("links")) in OBJECT
            ):
                number = draft()
                number.value = value
                number.number_type = NUMBER_TYPES.get(kind, kind) or None
                number.rate_center = attributes["rate_center"] or None
                number.state = attributes["state"] or None
                number.iso_country = attributes["iso_country"] or None
                number.alias = attributes["alias"] or None
                number.status = attributes["status"] or None
                number.cnam_lookups_enabled = lookups if type(lookups) is bool else flag(lookups)
                number.messaging_enabled = messaging if type(messaging) is bool else flag(messaging)
                number.primary_route = number.failover_route = number.e911 = number.cnam = None
                number.raw = row
                number.__class__ = Number
                values.append(number)
                continue
        except UNUSUAL:
            pass
        values.append(Number.from_resource(models.Number.from_dict(row)))
    return values


def available_in(rows: list[Any]) -> list[AvailableNumber]:
    """Return the numbers for sale of a page; raise as their models do."""
    values: list[AvailableNumber] = []
    draft = draft_of(AvailableNumber)
    for row in rows:
        try:
            attributes = row["attributes"]
            value, kind = attributes["value"], attributes["number_type"]
            if (
                type(row) is type(attributes) is dict
                and type(value) is str
                and value
                and "id" in row
                and "type" in row
                and type(row.get("links")) in OBJECT
            ):
                number = draft()
                number.value = value
                number.number_type = NUMBER_TYPES.get(kind, kind) or None
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
