"""What is kept, for how long, and what is shown of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from ..values import KINDS_OF_EVENTS, ReceiverCounts
from .taking import let_go

if TYPE_CHECKING:
    from .session import Session

# Events of this age are still recognised when they come again.
KEYS_KEPT: Final = timedelta(days=365)
# Rows of each table that one transaction deletes.
MOST_DELETED: Final = 500

_OLD_EVENTS: Final = """
    DELETE FROM flowroute_events WHERE id IN (
        SELECT id FROM flowroute_events WHERE state = 'handled' AND ended < ?
        ORDER BY ended LIMIT ?
    )
"""
_OLD_RECEIPTS: Final = """
    DELETE FROM flowroute_receipts WHERE message_id IN (
        SELECT message_id FROM flowroute_receipts WHERE received < ? ORDER BY received LIMIT ?
    )
"""
_OLD_KEYS: Final = """
    DELETE FROM flowroute_event_keys WHERE key IN (
        SELECT key FROM flowroute_event_keys WHERE received < ? ORDER BY received LIMIT ?
    )
"""
_KINDS: Final = "SELECT kind FROM flowroute_event_kinds"
_OLD_OF_KIND: Final = """
    SELECT id, subject FROM flowroute_events WHERE state = 'ready' AND kind = ? AND due < ?
    ORDER BY due LIMIT ?
"""
_DELETE: Final = "DELETE FROM flowroute_events WHERE id = ?"
_COUNT: Final = "SELECT count(*) FROM flowroute_events WHERE state"
_SET_ASIDE: Final = """
    SELECT id, body, received, tries, error FROM flowroute_events WHERE state = 'set aside'
    ORDER BY id LIMIT ?
"""
_SUBJECT: Final = "SELECT subject FROM flowroute_events WHERE id = ? AND state = 'set aside'"
_ALL_SET_ASIDE: Final = "SELECT id FROM flowroute_events WHERE state = 'set aside' ORDER BY id"
_RETRY: Final = """
    UPDATE flowroute_events SET state = 'behind', tries = 0, due = ?, ended = NULL
    WHERE id = ?
"""
_DISCARD: Final = "DELETE FROM flowroute_events WHERE id = ? AND state = 'set aside'"


def delete_old(session: Session, now: float, keep: timedelta) -> bool:
    """Delete some of what is older than *keep*; whether there may be more."""
    until = now - keep.total_seconds()
    deleted = [
        session.execute(sql, (until, MOST_DELETED)).rowcount for sql in (_OLD_EVENTS, _OLD_RECEIPTS)
    ]
    wanted = {row[0] for row in session.execute(_KINDS).fetchall()}
    deleted += [_delete_unasked(session, kind, until) for kind in KINDS_OF_EVENTS - wanted]
    until = now - max(KEYS_KEPT, keep).total_seconds()
    deleted.append(session.execute(_OLD_KEYS, (until, MOST_DELETED)).rowcount)
    return MOST_DELETED in deleted


def _delete_unasked(session: Session, kind: str, until: float) -> int:
    """Delete old events of a kind that no worker has ever asked for."""
    rows = session.execute(_OLD_OF_KIND, (kind, until, MOST_DELETED)).fetchall()
    for event, subject in rows:
        session.execute(_DELETE, (event,))
        let_go(session, bytes(subject))
    return len(rows)


def counts(session: Session) -> ReceiverCounts:
    """How many events are in each state."""

    def number(of: str) -> int:
        return int(session.execute(f"{_COUNT} {of}").fetchone()[0])

    return ReceiverCounts(
        waiting=number("IN ('ready', 'behind', 'taken')") - number("= 'taken'"),
        being_handled=number("= 'taken'"),
        handled=number("= 'handled'"),
        set_aside=number("= 'set aside'"),
    )


def list_set_aside(session: Session, most: int) -> list[Any]:
    """The id, body, time, tries and error of what was set aside, in the order of its arrival."""
    return session.execute(_SET_ASIDE, (most,)).fetchall()


def retry(session: Session, event: int | None, now: float) -> int:
    """Have one event that was set aside handled again, or all of them; return how many."""
    if event is None:
        events = [row[0] for row in session.execute(_ALL_SET_ASIDE).fetchall()]
    else:
        events = [event]
    count = 0
    for event_id in events:
        row = session.execute(_SUBJECT, (event_id,)).fetchone()
        if row is not None:
            session.execute(_RETRY, (now, event_id))
            let_go(session, bytes(row[0]))
            count += 1
    return count


def discard(session: Session, event: int) -> bool:
    """Delete an event that was set aside; False if there is none."""
    return session.execute(_DISCARD, (event,)).rowcount > 0
