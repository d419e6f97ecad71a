"""Evidence: what the port orders of an account show of a call with an unknown outcome. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flowroute_api.models import PortFileDocument, PortOrderDocument

from .._builders.callbacks import callback_reference
from .requested import attributes_of, body_of, same
from .verdicts import SKEW, absent, accepted, ambiguous

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime

    from .._values.ports import PortFile, PortOrderRecord, PortOrderStatus
    from .errors import OutcomeUnknown
    from .verdicts import Resolution

# What an order with a signed letter may come to.
SIGNED = frozenset({"processing", "submitted", "accepted", "completed"})
# What identifies an order beside its numbers: the attribute of the request, and of the record.
DETAILS = ("billing_name", "street", "city", "state", "provider", "alias")


def judge_port_order(
    unknown: OutcomeUnknown, orders: Iterable[PortOrderRecord], now: datetime
) -> Resolution:
    """Return whether one of the account's *orders* is the new one.

    One with the reference of the call in its `status_url` is. Otherwise by its numbers: each is
    in one order at a time, until that has ended.
    """
    asked = attributes_of(unknown)
    numbers = _digits(asked["numbers"])
    listed = list(orders)
    marked = [order for order in listed if _reference(order) == unknown.reference]
    if marked:
        return _accepted(marked[0], "a port order with the reference of this call")
    alike = [
        order
        for order in listed
        if numbers & set(order.numbers)
        and not _ended_before(unknown, order)
        and not _of_another_call(order, asked)
    ]
    if not alike:
        return absent(unknown.ended, now, "a port order of these numbers")
    groups = {order.group_id for order in alike}
    of_group = {number for order in alike for number in order.numbers}
    open_and_same = all(not order.is_final and same(order, asked, DETAILS) for order in alike)
    if "status_url" not in asked and len(groups) == 1 and of_group == numbers and open_and_same:
        return _accepted(alike[0], "a port order of exactly these numbers, with these values")
    why = "there are port orders of these numbers, which may be of this call or of another"
    return ambiguous([order.id for order in alike], why)


def judge_group_numbers(
    unknown: OutcomeUnknown, orders: Iterable[PortOrderRecord], now: datetime
) -> Resolution:
    """Return whether the numbers of the call are in the *orders* of its group."""
    numbers = _digits(body_of(unknown)["add"])
    having = [order for order in orders if numbers & set(order.numbers)]
    of_group = {number for order in having for number in order.numbers}
    if not having:
        return absent(unknown.ended, now, "a port order of the group with these numbers")
    if numbers <= of_group:
        return _accepted(having[0], "the group has all of these numbers")
    return ambiguous([order.id for order in having], "the group has only some of these numbers")


def judge_pull(unknown: OutcomeUnknown, files: Iterable[PortFile], now: datetime) -> Resolution:
    """Return whether one of the *files* of the order is to be pulled from the URL of the call."""
    url = body_of(unknown)["url"]
    same = [file for file in files if file.original_url == url]
    if not same:
        return absent(unknown.ended, now, "a document from this URL")
    if len(same) == 1:
        document = PortFileDocument(data=same[0].raw)
        return accepted(same[0].id, "a document from this URL", document)
    return ambiguous([file.id for file in same], "there are several documents from this URL")


def judge_letter(unknown: OutcomeUnknown, order: PortOrderStatus, now: datetime) -> Resolution:
    """Return whether the letter of a pending order was signed: the order is not pending then."""
    if order.status == "pending":
        return absent(unknown.ended, now, "the signature: the order is pending")
    changed = order.status_updated_at
    if order.status in SIGNED and changed is not None and changed >= unknown.started - SKEW:
        return accepted(order.id, f"the order is {order.status}, since the time of the call")
    return ambiguous((), f"the order is {order.status}, and may have been so before the call")


def _accepted(order: PortOrderRecord, why: str) -> Resolution:
    return accepted(order.id, why, PortOrderDocument(data=order.raw))


def _of_another_call(order: PortOrderRecord, asked: Mapping[str, Any]) -> bool:
    """Return whether the order has another reference, which this call would have had too."""
    return "status_url" in asked and _reference(order) is not None


def _reference(order: PortOrderRecord) -> str | None:
    """Return the reference in the `status_url` of an order, if there is one."""
    return callback_reference(order.status_url or "")


def _ended_before(unknown: OutcomeUnknown, order: PortOrderRecord) -> bool:
    changed = order.status_updated_at
    return order.is_final and changed is not None and changed < unknown.started - SKEW


def _digits(numbers: Collection[str]) -> set[str]:
    return {number.removeprefix("+") for number in numbers}
