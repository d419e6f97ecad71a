"""What the fields of forms offer, from the account."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from flowroute_sandbox.page.texts import phone

if TYPE_CHECKING:
    from datetime import datetime

    from flowroute_sandbox.live.live import Live
    from flowroute_sandbox.state.account import Account

OFFERED = 50

Choices = tuple[tuple[str, str], ...]


def choices(account: Account, _live: Live, _now: datetime) -> dict[str, Any]:
    """Return, for each kind of field, pairs of a value and its label."""
    sent = (row for row in reversed(account.messages) if row.outbound)
    return {
        "numbers": number_choices(account),
        "messages": tuple(
            (row.id, f"to {phone(row.recipient)}: {_start(row.body)}")
            for row in islice(sent, OFFERED)
        ),
        "cnams": tuple((row.id, row.value) for row in account.cnams if row.pending),
    }


def number_choices(account: Account) -> Choices:
    """Return the numbers of the account."""
    return tuple((row.value, phone(row.value)) for row in account.numbers)


def _start(body: str | None) -> str:
    text = " ".join((body or "a picture").split())
    return text if len(text) <= 40 else f"{text[:39]}…"
