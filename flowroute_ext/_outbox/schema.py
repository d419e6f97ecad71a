"""The tables of an outbox, and the marks by which its file is recognised."""

from __future__ import annotations

APPLICATION_ID = 0x464C4F42  # "FLOB"; it distinguishes our files from other programs' databases
VERSION = 1

# Tables that the rate limit keeps in the same file.
OTHERS = "rate!_limit!_%"

# A reference is unique: one row each. `likeness` is the same for rows that Flowroute's records
# would not tell apart, of which no two may be sent at once.
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
        ended TEXT
    )
    """,
    "CREATE TABLE runs (id TEXT PRIMARY KEY, pid INTEGER NOT NULL, started TEXT NOT NULL)",
    f"PRAGMA application_id = {APPLICATION_ID}",
    f"PRAGMA user_version = {VERSION}",
)
