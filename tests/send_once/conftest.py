from __future__ import annotations

from collections.abc import Iterator

import pytest

from send_once.servers import DURABLE, PostgresServer, RedisServer


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def redis_server() -> Iterator[RedisServer]:
    """A Redis that writes what it acknowledges, for all tests of a session."""
    server = RedisServer(*DURABLE)
    yield server
    server.clean_up()


@pytest.fixture
def empty_redis(redis_server: RedisServer) -> Iterator[RedisServer]:
    """The same with nothing in it, before the test and after it."""
    redis_server.empty()
    yield redis_server
    redis_server.empty()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A PostgreSQL for all tests of a session."""
    server = PostgresServer()
    yield server
    server.clean_up()


@pytest.fixture(params=["redis", "postgres"])
def server(request: pytest.FixtureRequest) -> RedisServer | PostgresServer:
    """Each of the two, empty."""
    server = request.getfixturevalue(f"{request.param}_server")
    server.empty()
    return server
