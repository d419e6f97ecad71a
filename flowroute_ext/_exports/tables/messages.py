"""Messages as rows, read from the JSON of their records without any values between. Pure."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

from ..._outbox.deliveries.reports import Report
from ..cells import cost, digits, flag, is_list, is_object, text, when, whole
from ..columns import Table, columns

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from ..columns import Row

    # Delivery, code, description, when it was sent to the carrier, and when that was reported.
    Outcome: TypeAlias = tuple[str | None, str | None, str | None, str | None, str | None]

TO_THE_CARRIER = 1
NO_OUTCOME: Outcome = (None, None, None, None, None)

COLUMNS = columns(
    id="text",
    timestamp="time",
    direction="text",
    from_="text",
    to="text",
    body="text",
    message_type="text",
    is_mms="flag",
    encoding="text",
    segments="whole",
    cost="money",
    status="text",
    delivery="text",
    code="text",
    description="text",
    sent_at="time",
    reported_at="time",
    media="text",
)
TIME = 1  # the place of the timestamp


@attrs.frozen
class _Receipt:
    level: Any
    status: Any
    code: Any
    description: Any
    timestamp: datetime | None = None


def row(resource: Mapping[str, Any]) -> Row:
    """Return the row of a message detail record."""
    get = resource["attributes"].get
    direction, status = get("direction"), get("status") or None
    outcome = NO_OUTCOME if direction == "inbound" else _outcome(get("delivery_receipts"), status)
    prices = get("price_details")
    related = resource.get("relationships")
    return (
        text(resource["id"]),
        when(get("timestamp")),
        text(direction),
        digits(get("from")),
        digits(get("to")),
        text(get("body")),
        text(get("message_type")),
        flag(get("is_mms")),
        text(get("message_encoding")),
        whole(prices.get("segment_count")) if is_object(prices) else None,
        cost(get("amount_nanodollars"), get("amount_display")),
        text(status),
        *outcome,
        _media(related) if related else None,
    )


MESSAGES = Table("messages", COLUMNS, row)


@attrs.frozen
class _RankedReport:
    """A report, how far it is, and what distinguishes two that are as far."""

    report: Report
    rank: tuple[int, ...]
    rest: tuple[Any, ...]

    def later_than(self, at: str | None, other: _RankedReport, other_at: str | None) -> bool:
        """Whether this one, reported *at* a time, counts more than the *other*."""
        return (self.rank, at or "", self.rest) > (other.rank, other_at or "", other.rest)


def _outcome(receipts: Any, status: Any) -> Outcome:
    """Return what receipts and status say of a sent message, as the outbox reads them.

    The code is that of the receipt which is the furthest; a status has none.
    """
    sent_at = reported_at = best = best_at = None
    for receipt in receipts if is_list(receipts) else ():
        if not is_object(receipt):
            continue
        get = receipt.get
        at = when(get("timestamp"))
        ranked = _report(
            get("level"), get("status"), get("status_code"), get("status_code_description")
        )
        if ranked.report.level == TO_THE_CARRIER:
            sent_at = at
        elif reported_at is None or (at or "") > reported_at:
            reported_at = at
        if best is None or (ranked.rank >= best.rank and ranked.later_than(at, best, best_at)):
            best, best_at = ranked, at
    if best is None:
        delivery = _report(None, status, None, None).report.delivery if status else None
        return delivery, *NO_OUTCOME[1:]
    report = best.report
    delivery = report.delivery
    if status and status != report.status:
        of_status = _report(None, status, None, None)
        delivery = delivery if of_status.rank <= best.rank else of_status.report.delivery
    return delivery, text(report.code), report.description, sent_at, reported_at


def _report(level: Any, status: Any, code: Any, description: Any) -> _RankedReport:
    try:
        return _cached(level, status, code, description)
    except TypeError:  # a list, or an object, where a text is documented
        return _cached(whole(level), text(status), text(code), text(description))


# Of the few that there are, each is read once.
@lru_cache(4096)
def _cached(level: Any, status: Any, code: Any, description: Any) -> _RankedReport:
    report = Report.of(_Receipt(level, status, code, description))
    order = report.order()
    return _RankedReport(report, report.rank, order[len(report.rank) + 1 :])


def _media(related: Any) -> str | None:
    """Return the ids of the attachments, with blanks between them."""
    media = related.get("media") if is_object(related) else None
    listed = media.get("data") if is_object(media) else None
    if not is_list(listed):
        return None
    ids = (text(medium.get("id")) for medium in listed if is_object(medium))
    return " ".join(filter(None, ids)) or None
