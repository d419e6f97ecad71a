from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from sandbox_serving.served import Served

from flowroute_sandbox.sandbox import ACCESS_KEY, SECRET_KEY

SERVE = """
from datetime import UTC, datetime

from flowroute_sandbox import FrozenClock, Sandbox
from flowroute_sandbox.serving import server

listener = server.listen("127.0.0.1", 0)
url = server.url("127.0.0.1", listener)
sandbox = Sandbox(clock=FrozenClock(datetime.now(UTC)))
server.serve(sandbox, listener, lambda: print(f"READY {url}", flush=True))
"""


@pytest.fixture(scope="session")
def served() -> Iterator[Served]:
    """A sandbox that is served to all pages; its clock stands still."""
    served = Served("-c", SERVE)
    yield served
    served.clean_up()


@pytest.fixture
def sandbox(served: Served, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """The same with a new account; the environment has its URL and credentials."""
    served.connection.close()  # it may have been idle for too long
    served.json("POST", "/_sandbox/reset")
    monkeypatch.setenv("FR_ACCESS_KEY", ACCESS_KEY)
    monkeypatch.setenv("FR_SECRET_KEY", SECRET_KEY)
    monkeypatch.setenv("FR_BASE_URL", served.url)
    yield served
    logging.getLogger("flowroute_ext").setLevel(logging.NOTSET)  # a page turns it up
