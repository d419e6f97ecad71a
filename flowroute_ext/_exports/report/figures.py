"""Figures of a report as text: shares, times and amounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal


def ratio(part: int, whole: int) -> str:
    """Return a share as ``97.5%``; what is not all is never said to be, nor none what is some."""
    if not whole:
        return "–"
    if 0 < part < whole:
        return f"{min(max(100 * part / whole, 0.1), 99.9):.1f}%"
    return "100%" if part else "0%"


def seconds(value: float | None) -> str:
    """Return a time as ``4.2 s``, ``3 min`` or ``2 h``."""
    if value is None:
        return "–"
    if value < 10:
        return f"{value:.1f} s"
    if value < 120:
        return f"{value:.0f} s"
    return f"{value / 60:.0f} min" if value < 7200 else f"{value / 3600:.0f} h"


def amount(value: Decimal) -> str:
    """Return US dollars to the cent, and small amounts to a hundredth of it."""
    return f"${value:,.2f}" if value >= 1 or not value else f"${value:,.4f}"
