"""Numbers: what is for sale, buying one, its settings and its callbacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flowroute_ext import AreaCode, AvailableNumber, Callback, Flowroute, Number
    from flowroute_ext.types import ExchangeCode, NumbersFound, ProvisioningTask, Tier


def area_codes(flowroute: Flowroute) -> list[AreaCode]:
    """Area codes in which numbers are for sale."""
    return list(flowroute.numbers.area_codes(limit=3))


def exchanges(flowroute: Flowroute) -> list[ExchangeCode]:
    """Exchanges of an area code in which numbers are for sale."""
    return list(flowroute.numbers.exchanges(area_code=206, limit=3))


def tiers(flowroute: Flowroute) -> list[Tier]:
    """The pricing tiers of numbers for sale."""
    return list(flowroute.numbers.tiers(limit=3))


def offers(flowroute: Flowroute, prefix: str) -> list[AvailableNumber]:
    """Numbers for sale, with their prices."""
    return list(flowroute.numbers.search(starts_with=prefix, order_by="number", limit=3))


def number(flowroute: Flowroute, offers: list[AvailableNumber]) -> Number:
    """Buy the first of them."""
    return flowroute.numbers.purchase(offers[0], cnam_lookups_enabled=False)


def numbers(flowroute: Flowroute) -> list[Number]:
    """The numbers on the account."""
    return list(flowroute.numbers.list(limit=3))


def several(flowroute: Flowroute, numbers: list[Number]) -> NumbersFound:
    """Several at once, and which of them are not on the account."""
    return flowroute.numbers.get_many([*numbers, "206 555 0199"])


def details(flowroute: Flowroute, numbers: list[Number]) -> Number:
    """One number, with its routes, address and caller name."""
    return flowroute.numbers.get(numbers[0])


def renamed(flowroute: Flowroute, number: Number) -> Number:
    """Change what is given, and leave the rest."""
    return flowroute.numbers.update(number, alias="Front desk")


def task(flowroute: Flowroute, number: Number) -> ProvisioningTask:
    """Have messages turned on for it."""
    return flowroute.numbers.enable_messaging([number])


def task_later(flowroute: Flowroute, task: ProvisioningTask) -> ProvisioningTask:
    """How that goes; `wait()` looks until it has ended."""
    return flowroute.numbers.get_task(task)


def report(flowroute: Flowroute, number: Number) -> None:
    """Have messages to this number reported to a URL of its own."""
    flowroute.numbers.set_callback(number, "sms", "https://example.com/sms")


def callback(flowroute: Flowroute, numbers: list[Number]) -> Callback:
    """Where messages to a number are reported."""
    return flowroute.numbers.get_callback(numbers[0], "sms")


def report_no_longer(flowroute: Flowroute, number: Number) -> None:
    """Have them reported where the account says."""
    flowroute.numbers.remove_callback(number, "sms")


def release(flowroute: Flowroute, number: Number) -> None:
    """Release the number."""
    flowroute.numbers.release(number)
