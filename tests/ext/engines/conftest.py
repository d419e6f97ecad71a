"""The engine "fast", as if a program had chosen it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from ext.server import Server

from flowroute_ext import Flowroute


@pytest.fixture
def fast(server: Server) -> Iterator[Flowroute]:
    """A client of the server that sends each request once."""
    with Flowroute("key", "secret", base_url=server.url, max_retries=0, engine="fast") as client:
        yield client
