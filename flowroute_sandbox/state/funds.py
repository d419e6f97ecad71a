"""The balance that pays for messages, numbers and E911 assignments.

Amounts are billionths of a US dollar.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flowroute_sandbox.http.errors import INSUFFICIENT_FUNDS, Refused

if TYPE_CHECKING:
    from flowroute_sandbox.state.account import Account


def charge(account: Account, amount: int) -> None:
    """Take `amount` from the balance, or end the request when it does not suffice."""
    check(account, amount)
    bill(account, amount)


def check(account: Account, amount: int) -> None:
    """End the request when the balance does not suffice for `amount`.

    An account with nothing left is refused even what is free.
    """
    # Assumed: funds
    if account.settings.balance < max(amount, 1):
        raise Refused(INSUFFICIENT_FUNDS)


def bill(account: Account, amount: int) -> None:
    """Take `amount` from the balance, even below nothing."""
    if amount:
        settings = account.settings
        account.settings = replace(settings, balance=settings.balance - amount)
