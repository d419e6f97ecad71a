"""What the file of an outbox has for the deliveries of its rows.

Files of earlier releases get it when they are opened, and stay usable for those: it is columns and
triggers that they do not use.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import sqlite3

KEY_BYTES: Final = 32

# The last thing that is made: where it is, everything is.
_MARK = "rows_unreported"

_STATEMENTS = (
    # Of all reports of the message, the one that counts. `code` is a number or text.
    "ALTER TABLE rows ADD COLUMN delivery TEXT",
    "ALTER TABLE rows ADD COLUMN level INTEGER",
    "ALTER TABLE rows ADD COLUMN status TEXT",
    "ALTER TABLE rows ADD COLUMN code",
    "ALTER TABLE rows ADD COLUMN description TEXT",
    "ALTER TABLE rows ADD COLUMN reported TEXT",
    # When its record was last read.
    "ALTER TABLE rows ADD COLUMN looked_up TEXT",
    # Rows that are added are in neither index, so that adding them takes no longer.
    "CREATE INDEX rows_by_message ON rows (message_id) WHERE message_id IS NOT NULL",
    # Receipts of ids that no row has yet: a receipt may overtake the response with the id.
    """
    CREATE TABLE early_receipts (
        id INTEGER PRIMARY KEY,
        message_id TEXT NOT NULL UNIQUE,
        delivery TEXT, level INTEGER, status TEXT, code, description TEXT, reported TEXT
    )
    """,
    """
    CREATE TRIGGER rows_identified AFTER UPDATE OF message_id ON rows
    WHEN OLD.message_id IS NOT NEW.message_id AND (
        OLD.message_id IS NOT NULL
        OR EXISTS (SELECT 1 FROM early_receipts WHERE message_id = NEW.message_id)
    ) BEGIN
        UPDATE rows SET looked_up = NULL,
            (delivery, level, status, code, description, reported) = (
                SELECT delivery, level, status, code, description, reported
                FROM early_receipts WHERE message_id = NEW.message_id
            )
        WHERE id = NEW.id;
        DELETE FROM early_receipts WHERE message_id = NEW.message_id;
    END
    """,
    # Not in `counts`, as earlier releases read all rows of it.
    """
    CREATE TABLE delivery_counts (
        delivery TEXT PRIMARY KEY, amount INTEGER NOT NULL
    ) WITHOUT ROWID
    """,
    "INSERT INTO delivery_counts VALUES ('delivered', 0), ('undelivered', 0)",
    """
    CREATE TRIGGER rows_delivery_counted AFTER UPDATE OF state, delivery ON rows
    WHEN OLD.delivery IS NOT NULL OR NEW.delivery IS NOT NULL BEGIN
        UPDATE delivery_counts SET amount = amount - 1
        WHERE delivery = OLD.delivery AND OLD.state = 'sent';
        UPDATE delivery_counts SET amount = amount + 1
        WHERE delivery = NEW.delivery AND NEW.state = 'sent';
    END
    """,
    """
    CREATE TRIGGER rows_delivery_counted_out AFTER DELETE ON rows
    WHEN OLD.delivery IS NOT NULL AND OLD.state = 'sent' BEGIN
        UPDATE delivery_counts SET amount = amount - 1 WHERE delivery = OLD.delivery;
    END
    """,
    # What the proofs in URLs for receipts are made with: those of another file are others.
    "CREATE TABLE receipt_keys (key BLOB NOT NULL)",
)
_LAST = f"CREATE INDEX {_MARK} ON rows (started) WHERE state = 'sent' AND delivery IS NULL"


def make(connection: sqlite3.Connection) -> None:
    """Add to the file what deliveries need, in the transaction of *connection*."""
    for statement in _STATEMENTS:
        connection.execute(statement)
    connection.execute("INSERT INTO receipt_keys VALUES (?)", (os.urandom(KEY_BYTES),))
    connection.execute(_LAST)


def is_there(connection: sqlite3.Connection) -> bool:
    """Whether the file has what `make` adds."""
    query = "SELECT 1 FROM sqlite_master WHERE type = 'index' AND name = ?"
    return connection.execute(query, (_MARK,)).fetchone() is not None


def receipt_key(connection: sqlite3.Connection) -> bytes:
    """The key of the proofs that this file's rows have in their URLs."""
    (key,) = connection.execute("SELECT key FROM receipt_keys").fetchone()
    return bytes(key)
