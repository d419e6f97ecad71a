from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from flowroute_sandbox.inventory.inventory import Inventory
from flowroute_sandbox.sandbox import Sandbox
from flowroute_sandbox.state.clock import FrozenClock
from sandbox.caller import Caller
from sandbox.samples import OWN

NOW = datetime(2026, 1, 15, 12, 0, 0, 120_000, tzinfo=UTC)


@pytest.fixture(scope="session")
def inventory() -> Inventory:
    """The numbers on sale: made once, for it never changes."""
    return Inventory(0)


@pytest.fixture
def sandbox(inventory: Inventory) -> Sandbox:
    """A new sandbox whose time stands still."""
    return Sandbox(inventory=inventory, clock=FrozenClock(NOW))


@pytest.fixture
def number(sandbox: Sandbox) -> str:
    """A number that the sandbox's account may send from."""
    sandbox.seed_number(OWN)
    return OWN


@pytest.fixture
def api(sandbox: Sandbox) -> Caller:
    return Caller(sandbox)


@pytest.fixture
def posted() -> list[Any]:
    """The URLs and documents of the webhooks that the sandbox of `posting_api` has posted."""
    return []


@pytest.fixture
def posting_api(posted: list[Any], inventory: Inventory) -> Caller:
    """A caller of a sandbox that keeps what it posts."""

    def post(url: str, body: bytes, _: Mapping[str, str]) -> int:
        posted.append((url, json.loads(body)))
        return 200

    return Caller(Sandbox(inventory=inventory, clock=FrozenClock(NOW), post=post))
