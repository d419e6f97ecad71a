"""Flowroute's limits on sending: 5 SMS and 1 MMS a second, for each access key and endpoint.

developer.flowroute.com: SMS and MMS Best Practices. Every attempt counts, refused ones too, so
a client that does not wait stays refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flowroute_sandbox.http.errors import TOO_MANY_REQUESTS, Refused
from flowroute_sandbox.state.entities import RateWindow

if TYPE_CHECKING:
    from datetime import datetime

    from flowroute_sandbox.state.account import Account

SMS_PER_SECOND = 5
MMS_PER_SECOND = 1
WINDOW = 1.0


def attempt(account: Account, endpoint: str, now: datetime, allowed: int) -> None:
    """Count an attempt; refuse it when the second before it has seen `allowed` already."""
    moment = now.timestamp()
    before = account.windows.get(endpoint)
    # Assumed: sliding-second
    recent = [past for past in before.attempts if moment - past < WINDOW] if before else []
    # More than are allowed need not be remembered: that many refuse the next one.
    account.windows.put(RateWindow(endpoint, (*recent, moment)[-allowed:]))
    if len(recent) >= allowed:
        raise Refused(TOO_MANY_REQUESTS)
