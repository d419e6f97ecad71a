"""pytest-asyncio in its auto mode, without marks; `scripts/plugin_matrix.py` runs this."""

from __future__ import annotations

from typing import Any

import pytest

from .calls import sends
from .with_asyncio import post


@pytest.fixture
async def sent(flowroute_cassette: Any) -> int:
    """What was sent before the test began."""
    return await post()


@sends
async def test_without_a_mark(sent: int, flowroute_cassette: Any) -> None:
    """Test and fixture are run, and answered from the scenario of the test."""
    assert (sent, flowroute_cassette.play_count) == (202, 1)
