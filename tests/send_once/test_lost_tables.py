"""A table that loses its records at any moment is noticed by its age."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from flowroute_ext.send_once import PostgresClaims, RedisClaims
from send_once.servers import PostgresServer
from send_once.steps import take


class Interrupted:
    """A table for which something happens, once, right after its age was read."""

    happens: Callable[[], None] | None = None

    def _times(self, *connection):
        times = super()._times(*connection)
        happens, self.happens = self.happens, None
        if happens:
            happens()
        return times


class InterruptedRedisClaims(Interrupted, RedisClaims):
    pass


class InterruptedPostgresClaims(Interrupted, PostgresClaims):
    pass


def test_redis_is_emptied_between_two_reads(redis_server):
    """A claim that vanished after the age of the table was read is not taken to be free."""
    redis_server.empty()
    with InterruptedRedisClaims(redis_server.url) as claims:
        since = claims.now()
        claims.change("order-1", take("order-1", "ann", since=since))
        claims.happens = redis_server.empty

        claim = claims.change("order-1", take("order-1", "bob", since=since)).claim

    assert (claim.state, claim.owner, claim.started) == ("unknown", None, since)


def test_redis_is_emptied_before_a_claim_is_written(redis_server):
    """A message that nothing was recorded of is looked up, if the table is emptied meanwhile."""
    redis_server.empty()
    with InterruptedRedisClaims(redis_server.url) as claims:
        since = claims.now()
        claims.happens = redis_server.empty

        claim = claims.change("order-1", take("order-1", "bob", since=since)).claim

    assert (claim.state, claim.started) == ("unknown", since)


EMPTYING = (
    "TRUNCATE flowroute_claims",
    "DELETE FROM flowroute_claims",
    "DROP TABLE flowroute_claims",
)


@pytest.mark.parametrize("statement", EMPTYING)
def test_postgres_is_emptied(postgres_server, statement):
    """However the table was emptied, what was queued before is unknown, and what is later free."""
    postgres_server.empty()
    with PostgresClaims(postgres_server.dsn) as claims:
        since = claims.now()
        claims.change("order-1", take("order-1", "ann", since=since))
        execute(postgres_server, statement)
        again = claims.now()

        lost = claims.change("order-1", take("order-1", "bob", since=since)).claim
        new = claims.change("order-2", take("order-2", "bob", since=again)).claim

    assert (lost.state, lost.owner, lost.started) == ("unknown", None, since)
    assert (new.state, new.owner) == ("claimed", "bob")
    assert since < again


@pytest.mark.parametrize("statement", EMPTYING)
def test_postgres_is_emptied_between_two_reads(postgres_server, statement):
    """Nothing empties the table while a claim is read and written."""
    postgres_server.empty()
    with (
        InterruptedPostgresClaims(postgres_server.dsn) as claims,
        ThreadPoolExecutor(1) as pool,
    ):
        since = claims.now()
        claims.change("order-1", take("order-1", "ann", since=since))
        emptying = []

        def empty() -> None:
            emptying.append(pool.submit(execute, postgres_server, statement))
            while not emptying[0].done() and not waiting(postgres_server):
                pass

        claims.happens = empty
        claim = claims.change("order-1", take("order-1", "bob", since=since)).claim
        emptying[0].result()
        lost = claims.change("order-1", take("order-1", "bob", since=since)).claim

    assert (claim.state, claim.owner) == ("claimed", "ann")
    assert (lost.state, lost.owner) == ("unknown", None)


def test_the_mark_of_a_table_is_no_claim(postgres_server):
    """The row that has the age of the table is not listed."""
    postgres_server.empty()
    with PostgresClaims(postgres_server.dsn) as claims:
        claims.now()

        assert claims.unfinished() == []
        assert claims.alike("") == []


def execute(server: PostgresServer, statement: str) -> None:
    with psycopg.connect(server.dsn) as connection:
        connection.execute(statement)


def waiting(server: PostgresServer) -> bool:
    """Whether a statement waits for a lock."""
    with psycopg.connect(server.dsn) as connection:
        return bool(connection.execute("SELECT FROM pg_locks WHERE NOT granted").fetchall())
