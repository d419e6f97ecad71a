"""What messages and E911 assignments cost, in billionths of a US dollar.

Billionths are the unit of `amount_nanodollars` in Flowroute's message records. The prices of
messages are those of its samples; the rest is the sandbox's own.
"""

from __future__ import annotations

from decimal import Decimal

DOLLAR = 1_000_000_000
SMS_PRICE = 4_000_000
MMS_PRICES = {"v2.1": 9_500_000, "v2.2": 19_500_000}
"""A multimedia message received, by the version of its webhook; those sent cost the first."""
# Assumed: e911-fee
E911_ASSIGNMENT = 1_500_000_000


def dollars(amount: float) -> int:
    """Return US dollars in billionths of one: of the decimal that a float is written as."""
    return round(Decimal(str(amount)) * DOLLAR)


def price(amount: int) -> str:
    """Return billionths of a US dollar as Flowroute displays them: ``$0.0040``."""
    return f"${amount / DOLLAR:.4f}"
