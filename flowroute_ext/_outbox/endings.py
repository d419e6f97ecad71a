"""What is written of a row whose attempt has ended, and of those of a run that has."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from . import opted_out, postponed

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from datetime import datetime

    from .in_flight import Attempted
    from .lease_notes import LeasedRow
    from .outcomes import Outcome
    from .values import State

# A row, its outcome, and when that was known.
Ended: TypeAlias = "tuple[LeasedRow, Outcome, datetime]"

# Whatever was written of the rows in the meantime: this is certain.
_SENT = """
    WITH sent (id, message_id, ended) AS (VALUES {values})
    UPDATE rows SET state = 'sent', reason = NULL, (message_id, ended) = (
        SELECT message_id, ended FROM sent WHERE sent.id = rows.id
    )
    WHERE id IN (SELECT id FROM sent)
"""
# Where a receipt of the message came while it was being sent, the response is no longer needed.
_LOSE = """
    UPDATE rows SET state = CASE WHEN message_id IS NULL THEN 'unknown' ELSE 'sent' END,
        reason = ?, started = coalesce(?, started), ended = ?,
        clock_offset = coalesce(?, clock_offset)
    WHERE state = 'sending' AND run = ?
"""
# A receipt that came during an attempt which was not accepted is that of an earlier attempt, maybe
# of one that this file does not show.
_END = """
    UPDATE rows SET
        state = CASE WHEN message_id IS NULL THEN :state ELSE 'sent' END,
        reason = coalesce(:reason, reason), ended = :now
    WHERE id = :id AND attempts = :attempt AND run = :run AND state = 'sending'
"""
_UNDO = """
    UPDATE rows SET attempts = attempts - 1, started = NULL, ended = NULL, run = NULL
    WHERE id = :id AND attempts = :attempt AND run = :run AND message_id IS NULL
"""


def record(connection: sqlite3.Connection, run: str, ended: Iterable[Ended]) -> None:
    """Write the outcomes of rows that a *run* has leased."""
    sent: list[int | str | None] = []
    for row, outcome, now in ended:
        if outcome.state == "sent":
            sent += row.id, outcome.message_id, now.isoformat()
        else:
            _record(connection, run, row, outcome, now)
    if sent:
        # In one statement: after each, the thread waits for those that send.
        values = ", ".join(["(?, ?, ?)"] * (len(sent) // 3))
        connection.execute(_SENT.format(values=values), sent)


def _record(
    connection: sqlite3.Connection, run: str, row: LeasedRow, outcome: Outcome, now: datetime
) -> None:
    if outcome.state == "unknown":
        started, ended = (at and at.isoformat() for at in (outcome.started, outcome.ended))
        times = (started, ended, outcome.clock_offset)
        connection.execute(f"{_LOSE} AND id = ?", (outcome.reason, *times, run, row.id))
    elif outcome.state == "opted_out":
        undo(connection, run, (row.id, row.attempt), "failed", outcome.reason)
        opted_out.mark(connection, row.id)
    elif outcome.postponed:
        undo(connection, run, (row.id, row.attempt), "queued", outcome.reason)
        postponed.mark(connection, row.id)
    else:
        attempted = (row.id, row.attempt)
        _end(connection, run, attempted, outcome.state, outcome.reason, now=now)


def undo(
    connection: sqlite3.Connection,
    run: str,
    attempted: Attempted,
    state: State = "queued",
    reason: str | None = None,
) -> None:
    """End an attempt that was none, as nothing has left: the row is in *state* then."""
    _end(connection, run, attempted, state, reason)
    row, attempt = attempted
    connection.execute(_UNDO, {"id": row, "attempt": attempt, "run": run})


def close(connection: sqlite3.Connection, run: str, why: str, now: datetime) -> None:
    """Make what a *run* had leased unknown, as of *now*, and forget the run."""
    connection.execute(_LOSE, (why, None, now.isoformat(), None, run))
    connection.execute("DELETE FROM runs WHERE id = ?", (run,))


def _end(
    connection: sqlite3.Connection,
    run: str,
    attempted: Attempted,
    state: State,
    reason: str | None,
    *,
    now: datetime | None = None,
) -> None:
    row, attempt = attempted
    values = {"id": row, "attempt": attempt, "run": run, "state": state, "reason": reason}
    connection.execute(_END, values | {"now": now and now.isoformat()})
