"""The facts of numbers that were never on sale."""

from __future__ import annotations

from flowroute_sandbox.inventory.number_blocks import InventoryNumber
from flowroute_sandbox.inventory.rate_centers import (
    CANADIAN_PROVINCES,
    TOLL_FREE_AREA_CODES,
    rate_centers,
)


def ordinary(value: str) -> InventoryNumber:
    """Return the facts of an ordinary US long code with these digits."""
    return InventoryNumber(
        value=value,
        rate_center=None,
        state=None,
        number_type="longcode",
        iso_country="US",
        monthly_cost=1.25,
        setup_cost=1.0,
        inbound_rate=0.012,
        rate_type="local",
        tier="Standard",
        emergency=True,
    )


def kind_and_country(value: str) -> tuple[str, str] | None:
    """Return the type and the country of a number by its area code.

    None for a code that the inventory does not have.
    """
    code = value[1:4]
    if code in TOLL_FREE_AREA_CODES:
        return "toll-free", "US"
    if code not in rate_centers():
        return None
    return "longcode", "CA" if rate_centers()[code][0] in CANADIAN_PROVINCES else "US"
