"""The claim table in PostgreSQL's SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from .state import Claim

if TYPE_CHECKING:
    from collections.abc import Mapping

# Settings of each transaction, whatever the database's own: a commit that is acknowledged is on
# the disk, and no statement waits for ever.
BEGIN = """
SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
SET LOCAL synchronous_commit TO on;
SET LOCAL timezone TO 'UTC';
SET LOCAL statement_timeout TO '10s'
"""

# A table of an earlier version has no column for the pair.
EXISTS = """
SELECT EXISTS (
    SELECT FROM pg_attribute
    WHERE attrelid = to_regclass('flowroute_claims') AND attname = 'pair' AND NOT attisdropped
) AS made
"""

# Of two transactions that create the table at once, one would fail, IF NOT EXISTS or not. The
# number is one that other programs are unlikely to lock.
CREATE = """
SELECT pg_advisory_xact_lock(4170519633112);
CREATE TABLE IF NOT EXISTS flowroute_claims (
    reference text PRIMARY KEY,
    state text NOT NULL CHECK (state IN ('free', 'claimed', 'sent', 'failed', 'unknown')),
    owner text,
    started timestamptz,
    ended timestamptz,
    message_id text,
    reason text,
    likeness text NOT NULL,
    pair text NOT NULL DEFAULT ''
);
ALTER TABLE flowroute_claims ADD COLUMN IF NOT EXISTS pair text NOT NULL DEFAULT '';
CREATE INDEX IF NOT EXISTS flowroute_claims_alike ON flowroute_claims (likeness);
CREATE INDEX IF NOT EXISTS flowroute_claims_open ON flowroute_claims (reference)
    WHERE state IN ('claimed', 'unknown');
CREATE INDEX IF NOT EXISTS flowroute_claims_between ON flowroute_claims (pair, ended)
    WHERE pair <> '' AND message_id IS NOT NULL
"""

# When the table was created is in a row of it, with the one reference that no message has: what
# empties the table, a TRUNCATE or a DELETE of all rows, takes that along, and so is noticed.
MARK = """
INSERT INTO flowroute_claims (reference, state, started, likeness)
    VALUES ('', 'free', clock_timestamp(), '')
ON CONFLICT (reference) DO NOTHING
"""

# The row is locked, so that nothing empties the table before the transaction is committed.
TIMES = """
SELECT clock_timestamp() AS now, started AS born FROM flowroute_claims
    WHERE reference = '' FOR KEY SHARE
"""

# A row that is not there yet cannot be locked; its reference can.
LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 4170519633112))"

ONE = "SELECT * FROM flowroute_claims WHERE reference = %s"
ALIKE = "SELECT * FROM flowroute_claims WHERE likeness = %s AND reference <> ''"
BETWEEN = """
SELECT message_id FROM flowroute_claims
    WHERE pair = %s AND ended BETWEEN %s AND %s AND pair <> '' AND message_id IS NOT NULL
"""
OPEN = "SELECT * FROM flowroute_claims WHERE state IN ('claimed', 'unknown')"

WRITE = """
INSERT INTO flowroute_claims
    (reference, state, owner, started, ended, message_id, reason, likeness, pair)
VALUES
    (%(reference)s, %(state)s, %(owner)s, %(started)s, %(ended)s, %(message_id)s, %(reason)s,
     %(likeness)s, %(pair)s)
ON CONFLICT (reference) DO UPDATE SET
    state = excluded.state,
    owner = excluded.owner,
    started = excluded.started,
    ended = excluded.ended,
    message_id = excluded.message_id,
    reason = excluded.reason,
    likeness = excluded.likeness,
    pair = excluded.pair
"""


def to_row(claim: Claim) -> dict[str, Any]:
    """The values of `WRITE` for *claim*."""
    return attrs.asdict(claim)


def from_row(row: Mapping[str, Any]) -> Claim:
    """The claim in a *row*, which may have more columns than we know."""
    return Claim(**{field.name: row[field.name] for field in attrs.fields(Claim)})
