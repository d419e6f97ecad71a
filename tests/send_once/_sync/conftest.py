# Written by scripts/unasync.py from tests/send_once/_async/conftest.py. Do not edit.
"""A claim table in each kind of store, whose time a test sets, and a client."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy

import httpx2
import pytest
from send_once.servers import PostgresServer, RedisServer
from send_once.simulation import Simulation
from send_once.steps import LEASE

from flowroute_ext import Flowroute
from flowroute_ext.send_once import PostgresClaims, RedisClaims
from flowroute_sandbox import transport


class Ahead:
    """The store's time runs ahead of the real one, by as much as the simulation's does."""

    simulation: Simulation

    def _times(self, *connection):
        now, born = super()._times(*connection)
        return now + self.simulation.sandbox.clock.offset, born


class AheadRedisClaims(Ahead, RedisClaims):
    pass


class AheadPostgresClaims(Ahead, PostgresClaims):
    pass


@pytest.fixture
def simulation() -> Simulation:
    return Simulation()


@pytest.fixture
def claims(
    server: RedisServer | PostgresServer, simulation: Simulation
) -> Iterator[AheadRedisClaims | AheadPostgresClaims]:
    lease = LEASE.total_seconds()
    if isinstance(server, RedisServer):
        claims = AheadRedisClaims(server.url, lease=lease)
    else:
        claims = AheadPostgresClaims(server.dsn, lease=lease)
    claims.simulation = claims.clock = simulation
    with claims:
        yield claims


@pytest.fixture
def http_client(simulation: Simulation) -> Iterator[httpx2.Client]:
    with httpx2.Client(transport=transport(simulation.sandbox, httpx2)) as client:
        yield client


@pytest.fixture
def flowroute(simulation: Simulation, http_client: httpx2.Client) -> Iterator[Flowroute]:
    with Flowroute(**simulation.keys, http_client=http_client, clock=simulation) as client:
        yield client


@pytest.fixture
def another(simulation: Simulation, http_client: httpx2.Client) -> Iterator[Flowroute]:
    """The client of another worker, which knows nothing of what the first one sends."""
    with Flowroute(**simulation.keys, http_client=http_client, clock=copy(simulation)) as client:
        yield client
