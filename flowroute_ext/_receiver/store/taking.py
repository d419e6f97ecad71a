"""Events that a worker takes, and what becomes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..values import KINDS_OF_EVENTS
from .session import HeldEvent

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from .session import Session

# Seconds. No event waits for longer, by its handlers or Flowroute's records, and the clocks of
# machines differ by less.
LONGEST_WAIT: Final = 2 * 3600.0
MOST_AHEAD: Final = 2.0

_READY = """
    SELECT id, kind, body, received, tries, done, late, confirmed, query, error
    FROM flowroute_events
    WHERE state = 'ready' AND kind = ? AND due <= ? ORDER BY due, id LIMIT ?
"""
_TAKE = "UPDATE flowroute_events SET state = 'taken', owner = ?, tries = tries + 1 WHERE id = ?"
_NEXT_DUE = "SELECT min(due) FROM flowroute_events WHERE state = 'ready' AND kind = ?"
_AHEAD = """
    UPDATE flowroute_events SET due = ?, received = CASE WHEN received > ? THEN ? ELSE received END
    WHERE state = 'ready' AND kind = ? AND due > ? AND (received > ? OR due > ?)
"""
_AHEAD_BEHIND = """
    UPDATE flowroute_events SET due = ?, received = ? WHERE state = 'behind' AND received > ?
"""
_KIND = "INSERT INTO flowroute_event_kinds (kind) VALUES (?) ON CONFLICT DO NOTHING"
_DONE = "UPDATE flowroute_events SET done = ? WHERE id = ? AND owner = ? AND state = 'taken'"
_END = """
    UPDATE flowroute_events SET state = ?, owner = NULL, error = ?, ended = ?, done = ?
    WHERE id = ? AND owner = ? AND state = 'taken'
"""
_AGAIN = """
    UPDATE flowroute_events SET state = 'ready', owner = NULL, due = ?, error = ?, done = ?,
        tries = tries - ? WHERE id = ? AND owner = ? AND state = 'taken'
"""
_DELETE = "DELETE FROM flowroute_events WHERE id = ? AND owner = ? AND state = 'taken'"
_SUBJECT = "SELECT subject FROM flowroute_events WHERE id = ?"
# As the index has it: SQLite takes that for no other condition.
_IS_READY = """
    SELECT id FROM flowroute_events
    WHERE subject = ? AND state IN ('ready', 'behind', 'taken') AND state = 'ready' LIMIT 1
"""
_IS_TAKEN = """
    SELECT id FROM flowroute_events
    WHERE subject = ? AND state IN ('ready', 'behind', 'taken') AND state = 'taken' LIMIT 1
"""
_FIRST_BEHIND = """
    SELECT id FROM flowroute_events
    WHERE subject = ? AND state IN ('ready', 'behind', 'taken') AND state = 'behind'
    ORDER BY id LIMIT 1
"""
_MOVE = "UPDATE flowroute_events SET subject = ? WHERE id = ?"
_QUEUE = """
    UPDATE flowroute_events SET state = 'behind', owner = NULL, subject = ?, tries = tries - 1
    WHERE id = ? AND owner = ? AND state = 'taken'
