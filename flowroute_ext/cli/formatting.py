"""Counts and amounts as text, as the commands print them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal


def many(count: int, noun: str) -> str:
    """Return ``"1 row"``, ``"2 rows"``, ``"1,000 rows"``."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def dollars(amount: Decimal) -> str:
    """Return an amount in US dollars: to the cent, or to a hundredth of it below a dollar."""
    return f"${amount:,.2f}" if amount >= 1 else f"${amount:,.4f}"
