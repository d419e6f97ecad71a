"""The tables of a receiver, for SQLite and for PostgreSQL."""

from __future__ import annotations

from typing import Final

APPLICATION_ID: Final = 0x464C4957  # "FLIW"; it distinguishes our files from those of others
VERSION: Final = 1

# An event is "ready" from its `due` time on, or "behind" an earlier one of its `subject`, which is
# the conversation or the message that it is of; "taken" by the worker `owner`; then "handled" or
# "set aside". `query` is that of the URL it was posted to, and `done` names the handlers that are
# done, one a line. `late` is 1 for a receipt that says less than one before it. Until an event is
# `confirmed`, its key is not among the keys.
_TABLES: Final = (
    """
    CREATE TABLE flowroute_events (
        id {serial},
        kind TEXT NOT NULL,
        subject {bytes} NOT NULL,
        body {bytes} NOT NULL,
        query TEXT NOT NULL,
        received {time} NOT NULL,
        confirmed INTEGER NOT NULL,
        late INTEGER NOT NULL DEFAULT 0,
        state TEXT NOT NULL
            CHECK (state IN ('ready', 'behind', 'taken', 'handled', 'set aside')),
        due {time} NOT NULL,
        tries INTEGER NOT NULL DEFAULT 0,
        done TEXT NOT NULL DEFAULT '',
        owner TEXT,
        error TEXT,
        ended {time}
    )
    """,
    "CREATE TABLE flowroute_event_keys (key {bytes} PRIMARY KEY, received {time} NOT NULL){keyed}",
    "CREATE INDEX flowroute_event_keys_received ON flowroute_event_keys (received)",
    # The receipt of each message that says most, and its place among them.
    """
    CREATE TABLE flowroute_receipts (
        message_id TEXT PRIMARY KEY,
        place TEXT NOT NULL,
        body {bytes} NOT NULL,
        received {time} NOT NULL
    ){keyed}
    """,
    "CREATE INDEX flowroute_receipts_received ON flowroute_receipts (received)",
    # A `number` wants nothing from a `sender`, a number of the account, or from any where that is
    # empty. What says the contrary is kept, as an older STOP may come after it.
    """
    CREATE TABLE flowroute_opt_outs (
        number TEXT NOT NULL,
        sender TEXT NOT NULL,
        opted_out INTEGER NOT NULL,
        at {time} NOT NULL,
        keyword TEXT,
        PRIMARY KEY (number, sender)
    ){keyed}
    """,
    # The kinds of events that a worker has ever asked for.
    "CREATE TABLE flowroute_event_kinds (kind TEXT PRIMARY KEY)",
    """
    CREATE INDEX flowroute_events_ready
    ON flowroute_events (kind, due, id) WHERE state = 'ready'
    """,
    """
    CREATE INDEX flowroute_events_open ON flowroute_events (subject, state, id)
    WHERE state IN ('ready', 'behind', 'taken')
    """,
    "CREATE INDEX flowroute_events_taken ON flowroute_events (owner) WHERE state = 'taken'",
    "CREATE INDEX flowroute_events_handled ON flowroute_events (ended) WHERE state = 'handled'",
    """
    CREATE INDEX flowroute_events_set_aside
    ON flowroute_events (id) WHERE state = 'set aside'
    """,
)


def _tables(**types: str) -> tuple[str, ...]:
    return tuple(statement.format(**types) for statement in _TABLES)


SQLITE: Final = (
    *_tables(
        # Ids are not used again, as one may be kept elsewhere.
        serial="INTEGER PRIMARY KEY AUTOINCREMENT",
        bytes="BLOB",
        time="REAL",
        keyed=" WITHOUT ROWID",
    ),
    f"PRAGMA application_id = {APPLICATION_ID}",
    f"PRAGMA user_version = {VERSION}",
)
POSTGRES: Final = _tables(
    serial="BIGSERIAL PRIMARY KEY", bytes="BYTEA", time="DOUBLE PRECISION", keyed=""
)