"""
_MAKE_READY = "UPDATE flowroute_events SET state = 'ready' WHERE id = ?"
_OWNERS = "SELECT DISTINCT owner FROM flowroute_events WHERE state = 'taken'"
_OWNED = "SELECT id, tries, done FROM flowroute_events WHERE state = 'taken' AND owner = ?"


def ask_for(session: Session, kinds: Iterable[str]) -> None:
    """Note that there are workers for these *kinds*."""
    for kind in kinds:
        session.execute(_KIND, (kind,))


def take(
    session: Session, *, owner: str, kinds: Iterable[str], now: float, most: int
) -> list[HeldEvent]:
    """Take the events that are due first, for the worker *owner*."""
    rows: list[Sequence[object]] = []
    for kind in kinds:
        rows += session.execute(_READY, (kind, now, most)).fetchall()
    held = [_held(row) for row in rows]
    held = sorted(held, key=lambda event: (event.received, event.id))[:most]
    for event in held:
        session.execute(_TAKE, (owner, event.id))
    return held


def next_due(session: Session, kinds: Iterable[str]) -> float | None:
    """The time at which an event is due next; None where there is none."""
    times = [session.execute(_NEXT_DUE, (kind,)).fetchone()[0] for kind in kinds]
    return min((time for time in times if time is not None), default=None)


def correct(session: Session, now: float) -> None:
    """Make those due *now* whose times are of a clock that was ahead, and was set back."""
    ahead, latest = now + MOST_AHEAD, now + LONGEST_WAIT
    corrected = sum(
        session.execute(_AHEAD, (now, now, now, kind, ahead, ahead, latest)).rowcount
        for kind in sorted(KINDS_OF_EVENTS)
    )
    if corrected:
        session.execute(_AHEAD_BEHIND, (now, now, ahead))


def note_done(session: Session, owner: str, event: int, done: Iterable[str]) -> None:
    """Note which handlers of *event* are done, while it is being handled."""
    session.execute(_DONE, (_names(done), event, owner))


def finish(session: Session, *, owner: str, event: int, done: Iterable[str], now: float) -> None:
    """End *event*: all of its handlers are done."""
    _end(session, owner, event, ("handled", None, now, _names(done)))


def set_aside(
    session: Session, *, owner: str, event: int, error: str, done: Iterable[str], now: float
) -> None:
    """Set *event* aside, which was tried too often."""
    _end(session, owner, event, ("set aside", error, now, _names(done)))


def put_back(
    session: Session,
    *,
    owner: str,
    event: int,
    due: float,
    error: str | None = None,
    done: Iterable[str] = (),
    counts: bool = True,
) -> None:
    """Have *event* taken again when it is *due*; unless it *counts*, this was no try."""
    session.execute(_AGAIN, (due, error, _names(done), int(not counts), event, owner))


def step_aside(
    session: Session, *, owner: str, event: int, due: float, error: str, subject: bytes
) -> None:
    """Put *event* back, and have it hold up no other: it is of a *subject* of its own."""
    before = _subject(session, event)
    put_back(session, owner=owner, event=event, due=due, error=error, counts=False)
    session.execute(_MOVE, (subject, event))
    let_go(session, before)


def join(session: Session, *, owner: str, event: int, subject: bytes) -> bool:
    """Make *event* one of *subject*; whether it is the one to be handled now."""
    busy = {
        row[0]
        for find in (_IS_READY, _IS_TAKEN)
        for row in session.execute(find, (subject,)).fetchall()
    }
    if busy - {event}:
        session.execute(_QUEUE, (subject, event, owner))
        return False
    session.execute(_MOVE, (subject, event))
    return True


def remove(session: Session, owner: str, event: int) -> None:
    """Remove *event*, which was not to be trusted."""
    subject = _subject(session, event)
    if session.execute(_DELETE, (event, owner)).rowcount:
        let_go(session, subject)


def owners(session: Session) -> list[str]:
    """The workers that have taken events."""
    return [str(row[0]) for row in session.execute(_OWNERS).fetchall()]


def release(
    session: Session, owner: str, now: float, most: int | None = None, *, but: Collection[int] = ()
) -> int:
    """Put back what *owner* has taken, except *but*; return how many were set aside.

    Of a worker that has died, *most* tries were allowed; without it, it has not died.
    """
    set_aside_now = 0
    for event, tries, done in session.execute(_OWNED, (owner,)).fetchall():
        names = str(done).split("\n") if done else []
        if event in but:
            continue
        if most is not None and tries >= most:
            why = "the process died"
            set_aside(session, owner=owner, event=event, error=why, done=names, now=now)
            set_aside_now += 1
        else:
            died = most is not None
            put_back(session, owner=owner, event=event, due=now, done=names, counts=died)
    return set_aside_now


def let_go(session: Session, subject: bytes) -> None:
    """Make the next event of *subject* ready, unless one is."""
    for busy in (_IS_READY, _IS_TAKEN):
        if session.execute(busy, (subject,)).fetchone() is not None:
            return
    row = session.execute(_FIRST_BEHIND, (subject,)).fetchone()
    if row is not None:
        session.execute(_MAKE_READY, (row[0],))


def _end(session: Session, owner: str, event: int, values: tuple[object, ...]) -> None:
    if session.execute(_END, (*values, event, owner)).rowcount:
        let_go(session, _subject(session, event))


def _subject(session: Session, event: int) -> bytes:
    row = session.execute(_SUBJECT, (event,)).fetchone()
    return b"" if row is None else bytes(row[0])


def _names(done: Iterable[str]) -> str:
    return "\n".join(sorted(done))


def _held(row: Sequence[object]) -> HeldEvent:
    number, kind, body, received, tries, done, late, confirmed, query, error = row
    assert isinstance(number, int)
    assert isinstance(received, float)
    assert isinstance(tries, int)
    assert isinstance(body, bytes)
    return HeldEvent(
        id=number,
        kind=str(kind),
        body=body,
        received=received,
        tries=tries + 1,
        done=frozenset(str(done).split("\n") if done else ()),
        late=bool(late),
        confirmed=bool(confirmed),
        query=str(query),
        error=None if error is None else str(error),
    )
