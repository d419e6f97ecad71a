"""Calls that Flowroute refuses on the account of `furnish`, for both clients."""

from __future__ import annotations

from operations.refusals import cnams, e911s, messages, numbers, routes
from operations.refusals.refusal import Refusal, furnish

__all__ = ["REFUSALS", "Refusal", "furnish"]

REFUSALS = (
    *numbers.NUMBERS,
    *routes.ROUTES,
    *messages.MESSAGES,
    *e911s.E911S,
    *cnams.CNAMS,
)
