"""The resource of a number of the account, alone and among those of other resources."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flowroute_sandbox.api.context import Context
    from flowroute_sandbox.http.json_responses import Document
    from flowroute_sandbox.state.entities import NumberRow


def resource(context: Context, number: NumberRow, *, purchase: bool = False) -> Document:
    """Return a number as it is in lists; a `purchase` has its costs as well."""
    attributes: Document = {
        "rate_center": number.facts.rate_center,
        "value": number.value,
        "alias": number.alias,
        "state": number.facts.state,
        "number_type": number.facts.number_type,
        "cnam_lookups_enabled": number.cnam_lookups_enabled,
        "messaging_enabled": number.messaging_enabled(context.now),
        "status": "PURCHASED",
        "iso_country": number.facts.iso_country,
        "note": None,
    }
    if purchase:
        attributes |= {
            "monthly_cost": number.facts.monthly_cost,
            "setup_cost": number.facts.setup_cost,
            "inbound_rate": number.facts.inbound_rate,
            "rate_type": number.facts.rate_type,
            "tier": number.facts.tier,
        }
    return {
        "type": "number",
        "id": number.value,
        "attributes": attributes,
        "links": {"self": _url(context, number)},
    }


def reference(context: Context, number: NumberRow) -> Document:
    """Return a number as it is among those of an E911 or CNAM record."""
    # Assumed: numbers-of-cnams
    return {
        "type": "number",
        "id": number.value,
        "attributes": {"alias": number.alias, "value": number.value},
        "links": {"self": _url(context, number)},
    }


def _url(context: Context, number: NumberRow) -> str:
    return context.url(f"/v2/numbers/{number.value}")
