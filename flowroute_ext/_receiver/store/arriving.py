"""What arrives: each event once, behind those of its subject, and receipts in their places."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from . import opt_outs

if TYPE_CHECKING:
    from .session import Arrival, ReceiptPlace, Session

_KEY = "INSERT INTO flowroute_event_keys (key, received) VALUES (?, ?) ON CONFLICT DO NOTHING"
_IS_OPEN = """
    SELECT 1 FROM flowroute_events
    WHERE subject = ? AND state IN ('ready', 'behind', 'taken') LIMIT 1
"""
_EVENT = """
    INSERT INTO flowroute_events (kind, subject, body, query, received, confirmed, late, state, due)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_PLACE = "SELECT place FROM flowroute_receipts WHERE message_id = ?"
_RECEIPT = """
    INSERT INTO flowroute_receipts (message_id, place, body, received) VALUES (?, ?, ?, ?)
    ON CONFLICT (message_id) DO UPDATE
    SET place = excluded.place, body = excluded.body, received = excluded.received
"""
_CONFIRM = "UPDATE flowroute_events SET confirmed = 1, late = ?, body = ? WHERE id = ?"
_LATEST = "SELECT body FROM flowroute_receipts WHERE message_id = ?"


def add(session: Session, arrival: Arrival) -> bool:
    """Add an event; False if it is there already."""
    if session.execute(_KEY, (arrival.key, arrival.received)).rowcount == 0:
        return False
    late = _place(session, arrival.receipt, arrival.body, arrival.received)
    opt_outs.record(session, arrival.consent)
    is_open = session.execute(_IS_OPEN, (arrival.subject,)).fetchone() is not None
    session.execute(
        _EVENT,
        (
            *(arrival.kind, arrival.subject, arrival.body, arrival.query, arrival.received),
            *(int(arrival.confirmed), int(late), "behind" if is_open else "ready"),
            arrival.received,
        ),
    )
    return True


def confirm(session: Session, event: int, arrival: Arrival) -> tuple[bool, bool]:
    """Make *event* that of a confirmed *arrival*: whether it is new, and whether it is late."""
    if session.execute(_KEY, (arrival.key, arrival.received)).rowcount == 0:
        return False, False
    late = _place(session, arrival.receipt, arrival.body, arrival.received)
    opt_outs.record(session, arrival.consent)
    session.execute(_CONFIRM, (int(late), arrival.body, event))
    return True, late


def latest_receipt(session: Session, message_id: str) -> bytes | None:
    """The body of the receipt that says most of a message."""
    row = session.execute(_LATEST, (message_id,)).fetchone()
    return None if row is None else bytes(row[0])


def _place(session: Session, receipt: ReceiptPlace | None, body: bytes, now: float) -> bool:
    """Note a receipt that says more than all before it; whether it says less than one."""
    if receipt is None:
        return False
    row = session.execute(_PLACE, (receipt.message_id,)).fetchone()
    if row is not None and _of(row[0]) > _of(receipt.place):
        return True
    session.execute(_RECEIPT, (receipt.message_id, receipt.place, body, now))
    return False


def _of(place: str) -> list[Any]:
    parts: list[Any] = json.loads(place)
    return parts
