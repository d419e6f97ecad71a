"""Fixtures for the tests of the client: servers, and each of the two HTTP libraries."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from ext.documented import usual
from ext.server import Server

from flowroute_ext._http import engine as _http

ENVIRONMENT = ("FR_ACCESS_KEY", "FR_SECRET_KEY", "FR_BASE_URL")


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment without Flowroute's variables."""
    for name in ENVIRONMENT:
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


@pytest.fixture(params=["httpx2", "httpx"])
def library(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The name of the HTTP library, as if no other were installed."""
    monkeypatch.setattr(_http, "LIBRARIES", (request.param,))
    _http.engine.cache_clear()
    yield request.param
    _http.engine.cache_clear()


@pytest.fixture
def server() -> Iterator[Server]:
    """A server with documented responses, unless configured otherwise."""
    server = Server(usual)
    yield server
    server.close()


@pytest.fixture
def other() -> Iterator[Server]:
    """Another server, which must get no request."""
    server = Server(usual)
    yield server
    server.close()
