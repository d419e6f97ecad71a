"""A claim table in real servers: with many claimants, and when a server fails."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from flowroute_ext import ConfigurationError
from flowroute_ext._send_once import state as steps
from flowroute_ext.send_once import (
    ClaimsError,
    PostgresClaims,
    RedisClaims,
)
from send_once.servers import DURABLE, PostgresServer, RedisServer, free_port
from send_once.steps import LEASE, take


def tables(server: RedisServer | PostgresServer) -> PostgresClaims | RedisClaims:
    """A claim table on this server, as another process would have it."""
    if isinstance(server, RedisServer):
        return RedisClaims(server.url)
    return PostgresClaims(server.dsn)


def test_one_of_many_has_it(server):
    """Of eight that ask for the same twenty messages at once, each is claimed by one."""
    claimants = [f"claimant {number}" for number in range(8)]
    references = [f"order-{number}" for number in range(20)]

    def ask(owner: str) -> dict[str, str]:
        with tables(server) as claims:
            return {
                reference: claims.change(reference, take(reference, owner)).claim.owner
                for reference in references
            }

    with ThreadPoolExecutor(len(claimants)) as pool:
        first, *others = pool.map(ask, claimants)

    assert first.keys() == {*references}
    assert all(other == first for other in others)


def test_one_table_for_many_threads(server):
    """Threads may share one table: each change is there in the end."""
    with tables(server) as claims, ThreadPoolExecutor(8) as pool:
        pool.map(
            lambda number: claims.record_receipt(str(number % 10), f"mdr2-{number % 10}"), range(40)
        )
        pool.shutdown()
        known = {str(number): claims.get(str(number)).message_id for number in range(10)}

    assert known == {str(number): f"mdr2-{number}" for number in range(10)}


def test_one_of_two_takes_over(server):
    """What two workers found not accepted is claimed by the first of them only."""
    with tables(server) as claims:
        claim = claims.change("order-1", take("order-1", "ann")).claim
        seen = claims.change("order-1", steps.lose(claim)).claim
        first, second = (
            claims.change("order-1", steps.take_over(seen, owner=owner, lease=LEASE)).claim
            for owner in ("bob", "cat")
        )

    assert (first.state, first.owner) == ("claimed", "bob")
    assert second == first


@pytest.mark.parametrize("kind", ["redis", "postgres"])
def test_a_power_cut(kind, request):
    """What was claimed before the server was killed is claimed when it is back."""
    server = RedisServer(*DURABLE) if kind == "redis" else PostgresServer()
    request.addfinalizer(server.clean_up)
    with tables(server) as claims:
        claimed = claims.change("order-1", take("order-1", "ann")).claim
        server.kill()
        with pytest.raises(ClaimsError):
            claims.get("order-1")
        server.start()

        assert claims.get("order-1") == claimed


def test_a_redis_without_a_file(request, caplog):
    """A warning is logged, and what was queued before it lost its records is unknown."""
    server = RedisServer("--maxmemory-policy", "allkeys-lru")
    request.addfinalizer(server.clean_up)
    with tables(server) as claims:
        since = claims.now()
        claims.change("order-1", take("order-1", "ann", since=since))
        server.kill()
        server.start()
        claim = claims.change("order-1", take("order-1", "bob", since=since)).claim

    assert (claim.state, claim.started) == ("unknown", since)
    assert caplog.messages == [
        "Redis keeps no append-only file: claims are lost when it restarts",
        "Redis evicts keys when its memory is full (allkeys-lru): claims are lost then",
    ]


def test_a_durable_redis_is_not_warned_of(redis_server, caplog):
    """A Redis that keeps what it acknowledges gives no cause for a warning."""
    with RedisClaims(redis_server.url) as claims:
        claims.now()

    assert caplog.messages == []


def test_a_redis_that_hides_its_settings(redis_server, caplog):
    """A Redis that does not say how it is set up, as some hosts have it, is used all the same."""
    with RedisClaims(redis_server.url) as admin:
        admin._redis.acl_setuser(
            "ann",
            enabled=True,
            nopass=True,
            keys=["flowroute-claims:*"],
            commands=["+@all", "-info"],
        )
    url = redis_server.url.replace("//", "//ann:secret@")
    with RedisClaims(url) as claims:
        claims.record_receipt("order-1", "mdr2-1")
        with pytest.raises(ClaimsError) as caught:
            RedisClaims(url, prefix="elsewhere").now()

    assert caplog.messages == []
    assert str(caught.value).startswith("Redis: ")
    assert "secret" not in repr(caught.value)


def test_claims_of_two_applications(redis_server):
    """Tables with different prefixes share a Redis and know nothing of each other."""
    with (
        RedisClaims(redis_server.url, prefix="a") as one,
        RedisClaims(redis_server.url, prefix="b") as other,
    ):
        one.record_receipt("order-1", "mdr2-1")

        assert (one.get("order-1").state, other.get("order-1").state) == ("sent", "free")


@pytest.mark.parametrize(
    "table",
    [
        lambda: RedisClaims(f"redis://ann:secret@127.0.0.1:{free_port()}/0"),
        lambda: PostgresClaims(f"postgresql://ann:secret@127.0.0.1:{free_port()}/db"),
    ],
    ids=["redis", "postgres"],
)
def test_no_server(table):
    """A server that is not there is one error of ours, without the password."""
    with table() as claims, pytest.raises(ClaimsError) as caught:
        claims.now()

    assert "secret" not in repr(caught.value)
    assert caught.value.__cause__ is not None


@pytest.mark.parametrize("url", ["localhost", "http://ann:secret@localhost", "redis://x:secret"])
def test_an_invalid_url(url):
    """An invalid URL is refused when the table is created, without showing it."""
    with pytest.raises(ConfigurationError) as caught:
        RedisClaims(url)

    assert str(caught.value) == (
        "the URL of the Redis cannot be read: use one like 'redis://localhost:6379/0'"
    )


@pytest.mark.parametrize(
    ("table", "package", "extra"),
    [(RedisClaims, "redis", "redis"), (PostgresClaims, "psycopg", "postgres")],
)
def test_a_driver_is_missing(monkeypatch, table, package, extra):
    """Without the driver the error names the extra that brings it."""
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ConfigurationError) as caught:
        table("redis://localhost/0")

    assert str(caught.value) == (
        f"the package {package} is missing: pip install 'flowroute-ext[{extra}]'"
    )


@pytest.mark.parametrize("lease", [0, 0.5, 86_401, float("nan"), "60", None, True])
def test_an_invalid_lease(lease):
    """A lease is a number of seconds, from one to those of a day."""
    with pytest.raises(ConfigurationError) as caught:
        PostgresClaims("postgresql:///db", lease=lease)

    assert str(caught.value) == (
        f"lease={lease!r} is no time to hold a claim: give 1 to 86,400 seconds"
    )


def test_a_table_shows_no_password():
    """The repr of a table holds nothing of its address."""
    for claims in (
        RedisClaims("redis://ann:secret@localhost/0"),
        PostgresClaims("postgresql://ann:secret@localhost/db"),
    ):
        assert "secret" not in repr(claims)
        assert claims.lease == timedelta(seconds=120)
        claims.close()
