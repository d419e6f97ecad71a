"""Receipts are recorded: each is of a row by the id of its message, or by a reference it proves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeAlias, TypeGuard

from ..._builders.callbacks import proven_reference
from ..._webhooks.errors import InvalidWebhook
from . import schema
from .reports import Report

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping
    from datetime import datetime

    from ..._webhooks.receipts import DeliveryReceipt

    Receipt: TypeAlias = DeliveryReceipt | Mapping[str, object] | str | bytes

# Receipts that are kept for an id that no row has yet; further ones replace the oldest.
MOST_EARLY: Final = 10_000

_OF_MESSAGE = """
    SELECT level, status, code, description, reported FROM {table} WHERE message_id = ?
"""
_UPDATE = """
    UPDATE {table} SET delivery = ?, level = ?, status = ?, code = ?, description = ?, reported = ?
    WHERE message_id = ?
"""
_KEEP = """
    INSERT INTO early_receipts
        (delivery, level, status, code, description, reported, message_id)
    VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_DROP = "DELETE FROM early_receipts WHERE id <= (SELECT max(id) FROM early_receipts) - ?"
_IN_PROGRESS = "SELECT 1 FROM rows WHERE state IN ('sending', 'unknown') LIMIT 1"
_KNOWN = "SELECT 1 FROM rows WHERE reference = ?"
# A row that is being sent is finished by its run, which then finds the id. It may have failed, or
# never been tried, as far as this file shows: the proof was in a request that Flowroute accepted.
_IDENTIFY = """
    UPDATE rows SET message_id = ?, attempts = max(attempts, 1), started = coalesce(started, ?),
        state = CASE state WHEN 'sending' THEN 'sending' ELSE 'sent' END,
        reason = 'a delivery receipt came'
    WHERE reference = ? AND message_id IS NULL
"""


def read(given: Receipt) -> DeliveryReceipt | None:
    """The receipt that was *given*, or is in the body of a webhook; None where that is none."""
    # Imported when needed: programs that only send do not read webhooks.
    from ..._webhooks.parsing import parse
    from ..._webhooks.receipts import DeliveryReceipt

    try:
        event = given if isinstance(given, DeliveryReceipt) else parse(given)
    except InvalidWebhook:
        return None
    return event if isinstance(event, DeliveryReceipt) and is_id(event.message_id) else None


def is_id(value: object) -> TypeGuard[str]:
    """Whether *value* can be the id of a message."""
    return isinstance(value, str) and re.fullmatch(r"[!-~]{1,200}", value) is not None


def record(
    connection: sqlite3.Connection,
    receipt: DeliveryReceipt,
    url: str | bytes | None,
    now: datetime,
) -> bool:
    """Record a *receipt*, and that its row was sent; False if it is not known to be of a row.

    *url* is the one that it was posted to. Its reference is believed only with the proof that this
    file made.
    """
    message_id, report = receipt.message_id, Report.of(receipt)
    if update(connection, "rows", message_id, report):
        return True
    key = schema.receipt_key(connection)
    reference = None if url is None else proven_reference(url, key)
    if reference is not None:
        known = (message_id, now.isoformat(), reference)
        if connection.execute(_IDENTIFY, known).rowcount:
            return update(connection, "rows", message_id, report)
        return connection.execute(_KNOWN, (reference,)).fetchone() is not None
    if not update(connection, "early_receipts", message_id, report):
        _keep(connection, message_id, report)
    return False


def update(connection: sqlite3.Connection, table: str, message_id: str, report: Report) -> bool:
    """Let *report* count if it is further than what is known; False if the id is not known."""
    recorded = connection.execute(_OF_MESSAGE.format(table=table), (message_id,)).fetchone()
    if recorded is None:
        return False
    if report.order() > Report(*recorded).order():
        connection.execute(_UPDATE.format(table=table), (*report.columns(), message_id))
    return True


def _keep(connection: sqlite3.Connection, message_id: str, report: Report) -> None:
    """Keep a receipt that may be of a row whose id is not known yet."""
    if connection.execute(_IN_PROGRESS).fetchone() is not None:
        connection.execute(_KEEP, (*report.columns(), message_id))
        connection.execute(_DROP, (MOST_EARLY,))
