"""The tables of an outbox, and the marks by which its file is recognised."""

from __future__ import annotations

APPLICATION_ID = 0x464C4F42  # "FLOB"; it distinguishes our files from other programs' databases
VERSION = 2

# Tables that the rate limit keeps in the same file.
OTHERS = "rate!_limit!_%"

# A reference is unique: one row each. `likeness` is the same for rows that Flowroute's records
# would not tell apart, of which no two may be sent at once. `clock_offset` is the wall clock minus
# the monotonic one of that `boot` when the row was leased, and `clock_set` is 1 once it was seen
# that the wall clock was set since.
#
# A run is registered from its first to its last transaction. `lock` is the path of its lock.
# Until it is `whole`, the file has to have its write-ahead log beside it.
SCHEMA = (
    """
    CREATE TABLE rows (
        id INTEGER PRIMARY KEY,
        reference TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        message TEXT NOT NULL,
        likeness TEXT NOT NULL,
        state TEXT NOT NULL DEFAULT 'queued'
            CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'unknown')),
        message_id TEXT,
        reason TEXT,
        attempts INTEGER NOT NULL DEFAULT 0,
        run TEXT,
        account TEXT,
        started TEXT,
        ended TEXT,
        boot TEXT,
        clock_offset REAL,
        clock_set INTEGER NOT NULL DEFAULT 0
    )
    """,
    """
    CREATE TABLE runs (
        id TEXT PRIMARY KEY,
        pid INTEGER NOT NULL,
        started TEXT NOT NULL,
        lock TEXT NOT NULL DEFAULT '',
        whole INTEGER NOT NULL DEFAULT 0
    )
    """,
    f"PRAGMA application_id = {APPLICATION_ID}",
    f"PRAGMA user_version = {VERSION}",
)

IN_USE = "SELECT 1 FROM runs UNION ALL SELECT 1 FROM rows WHERE state = 'sending' LIMIT 1"

# From format 1, where no run is registered and no row is being sent.
UPGRADE = (
    "ALTER TABLE rows ADD COLUMN boot TEXT",
    "ALTER TABLE rows ADD COLUMN clock_offset REAL",
    "ALTER TABLE rows ADD COLUMN clock_set INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE runs ADD COLUMN lock TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE runs ADD COLUMN whole INTEGER NOT NULL DEFAULT 0",
    f"PRAGMA user_version = {VERSION}",
)
