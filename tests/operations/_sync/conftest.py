# Written by scripts/unasync.py from tests/operations/_async/conftest.py. Do not edit.
"""A client of the served sandbox, over each HTTP library."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from types import ModuleType

import httpx
import httpx2
import pytest
from operations.control import Control

from flowroute_ext import Flowroute
from flowroute_sandbox.sandbox import ACCESS_KEY, SECRET_KEY

# One with certificates takes 20 ms to make, and nothing here is encrypted.
CONTEXT = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


@pytest.fixture(params=[httpx2, httpx], ids=["httpx2", "httpx"])
def library(request: pytest.FixtureRequest) -> ModuleType:
    return request.param


@pytest.fixture
def flowroute(account: Control, library: ModuleType) -> Iterator[Flowroute]:
    with (
        library.Client(verify=CONTEXT) as http_client,
        Flowroute(ACCESS_KEY, SECRET_KEY, base_url=account.url, http_client=http_client) as client,
    ):
        yield client
