"""Rows that are not sent, as the number they are for has opted out.

Files of earlier releases get it when they are opened. To those releases such a row has failed.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Final

from .._base.errors import CallFailed, FlowrouteError

if TYPE_CHECKING:
    import sqlite3
    from typing import Protocol

    from .._builders.messages import Message

    class OptOutStore(Protocol):
        """An `OptOuts`, or another store of the numbers that have opted out."""

        def contains(self, to: str, from_: str, /) -> bool:
            """Return whether *to* has opted out of messages from *from_*."""
            ...


IS_ASYNC: Final = "contains() of opt_outs must return whether it does, and not be awaited"

# It is made last: where it exists, so does all else.
_MARK: Final = "rows_opted_out"
_STATEMENTS: Final = (
    "ALTER TABLE rows ADD COLUMN opted_out INTEGER NOT NULL DEFAULT 0",
    # Not in `counts`, as earlier releases read all rows of it.
    "INSERT INTO delivery_counts VALUES ('opted_out', 0)",
    """
    CREATE TRIGGER rows_opted_out_counted AFTER UPDATE OF state, opted_out ON rows
    WHEN OLD.opted_out = 1 OR NEW.opted_out = 1 BEGIN
        UPDATE delivery_counts SET amount = amount
            - (OLD.state = 'failed' AND OLD.opted_out = 1)
            + (NEW.state = 'failed' AND NEW.opted_out = 1)
        WHERE delivery = 'opted_out';
    END
    """,
    """
    CREATE TRIGGER rows_opted_out_counted_out AFTER DELETE ON rows WHEN OLD.opted_out = 1 BEGIN
        UPDATE delivery_counts SET amount = amount - (OLD.state = 'failed')
        WHERE delivery = 'opted_out';
    END
    """,
    """
    CREATE TRIGGER rows_opted_in AFTER UPDATE OF state ON rows
    WHEN OLD.opted_out = 1 AND NEW.state <> 'failed' BEGIN
        UPDATE rows SET opted_out = 0 WHERE id = NEW.id;
    END
    """,
)
_LAST: Final = f"CREATE INDEX {_MARK} ON rows (id) WHERE opted_out = 1"


class NotSent(CallFailed):
    """A message is not sent, because of opt-outs, or not yet."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason, operation="send_a_message", method="POST", path="/messages")


class OptedOut(NotSent):
    """The number that it is for has opted out."""


class OptOutsUnread(NotSent):
    """It is not known whether that number has opted out."""


def check(opt_outs: OptOutStore | None, message: Message) -> None:
    """Raise `NotSent` where *message* is for a number that is among *opt_outs*, or may be."""
    if opt_outs is None:
        return
    try:
        opted_out = opt_outs.contains(message.to, message.from_)
    except NotSent:  # for another reason
        raise
    except FlowrouteError as error:
        raise OptOutsUnread(f"the opt-outs cannot be read: {error}") from error
    if inspect.isawaitable(opted_out):  # an awaitable is true, whatever its result
        if inspect.iscoroutine(opted_out):
            opted_out.close()
        raise TypeError(IS_ASYNC)
    if opted_out:
        raise OptedOut("the number has opted out")


def checked_store(opt_outs: OptOutStore | None) -> OptOutStore | None:
    """Return *opt_outs*; raise `TypeError` for a value without a sync `contains`."""
    contains = getattr(opt_outs, "contains", None)
    if inspect.iscoroutinefunction(contains):
        raise TypeError(IS_ASYNC)
    if opt_outs is None or (callable(contains) and not inspect.isclass(opt_outs)):
        return opt_outs
    raise TypeError(
        "opt_outs takes an OptOuts, as OptOuts('inbox.db') or receiver.opt_outs, "
        f"not a value of type {type(opt_outs).__name__}"
    )


def make(connection: sqlite3.Connection) -> None:
    """Add to the file what opted-out rows need, in the transaction of *connection*."""
    for statement in _STATEMENTS:
        connection.execute(statement)
    connection.execute(_LAST)


def is_there(connection: sqlite3.Connection) -> bool:
    """Whether the file has what `make` adds."""
    query = "SELECT 1 FROM sqlite_master WHERE type = 'index' AND name = ?"
    return connection.execute(query, (_MARK,)).fetchone() is not None


def mark(connection: sqlite3.Connection, row: int) -> None:
    """Note that *row* has failed because its number has opted out."""
    connection.execute("UPDATE rows SET opted_out = 1 WHERE id = ? AND state = 'failed'", (row,))
