"""What makes the queries of an outbox as fast with a million rows as with ten.

Files of earlier releases get it when they are opened, and stay readable for those.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import additions, opted_out
from .deliveries import schema as deliveries

if TYPE_CHECKING:
    import sqlite3

# The last thing that is made: where it is, everything is.
_MARK = "rows_ready"

# Rows that show whether a large file is damaged.
SAMPLE = 64
_SAMPLED = (
    "SELECT id, reference FROM rows WHERE id >= ? AND length(message) > 0 ORDER BY id LIMIT 1"
)
_INDEXED = "SELECT id FROM rows INDEXED BY sqlite_autoindex_rows_1 WHERE reference = ?"

_STATEMENTS = (
    # A queued row `waits` while another one of its likeness is sent or unknown. Of the rows that
    # wait, the first is let go when that one ends, and no query passes over the others.
    "ALTER TABLE rows ADD COLUMN waits INTEGER NOT NULL DEFAULT 0",
    "DROP INDEX IF EXISTS rows_by_state",
    "DROP INDEX IF EXISTS rows_by_likeness",
    "CREATE INDEX rows_in_state ON rows (state)",
    # Of a part of the rows each, so that adding rows does not fill them.
    "CREATE INDEX rows_busy ON rows (likeness) WHERE state IN ('sending', 'unknown')",
    "CREATE INDEX rows_accepted ON rows (likeness) WHERE message_id IS NOT NULL",
    "CREATE INDEX rows_accepted_at ON rows (started) WHERE message_id IS NOT NULL",
    "CREATE INDEX rows_waiting ON rows (likeness) WHERE waits = 1 AND state = 'queued'",
    """
    CREATE TRIGGER rows_let_go AFTER UPDATE OF state ON rows
    WHEN OLD.state IN ('sending', 'unknown') AND NEW.state NOT IN ('sending', 'unknown') BEGIN
        UPDATE rows SET waits = 0 WHERE id = (
            SELECT min(id) FROM rows
            WHERE likeness = NEW.likeness AND waits = 1 AND state = 'queued'
        );
    END
    """,
    "CREATE TABLE counts (state TEXT PRIMARY KEY, amount INTEGER NOT NULL) WITHOUT ROWID",
    """
    INSERT INTO counts SELECT value, (SELECT count(*) FROM rows WHERE state = value)
    FROM (
        SELECT 'queued' AS value UNION ALL SELECT 'sending' UNION ALL SELECT 'sent'
        UNION ALL SELECT 'failed' UNION ALL SELECT 'unknown'
    )
    """,
    """
    CREATE TRIGGER rows_counted_in AFTER INSERT ON rows BEGIN
        UPDATE counts SET amount = amount + 1 WHERE state = NEW.state;
    END
    """,
    """
    CREATE TRIGGER rows_counted AFTER UPDATE OF state ON rows WHEN OLD.state <> NEW.state BEGIN
        UPDATE counts SET amount = amount - 1 WHERE state = OLD.state;
        UPDATE counts SET amount = amount + 1 WHERE state = NEW.state;
    END
    """,
    """
    CREATE TRIGGER rows_counted_out AFTER DELETE ON rows BEGIN
        UPDATE counts SET amount = amount - 1 WHERE state = OLD.state;
    END
    """,
    f"CREATE INDEX {_MARK} ON rows (kind) WHERE state = 'queued' AND waits = 0",
)


def ensure(connection: sqlite3.Connection) -> None:
    """Make the indexes, and what deliveries, opt-outs and exports need, unless they are there."""
    if additions.is_there(connection):  # the last that is made
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        if not _are_there(connection):
            for statement in _STATEMENTS:
                connection.execute(statement)
        if not deliveries.is_there(connection):
            deliveries.make(connection)
        if not opted_out.is_there(connection):
            opted_out.make(connection)
        if not additions.is_there(connection):
            additions.make(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def sample_is_sound(connection: sqlite3.Connection) -> bool:
    """Whether rows from all parts of the file, and their places in its index, can be read."""
    (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM rows").fetchone()
    for step in range(SAMPLE + 1):
        wanted = 1 + (last - 1) * step // SAMPLE
        row = connection.execute(_SAMPLED, (wanted,)).fetchone()
        if row is None:  # then there are no rows at all
            return bool(last == 0)
        row_id, reference = row
        if connection.execute(_INDEXED, (reference,)).fetchone() != (row_id,):
            return False
    return True


def _are_there(connection: sqlite3.Connection) -> bool:
    query = "SELECT 1 FROM sqlite_master WHERE type = 'index' AND name = ?"
    return connection.execute(query, (_MARK,)).fetchone() is not None
