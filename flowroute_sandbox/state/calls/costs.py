"""What calls cost, as the samples of Flowroute's README add up. Pure.

Source: flowroute-sdk-v3-python README, download_cdr_export.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from flowroute_sandbox.state.calls.rows import CallRow

INCREMENT = 6
"""Seconds: what a call is billed in."""
# Assumed: call-prices
CCRF_MILLIONTHS = 130_449
"""The Carrier Cost Recovery Fee of a call, in millionths of its cost."""
OUTBOUND_RATE = 9_800_000
CONNECT_FEE = 5_000_000
LOOKUP_FEE = 3_900_000
UNIT = 10
"""Billionths of a US dollar: amounts have eight decimals."""


class CallCosts(NamedTuple):
    """The billed seconds of a call, and its costs in billionths of a US dollar."""

    billed: int
    subtotal: int
    ccrf: int
    total: int


def costs(call: CallRow) -> CallCosts:
    """Return what a call costs: nothing, unless it was completed."""
    billed = -(-call.seconds // INCREMENT) * INCREMENT
    subtotal = _rounded(call.rate * billed, 60)
    ccrf = _rounded(subtotal * CCRF_MILLIONTHS, 1_000_000)
    total = subtotal + ccrf + call.connect_fee + call.lookup_fee
    return CallCosts(billed, subtotal, ccrf, total)


def _rounded(amount: int, divisor: int) -> int:
    """Return an amount divided, with eight decimals of a dollar, the half rounded up."""
    whole = divisor * UNIT
    return (amount + whole // 2) // whole * UNIT
