"""A claim table in each kind of store, whose time a test sets, and a client."""

from __future__ import annotations

from collections.abc import AsyncIterator
from copy import copy

import httpx2
import pytest

from flowroute_ext import AsyncFlowroute
from flowroute_ext.send_once import AsyncPostgresClaims, AsyncRedisClaims
from flowroute_sandbox import transport
from send_once.servers import PostgresServer, RedisServer
from send_once.simulation import Simulation
from send_once.steps import LEASE


class Ahead:
    """The store's time runs ahead of the real one, by as much as the simulation's does."""

    simulation: Simulation

    async def _times(self, *connection):
        now, born = await super()._times(*connection)
        return now + self.simulation.sandbox.clock.offset, born


class AheadRedisClaims(Ahead, AsyncRedisClaims):
    pass


class AheadPostgresClaims(Ahead, AsyncPostgresClaims):
    pass


@pytest.fixture
def simulation() -> Simulation:
    return Simulation()


@pytest.fixture
async def claims(
    server: RedisServer | PostgresServer, simulation: Simulation
) -> AsyncIterator[AheadRedisClaims | AheadPostgresClaims]:
    lease = LEASE.total_seconds()
    if isinstance(server, RedisServer):
        claims = AheadRedisClaims(server.url, lease=lease)
    else:
        claims = AheadPostgresClaims(server.dsn, lease=lease)
    claims.simulation = claims.clock = simulation
    async with claims:
        yield claims


@pytest.fixture
async def http_client(simulation: Simulation) -> AsyncIterator[httpx2.AsyncClient]:
    async with httpx2.AsyncClient(transport=transport(simulation.sandbox, httpx2)) as client:
        yield client


@pytest.fixture
async def flowroute(
    simulation: Simulation, http_client: httpx2.AsyncClient
) -> AsyncIterator[AsyncFlowroute]:
    async with AsyncFlowroute(
        **simulation.keys, http_client=http_client, clock=simulation
    ) as client:
        yield client


@pytest.fixture
async def another(
    simulation: Simulation, http_client: httpx2.AsyncClient
) -> AsyncIterator[AsyncFlowroute]:
    """The client of another worker, which knows nothing of what the first one sends."""
    async with AsyncFlowroute(
        **simulation.keys, http_client=http_client, clock=copy(simulation)
    ) as client:
        yield client
