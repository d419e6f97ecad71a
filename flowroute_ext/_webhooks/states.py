"""How far a message is by the status in a receipt."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

MessageState: TypeAlias = Literal["sent", "delivered", "failed"]

# What the carrier has accepted counts as delivered, and may still not be.
ACCEPTED: Final = "message buffered"
# Flowroute's samples have "smsc submit" and "message buffered"; the rest are the texts of Kannel,
# from which these are, and words that can mean one thing only.
STATES: Final[dict[str, MessageState]] = {
    "smsc submit": "sent",
    "mmsc submit": "sent",
    "message sent": "sent",
    ACCEPTED: "delivered",
    "delivery success": "delivered",
    "delivered": "delivered",
    "delivery failure": "failed",
    "smsc reject": "failed",
    "failed": "failed",
    "undelivered": "failed",
    "undeliverable": "failed",
    "rejected": "failed",
    "expired": "failed",
}
# The levels that the samples have these statuses at.
LEVELS: Final = {"smsc submit": 1, "mmsc submit": 1, ACCEPTED: 2}
CARRIER: Final = 2


def state(status: str | None) -> MessageState | None:
    """Return the state of a message with this status, or None if it is not known."""
    return STATES.get(_plain(status))


def level_of(status: str | None) -> int | None:
    """Return the level of a receipt with this status, where it is certain."""
    return LEVELS.get(_plain(status))


def is_accepted(status: str | None) -> bool:
    """Return whether a carrier has accepted the message, by this status, and no more."""
    return _plain(status) == ACCEPTED


def _plain(status: str | None) -> str:
    return (status or "").strip().lower()
