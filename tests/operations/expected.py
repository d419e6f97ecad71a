"""Expected values, built by hand: `raw`, which equality ignores, is None."""

from __future__ import annotations

from decimal import Decimal

import attrs

from flowroute_ext import AvailableNumber, Number, RouteRecord

NUMBER, OTHER = "12065550142", "12065550143"
TOLL_FREE = "18005550142"

BUILT_IN = RouteRecord(
    id="0", route_type="sip-reg", value=None, alias="sip-reg", edge_strategy_id=None, raw=None
)


def number(value: str = NUMBER, **changes: object) -> Number:
    """A number of Seattle on the account, just after its purchase."""
    fresh = Number(
        value=value,
        number_type="longcode",
        rate_center="seattle",
        state="wa",
        iso_country="US",
        alias=None,
        status="PURCHASED",
        cnam_lookups_enabled=True,
        messaging_enabled=False,
        primary_route=BUILT_IN,
        failover_route=None,
        e911=None,
        cnam=None,
        raw=None,
    )
    return attrs.evolve(fresh, **changes)


def listed(value: str = NUMBER, **changes: object) -> Number:
    """The same number in a list, without related resources."""
    return number(value, primary_route=None, **changes)


def for_sale(value: str = NUMBER, **changes: object) -> AvailableNumber:
    """A number of Seattle for sale."""
    unsold = AvailableNumber(
        value=value,
        number_type="longcode",
        rate_center="seattle",
        state="wa",
        iso_country="US",
        monthly_cost=Decimal("1.25"),
        setup_cost=Decimal("1.00"),
        inbound_rate=Decimal("0.012"),
        rate_type="local",
        tier="Standard",
        raw=None,
    )
    return attrs.evolve(unsold, **changes)
