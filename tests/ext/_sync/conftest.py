# Written by scripts/unasync.py from tests/ext/_async/conftest.py. Do not edit.
"""A client of the server, made with each HTTP library in turn."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from ext.server import Server

from flowroute_ext import Flowroute


@pytest.fixture
def flowroute(server: Server, library: str) -> Iterator[Flowroute]:
    """A client that sends each request once, so that a test sees what one attempt comes to."""
    with Flowroute("key", "secret", base_url=server.url, max_retries=0) as client:
        yield client
