"""The phone numbers of port orders: how they are written, and which can be ported.

developer.flowroute.com: Check Number Portability.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flowroute_sandbox.http.validation_messages import (
    EMPTY,
    IN_ANOTHER_ORDER,
    MISSING,
    NOT_A_LIST,
    NOT_PORTABLE,
    NOT_WITH_PLUS,
)
from flowroute_sandbox.inventory.ordinary import kind_and_country
from flowroute_sandbox.state.ports.progress import FINAL
from flowroute_sandbox.state.ports.rows import PortabilityRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flowroute_sandbox.api.context import Context
    from flowroute_sandbox.http.fields import Fields

DIRECTORY_ASSISTANCE = "5551212"


def read(sent: Fields, name: str, *, required: bool = False) -> tuple[str, ...]:
    """Return the digits of the numbers in a field, each once."""
    value = sent.raw(name)
    if value is None:
        if required:
            sent.wrong(name, MISSING)
        return ()
    # Assumed: one-number-as-text
    rows = [part.strip() for part in value.split(",")] if isinstance(value, str) else value
    if not isinstance(rows, list):
        sent.wrong(name, NOT_A_LIST)
        return ()
    if not rows and required:
        sent.wrong(name, EMPTY)
    texts = [entry if isinstance(entry, str) else "" for entry in rows]
    if not all(re.fullmatch(r"\+[1-9][0-9]{6,14}", text) for text in texts):
        sent.wrong(name, NOT_WITH_PLUS)
        return ()
    return tuple(dict.fromkeys(text.removeprefix("+") for text in texts))


def portability(context: Context, number: str) -> PortabilityRow:
    """Return the verdict on a number."""
    if row := context.account.portability.get(number):
        return row
    # Assumed: portability-verdicts
    kind = (
        kind_and_country(number) if re.fullmatch("1[2-9][0-9]{2}[2-9][0-9]{6}", number) else None
    )
    portable = (
        kind is not None
        and number not in context.account.numbers
        and number[4:] != DIRECTORY_ASSISTANCE
    )
    return PortabilityRow(number, portable, portable and kind == ("longcode", "US"))


def carrier(context: Context, number: str) -> str:
    """Return the losing carrier of a number, by which orders are split."""
    # Assumed: port-carriers
    row = context.account.portability.get(number)
    kind, country = kind_and_country(number) or ("longcode", "US")
    return f"{kind} {country} {row.carrier if row and row.carrier else ''}".strip()


def check_portable(
    context: Context, sent: Fields, name: str, numbers: Iterable[str], own: str | None = None
) -> None:
    """Add the problems of numbers that cannot be ported, or are in an order other than `own`."""
    # Assumed: nonportable-in-order
    asked = list(numbers)
    refused = [number for number in asked if not portability(context, number).portable]
    if refused:
        sent.wrong(name, NOT_PORTABLE.format(numbers=written(refused)))
    taken = {
        number
        for order in context.account.ports
        if order.id != own and order.status(context.now) not in FINAL
        for number in order.numbers
    }
    if twice := [number for number in asked if number in taken]:
        sent.wrong(name, IN_ANOTHER_ORDER.format(numbers=written(twice)))


def written(numbers: Iterable[str]) -> str:
    """Return numbers as they are in a sentence."""
    return ", ".join(f"+{number}" for number in numbers)
