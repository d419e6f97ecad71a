"""What things cost, and the balance that pays for them.

Amounts are billionths of a US dollar, the unit of `amount_nanodollars` in Flowroute's message
records. The prices of messages are those of its samples; the rest is the sandbox's own.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flowroute_sandbox.http.errors import INSUFFICIENT_FUNDS, Refused

if TYPE_CHECKING:
    from flowroute_sandbox.state.account import Account

DOLLAR = 1_000_000_000
SMS_SEGMENT = 4_000_000
MMS = 9_500_000
# Assumed: e911-fee
E911_ASSIGNMENT = 1_500_000_000


def dollars(amount: float) -> int:
    """Return US dollars as billionths of one."""
    return round(amount * DOLLAR)


def charge(account: Account, amount: int) -> None:
    """Take `amount` from the balance, or end the request when it does not suffice.

    An account with nothing left is refused even what is free.
    """
    # Assumed: funds
    if account.settings.balance < max(amount, 1):
        raise Refused(INSUFFICIENT_FUNDS)
    bill(account, amount)


def bill(account: Account, amount: int) -> None:
    """Take `amount` from the balance, even below nothing."""
    if amount:
        account.settings = replace(account.settings, balance=account.settings.balance - amount)
