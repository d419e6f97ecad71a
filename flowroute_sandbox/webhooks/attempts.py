"""How often, and when, a webhook is posted that the application does not acknowledge. Pure."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

# developer.flowroute.com: Receive an Inbound SMS. Four times in all, at intervals of 30 seconds.
# Assumed: webhooks-resent-alike
MAX_ATTEMPTS = 4
RETRY_INTERVAL = timedelta(seconds=30)


def acknowledged(status: int | None) -> bool:
    """Return whether a response of this status acknowledges a webhook; None is no response."""
    # Assumed: webhook-acknowledgement
    return status is not None and 200 <= status < 300


def next_attempt(due: datetime, number: int, status: int | None) -> datetime | None:
    """Return when the attempt after the `number`th (from 1) is due, None when there is none.

    `due` is when the `number`th was due, and `status` that of its response.
    """
    if acknowledged(status) or number >= MAX_ATTEMPTS:
        return None
    return due + RETRY_INTERVAL


def attempts(first: datetime, statuses: Iterable[int | None]) -> tuple[datetime, ...]:
    """Return when each attempt is due, given when the first is and the statuses of responses.

    Attempts without a status here are not acknowledged.
    """
    given = iter(statuses)
    due: datetime | None = first
    times: list[datetime] = []
    while due is not None:
        times.append(due)
        due = next_attempt(due, len(times), next(given, None))
    return tuple(times)
