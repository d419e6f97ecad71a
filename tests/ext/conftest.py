"""Fixtures for the tests of the client: servers, and each of the two HTTP libraries."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

import pytest
from ext.documented import usual
from ext.server import Server

from flowroute_ext._http import engine as _http

CLIENTS = ["_sync", "_async"]
LIBRARIES = ["httpx2", "httpx"]
ENVIRONMENT = ("FR_ACCESS_KEY", "FR_SECRET_KEY", "FR_BASE_URL", "FR_ENGINE")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With --alternate, run each case of a client's test with one of the HTTP libraries."""
    if config.getoption("--alternate", default=False):
        left = [item for item in items if _is_left_out(item)]
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if not _is_left_out(item)]


def _is_left_out(item: pytest.Item) -> bool:
    """Return whether the other client's test runs the same case with this HTTP library.

    Then this client's test runs it with the other one. Which, is by chance for each case.
    """
    folder, case = item.path.parent, getattr(item, "callspec", None)
    if folder.parent != Path(__file__).parent or folder.name not in CLIENTS or case is None:
        return False
    if "library" not in case.indices or item.get_closest_marker("once"):
        return False
    others = sorted((name, index) for name, index in case.indices.items() if name != "library")
    chance = crc32(repr((item.path.name, item.originalname, others)).encode())
    return case.indices["library"] == (chance + CLIENTS.index(folder.name)) % 2


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment without Flowroute's variables."""
    for name in ENVIRONMENT:
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


@pytest.fixture(params=LIBRARIES)
def library(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The name of the HTTP library, as if no other were installed."""
    if request.param == "fast":
        monkeypatch.setenv("FR_ENGINE", "fast")
    else:
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
