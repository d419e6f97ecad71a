"""How claims are kept in PostgreSQL: the table of an earlier version, and what is indexed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import psycopg

from flowroute_ext._send_once import state as steps
from flowroute_ext.send_once import Claim, PostgresClaims
from send_once.steps import PAIR, TEXT, take

EARLIER = """
CREATE TABLE flowroute_claims (
    reference text PRIMARY KEY,
    state text NOT NULL CHECK (state IN ('free', 'claimed', 'sent', 'failed', 'unknown')),
    owner text,
    started timestamptz,
    ended timestamptz,
    message_id text,
    reason text,
    likeness text NOT NULL
);
INSERT INTO flowroute_claims VALUES
    ('', 'free', NULL, '2026-01-01T00:00Z', NULL, NULL, NULL, ''),
    ('order-1', 'sent', 'ann', '2026-01-02T00:00Z', '2026-01-02T00:01Z', 'mdr2-1', NULL, 'text')
"""
EARLIER_INSERT = """
INSERT INTO flowroute_claims
    (reference, state, owner, started, ended, message_id, reason, likeness)
VALUES ('order-9', 'claimed', 'ann', now(), now(), NULL, NULL, 'text')
"""


def test_the_table_of_an_earlier_version(postgres_server):
    """It gets the new column by whichever worker is first, keeps its claims, and its age.

    Workers of the earlier version go on with it.
    """
    postgres_server.empty()
    with psycopg.connect(postgres_server.dsn) as connection:
        connection.execute(EARLIER)
    with PostgresClaims(postgres_server.dsn) as claims, ThreadPoolExecutor(4) as pool:
        found = [*pool.map(claims.get, ["order-1"] * 8)]
        claim = claims.change("order-2", take("order-2", "ann", pair=PAIR)).claim
        claims.change("order-2", steps.sent(claim, "mdr2-2"))
        with psycopg.connect(postgres_server.dsn) as connection:
            connection.execute(EARLIER_INSERT)
            (born,) = connection.execute(
                "SELECT started FROM flowroute_claims WHERE reference = ''"
            ).fetchone()

        assert [(one.message_id, one.pair) for one in found] == [("mdr2-1", "")] * 8
        assert claims.ids_between(PAIR, claim.started, claim.ended) == {"mdr2-2"}
        assert claims.get("order-9").pair == ""
        assert born.year == 2026
        assert claims.alike(TEXT) == [claims.get("order-2")] != [Claim(reference="order-2")]


def test_ids_between_two_numbers_are_indexed(postgres_server):
    """They are found by an index, however many claims there are."""
    postgres_server.empty()
    with PostgresClaims(postgres_server.dsn) as claims:
        claims.now()
    with psycopg.connect(postgres_server.dsn) as connection:
        connection.execute("SET enable_seqscan = off")
        plan = connection.execute(
            "EXPLAIN SELECT message_id FROM flowroute_claims WHERE pair = 'x'"
            " AND ended BETWEEN now() AND now() AND pair <> '' AND message_id IS NOT NULL"
        ).fetchall()

    assert "flowroute_claims_between" in str(plan)
