"""A sandbox that keeps what it posts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from flowroute_sandbox.inventory.inventory import Inventory
from flowroute_sandbox.sandbox import Sandbox
from flowroute_sandbox.state.clock import FrozenClock
from sandbox.caller import Caller
from sandbox.conftest import NOW


@pytest.fixture
def posted() -> list[Any]:
    """The URLs and documents of the webhooks that were posted."""
    return []


@pytest.fixture
def api(posted: list[Any], inventory: Inventory) -> Caller:
    """A caller of that sandbox."""

    def post(url: str, body: bytes, _: Mapping[str, str]) -> int:
        posted.append((url, json.loads(body)))
        return 200

    return Caller(Sandbox(inventory=inventory, clock=FrozenClock(NOW), post=post))
