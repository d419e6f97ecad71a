# Written by scripts/unasync.py from tests/send_once/_async/conftest.py. Do not edit.
"""A claim table in each kind of store in turn, whose time a test turns, and a client."""

from __future__ import annotations

from collections.abc import Iterator

import httpx2
import pytest
from send_once.servers import PostgresServer, RedisServer
from send_once.stepping import LEASE
from send_once.world import World

from flowroute_ext import Flowroute
from flowroute_ext.send_once import PostgresClaims, RedisClaims
from flowroute_sandbox import transport


class Ahead:
    """The store's time runs ahead of the real one, by as much as the world's does."""

    world: World

    def _times(self, *connection):
        now, born = super()._times(*connection)
        return now + self.world.sandbox.clock.offset, born


class AheadRedisClaims(Ahead, RedisClaims):
    pass


class AheadPostgresClaims(Ahead, PostgresClaims):
    pass


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def claims(
    server: RedisServer | PostgresServer, world: World
) -> Iterator[AheadRedisClaims | AheadPostgresClaims]:
    lease = LEASE.total_seconds()
    if isinstance(server, RedisServer):
        claims = AheadRedisClaims(server.url, lease=lease)
    else:
        claims = AheadPostgresClaims(server.dsn, lease=lease)
    claims.world = claims.clock = world
    with claims:
        yield claims


@pytest.fixture
def http_client(world: World) -> Iterator[httpx2.Client]:
    with httpx2.Client(transport=transport(world.sandbox, httpx2)) as client:
        yield client


@pytest.fixture
def flowroute(world: World, http_client: httpx2.Client) -> Iterator[Flowroute]:
    with Flowroute(**world.keys, http_client=http_client, clock=world) as client:
        yield client
