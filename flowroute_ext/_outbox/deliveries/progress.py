"""How far a message is by its record. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._base.problems import invalid, shown
from ..._webhooks import states
from .errors import NotDelivered
from .reports import Report

if TYPE_CHECKING:
    from ..._base.plain.literals import Until
    from ..._values.messages import MessageRecord


def reports_of(record: MessageRecord) -> list[Report]:
    """All that *record* says of its message, the furthest first.

    The record of an MMS has no receipts, but the status of the last one.
    """
    reports = [Report.of(receipt) for receipt in record.receipts]
    status = Report.of_status(record.status)
    if status is not None:
        reports.append(status)
    return sorted(reports, key=Report.order, reverse=True)


def reached(record: MessageRecord, until: Until) -> bool:
    """Whether the message is as far as *until*.

    Raises `NotDelivered` where it will never be, and `InvalidValue` for a message that came in.
    """
    if record.direction == "inbound":
        rule, cure = "must be a message that was sent", "give one that send() returned"
        raise invalid("waiting", "message", shown(record.id), rule=rule, cure=cure)
    reports = reports_of(record)
    if not reports:
        return False
    furthest = reports[0]
    if until == "sent" and any(is_sent(report) for report in reports):
        return True
    if until == "final":
        return furthest.delivery is not None or furthest.level == states.CARRIER
    if furthest.delivery == "undelivered":
        raise NotDelivered(record, furthest.status, furthest.code)
    return furthest.delivery == "delivered"


def is_sent(report: Report) -> bool:
    """Whether Flowroute has sent the message to the carrier, by this report of it."""
    return states.state(report.status) in ("sent", "delivered")
