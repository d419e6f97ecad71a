"""Queries of the file of an outbox: rows are counted, listed and settled."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from .._base.problems import invalid, shown
from .._calls.options import checked_reference
from .additions import unpacked_fields
from .database import Database
from .deliveries.recording import is_id
from .drafts import restored
from .values import STATES, OutboxCounts, OutboxRow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .._builders.messages import Message
    from .deliveries.reports import Delivery
    from .values import State

PAGE = 1000

_LIST = """
    SELECT id, reference, message, iif(opted_out, 'opted_out', state), message_id, reason, attempts,
        started, ended, delivery, level, status, code, description, reported,
        fields
    FROM rows WHERE id > :after {of_state} ORDER BY id LIMIT :page
"""
_LIST_ALL = _LIST.format(of_state="")
_LIST_STATE = _LIST.format(of_state="AND state = :state AND opted_out = 0")
_LIST_OPTED_OUT = _LIST.format(of_state="AND opted_out = 1")
_LIST_DELIVERY = _LIST.format(of_state="AND state = 'sent' AND delivery = :state")
_OTHER = "SELECT reference FROM rows WHERE message_id = ? AND reference <> ? LIMIT 1"
_REPORTS = """
    SELECT delivery, status, code, description, count(*) FROM rows
    WHERE state = 'sent' AND status IS NOT NULL
    GROUP BY delivery, status, code, description
    ORDER BY delivery IS NULL, delivery, count(*) DESC, status LIMIT ?
"""
_POSTPONED = """
    SELECT message FROM rows INDEXED BY rows_postponed WHERE waits = 2 AND state = 'queued'
"""
_FIELDS = "SELECT fields FROM rows WHERE fields IS NOT NULL ORDER BY id"
_COUNTS = "SELECT state, amount FROM counts UNION ALL SELECT delivery, amount FROM delivery_counts"


def counts(database: Database) -> OutboxCounts:
    """How many rows are in each state."""
    with database.reading() as connection:
        rows = connection.execute(_COUNTS).fetchall()
    amounts = dict(rows)
    # Which are among those that failed, for earlier releases.
    amounts["failed"] -= amounts["opted_out"]
    return OutboxCounts(**amounts)


def reports(
    database: Database, most: int
) -> list[tuple[Delivery | None, str, int | str | None, str | None, int]]:
    """How many rows there are of each report: its delivery, status, code and description."""
    with database.reading() as connection:
        return connection.execute(_REPORTS, (most,)).fetchall()


def postponed(database: Database) -> Iterator[Message]:
    """The messages of the rows that wait for a time."""
    with database.reading() as connection:
        for (message,) in connection.execute(_POSTPONED):
            yield restored(message)


def field_names(database: Database) -> list[str]:
    """The names of all fields that rows have besides those of messages, in their order."""
    names: dict[str, None] = {}
    with database.reading() as connection:
        for (fields,) in connection.execute(_FIELDS):
            names |= dict.fromkeys(unpacked_fields(fields))
    return list(names)


def may_have_unknown(path: Path) -> bool:
    """Whether the outbox at *path* has rows that are unknown, or may be once they are adopted."""
    with Database.existing(path) as database:
        amounts = counts(database)
    return amounts.unknown + amounts.sending > 0


def page(
    database: Database, state: State | Delivery | None, after: int
) -> tuple[list[OutboxRow], int]:
    """The next rows *after* the one of that id, of all states or of one, and the last one's id."""
    query = _LIST_STATE if state in STATES else _LIST_DELIVERY
    if state is None or state == "opted_out":
        query = _LIST_ALL if state is None else _LIST_OPTED_OUT
    with database.reading() as connection:
        rows = connection.execute(query, {"after": after, "state": state, "page": PAGE}).fetchall()
    return [_row(columns) for columns in rows], rows[-1][0] if rows else after


def settle(database: Database, reference: str, message_id: str | None) -> bool:
    """Set an unknown row to sent, or to queued without an id; False if it is not unknown.

    Raises `InvalidValue` for an id that cannot be one: an empty one would book it as sent, and so
    would that of another row.
    """
    checked_reference(reference)
    if message_id is not None:
        _check_id(message_id)
    with database.changing() as connection:
        other = connection.execute(_OTHER, (message_id, reference)).fetchone()
        if other is not None:
            rule, cure = f"must be of one row, and is of {other[0]!r}", "look up this row's own"
            raise invalid("outcome", "message_id", shown(message_id), rule=rule, cure=cure)
        settled = connection.execute(
            "UPDATE rows SET state = ?, message_id = ?, reason = 'settled by hand'"
            " WHERE reference = ? AND state = 'unknown'",
            ("queued" if message_id is None else "sent", message_id, reference),
        )
    return settled.rowcount == 1


def _check_id(message_id: object) -> None:
    if is_id(message_id):
        return
    rule, cure = "must be the id of a message, or None", "give that of its record, like 'mdr2-…'"
    raise invalid("outcome", "message_id", shown(message_id), rule=rule, cure=cure)


def retry_failed(database: Database) -> int:
    """Queue the failed rows again, which Flowroute did not accept; how many there were."""
    with database.changing() as connection:
        return connection.execute(
            "UPDATE rows SET state = 'queued' WHERE state = 'failed' AND opted_out = 0"
        ).rowcount


def _row(columns: tuple[Any, ...]) -> OutboxRow:
    _, reference, message, state, message_id, reason, attempts, started, ended, *report = columns
    delivery, level, status, code, description, reported, fields = report
    return OutboxRow(
        reference=reference,
        message=restored(message),
        state=state,
        message_id=message_id,
        reason=reason,
        attempts=attempts,
        started=_moment(started),
        ended=_moment(ended),
        delivery=delivery,
        level=level,
        status=status,
        code=code,
        description=description,
        reported=_moment(reported),
        fields=unpacked_fields(fields),
    )


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
