"""Refused calls of the methods for CNAM records."""

from __future__ import annotations

from flowroute_ext import Forbidden, InsufficientFunds, NotFound, Unprocessable
from operations.expected import NUMBER, OTHER, TOLL_FREE
from operations.refusals.refusal import APPROVED, MISSING, PENDING, Refusal

CNAMS = (
    Refusal(lambda f: f.cnams.create("New"), InsufficientFunds, "create_cnam", broke=True),
    Refusal(lambda f: f.cnams.get(MISSING), NotFound, "cnam_details"),
    Refusal(lambda f: f.cnams.update(MISSING, "New"), NotFound, "update_pending_cnam"),
    Refusal(lambda f: f.cnams.update(APPROVED, "New"), Forbidden, "update_pending_cnam"),
    Refusal(lambda f: f.cnams.delete(MISSING), NotFound, "delete_cnam"),
    Refusal(lambda f: f.cnams.associate(NUMBER, PENDING), Unprocessable, "associate_cnam"),
    Refusal(lambda f: f.cnams.associate(TOLL_FREE, APPROVED), Unprocessable, "associate_cnam"),
    Refusal(lambda f: f.cnams.associate(NUMBER, MISSING), NotFound, "associate_cnam"),
    Refusal(lambda f: f.cnams.associate(OTHER, APPROVED), NotFound, "associate_cnam"),
    Refusal(
        lambda f: f.cnams.associate(NUMBER, APPROVED),
        InsufficientFunds,
        "associate_cnam",
        broke=True,
    ),
    Refusal(lambda f: f.cnams.unassociate(OTHER), NotFound, "unassociate_cnam"),
)
