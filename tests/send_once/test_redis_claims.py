"""How claims are kept in Redis: indexes, expiry, and connections of forked processes."""

from __future__ import annotations

import os
from datetime import datetime, timedelta

import pytest

from flowroute_ext import ConfigurationError
from flowroute_ext._send_once import state as steps
from flowroute_ext.send_once import AsyncRedisClaims, Claim, ClaimsError, RedisClaims
from send_once.steps import PAIR, TEXT, take


def test_claims_in_redis_expire(redis_server):
    """What was sent is kept for `keep` seconds, and what is unknown for ever, with its indexes."""
    redis_server.empty()
    with RedisClaims(redis_server.url, keep=3600) as claims:
        claims.record_receipt("order-1", "mdr2-1")
        claim = claims.change("order-2", take("order-2", "ann", pair=PAIR)).claim
        kept = time_to_live(claims)
        claims.change("order-2", steps.sent(claim, "mdr2-2"))
        left = time_to_live(claims)

    names = {"born", "open", "claim:order-2", f"likeness:{TEXT}", f"likeness:{TEXT}:open"}
    names.add(f"pair:{PAIR}:open")
    assert {name for name, seconds in kept.items() if seconds == -1} == names
    assert {name for name, seconds in kept.items() if 3500 < seconds <= 3600} == {"claim:order-1"}
    assert {name for name, seconds in left.items() if seconds == -1} == {"born"}
    indexes = {f"likeness:{TEXT}", f"pair:{PAIR}"}
    assert left.keys() == {"born", "claim:order-1", "claim:order-2", *indexes}


def test_ids_between_two_numbers_expire(redis_server):
    """An id is kept as long as its claim, and longer only for older claims that are open."""
    redis_server.empty()
    with RedisClaims(redis_server.url, keep=1) as claims:
        since = claims.now() - timedelta(hours=1)
        claims.change("order-1", take("order-1", "ann", pair=PAIR, since=since))
        sent = sent_then(claims, "order-2", lease=timedelta(seconds=-10))
        kept = claims.ids_between(PAIR, sent, sent)
        claims.change("order-1", steps.forget("order-1"))
        sent_then(claims, "order-3", lease=timedelta(seconds=10))

        assert kept == {"mdr2-order-2"}
        assert claims.ids_between(PAIR, sent, sent) == set()
        assert time_to_live(claims)[f"pair:{PAIR}"] <= 1


def sent_then(claims: RedisClaims, reference: str, lease: timedelta) -> datetime:
    """Claim and send a message; the end of its lease."""
    claim = claims.change(reference, take(reference, "ann", pair=PAIR, lease=lease)).claim
    claims.change(reference, steps.sent(claim, f"mdr2-{reference}"))
    return claim.ended


def test_a_claim_of_a_later_version(redis_server):
    """Fields that this version does not know are left out."""
    redis_server.empty()
    with RedisClaims(redis_server.url) as claims:
        claim = claims.change("order-1", take("order-1", "ann", pair=PAIR)).claim
        claims._redis.hset("flowroute-claims:claim:order-1", "new", "value")

        assert claims.get("order-1") == claim


def test_an_equal_text_of_a_claim_that_expired(redis_server):
    """The id of a message whose claim expired is not given to an equal one that is unknown."""
    redis_server.empty()
    with RedisClaims(redis_server.url) as claims:
        claims.change("order-1", take("order-1", "ann"))
        claims.record_receipt("order-1", "mdr2-1")
        unknown = claims.change("order-2", take("order-2", "ann")).claim
        claims._redis.delete("flowroute-claims:claim:order-1")

        assert claims.alike(TEXT) == [
            Claim(reference="order-1", state="sent", message_id="mdr2-1", likeness=TEXT),
            unknown,
        ]


@pytest.mark.parametrize(
    "index", ["open", f"likeness:{TEXT}", f"likeness:{TEXT}:open", f"pair:{PAIR}:open"]
)
def test_an_index_is_lost(redis_server, index):
    """A claim whose index Redis has lost is in it again after the next call."""
    redis_server.empty()
    with RedisClaims(redis_server.url) as claims:
        claim = claims.change("order-1", take("order-1", "ann", pair=PAIR)).claim
        claims._redis.delete(f"flowroute-claims:{index}")
        claims.change("order-1", take("order-1", "bob", pair=PAIR))

        assert claims.alike(TEXT) == claims.unfinished() == [claim]
        assert {*time_to_live(claims).values()} == {-1}


def test_a_free_claim_is_in_no_index(redis_server):
    """What is free again leaves the indexes of its earlier text."""
    redis_server.empty()
    with RedisClaims(redis_server.url) as claims:
        claim = claims.change("order-1", take("order-1", "ann", pair=PAIR)).claim
        claims.change("order-1", steps.release(claim))

        assert time_to_live(claims).keys() == {"born", "claim:order-1"}


def time_to_live(claims: RedisClaims) -> dict[str, int]:
    """The seconds that each key of a table is kept; -1 for ever."""
    client = claims._redis
    return {name.removeprefix("flowroute-claims:"): client.ttl(name) for name in client.scan_iter()}


@pytest.mark.parametrize("keep", [0, 0.5, -1, float("nan"), float("inf"), 4e9, "60", None, True])
def test_an_invalid_time_to_keep(keep):
    """A claim is kept for a second at least, and for a hundred years at most."""
    with pytest.raises(ConfigurationError) as caught:
        RedisClaims("redis://localhost/0", keep=keep)

    assert str(caught.value) == (
        f"keep={keep!r} is no time to keep a claim: give 1 to 3,153,600,000 seconds"
    )


@pytest.mark.parametrize("kind", [RedisClaims, AsyncRedisClaims])
def test_a_forked_process(kind):
    """A forked process has a connection pool of its own, and leaves that of its parent alone."""
    claims = kind("redis://localhost/0")
    parent = claims._redis.connection_pool
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.write(writing, b"own" if claims._redis.connection_pool is not parent else b"shared")
        os._exit(0)
    os.waitpid(child, 0)

    assert os.read(reading, 10) == b"own"
    assert claims._redis.connection_pool is parent
    os.close(reading)
    os.close(writing)


@pytest.mark.parametrize(
    ("key", "fields"),
    [
        ("claim:order-1", {"foo": "bar"}),
        ("claim:order-1", {"reference": "order-1", "state": "lost"}),
        ("claim:order-1", {"reference": "order-1", "started": "soon"}),
        ("born", "soon"),
        ("born", "1e99"),
    ],
)
def test_keys_of_another_program(empty_redis, key, fields):
    """What is under a key of the claims, and is none, is a `ClaimsError`."""
    with RedisClaims(empty_redis.url) as claims:
        if isinstance(fields, str):
            claims._redis.set(f"flowroute-claims:{key}", fields)
        else:
            claims._redis.hset(f"flowroute-claims:{key}", mapping=fields)
        with pytest.raises(ClaimsError, match="something else under a key of the claims"):
            claims.change("order-1", take("order-1", "ann"))
