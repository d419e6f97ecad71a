from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from openapi.document import operations
from sandbox_serving.served import Served

from operations.control import Control, serving

OPERATIONS = {
    (operation.method.upper(), operation.path): name for name, operation in operations().items()
}


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def served() -> Iterator[Served]:
    """A sandbox for all tests of a session; it is strict, as our client needs no tolerance."""
    with serving("--strict") as served:
        yield served


@pytest.fixture(scope="session")
def limited() -> Iterator[Served]:
    """A sandbox that enforces Flowroute's rate limits."""
    with serving("--rate-limit") as served:
        yield served


@pytest.fixture
def account(served: Served) -> Control:
    """The sandbox's account, as new."""
    account = Control(served)
    account.reset()
    return account


@pytest.fixture(autouse=True)
def proof(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Check a test's `proves` mark: each operation in it was requested, and succeeded."""
    caplog.set_level(logging.INFO, "flowroute_ext")
    yield
    logged = [one.args for one in caplog.get_records("call") if one.name == "flowroute_ext"]
    succeeded = {
        OPERATIONS[method, path] for method, path, status, *_ in logged if str(status)[0] == "2"
    }
    promised = {name for mark in request.node.iter_markers("proves") for name in mark.args}
    assert promised - succeeded == set()
