"""A claim table in each kind of store in turn, whose time a test turns, and a client."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx2
import pytest

from flowroute_ext import AsyncFlowroute
from flowroute_ext.send_once import AsyncPostgresClaims, AsyncRedisClaims
from flowroute_sandbox import transport
from send_once.servers import PostgresServer, RedisServer
from send_once.stepping import LEASE
from send_once.world import World


class Ahead:
    """The store's time runs ahead of the real one, by as much as the world's does."""

    world: World

    async def _times(self, *connection):
        now, born = await super()._times(*connection)
        return now + self.world.sandbox.clock.offset, born


class AheadRedisClaims(Ahead, AsyncRedisClaims):
    pass


class AheadPostgresClaims(Ahead, AsyncPostgresClaims):
    pass


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
async def claims(
    server: RedisServer | PostgresServer, world: World
) -> AsyncIterator[AheadRedisClaims | AheadPostgresClaims]:
    lease = LEASE.total_seconds()
    if isinstance(server, RedisServer):
        claims = AheadRedisClaims(server.url, lease=lease)
    else:
        claims = AheadPostgresClaims(server.dsn, lease=lease)
    claims.world = claims.clock = world
    async with claims:
        yield claims


@pytest.fixture
async def http_client(world: World) -> AsyncIterator[httpx2.AsyncClient]:
    async with httpx2.AsyncClient(transport=transport(world.sandbox, httpx2)) as client:
        yield client


@pytest.fixture
async def flowroute(world: World, http_client: httpx2.AsyncClient) -> AsyncIterator[AsyncFlowroute]:
    async with AsyncFlowroute(**world.keys, http_client=http_client, clock=world) as client:
        yield client
