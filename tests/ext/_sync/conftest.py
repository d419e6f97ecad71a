# Written by scripts/unasync.py from tests/ext/_async/conftest.py. Do not edit.
"""A client of the server, made with each HTTP library in turn."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from ext.server import Server

from flowroute_ext import Flowroute


@pytest.fixture
def flowroute(server: Server, library: str) -> Iterator[Flowroute]:
    with Flowroute("key", "secret", base_url=server.url) as client:
        yield client
