from __future__ import annotations

from collections.abc import Iterator

import pytest
from demo.stage import Stage


@pytest.fixture
def stage() -> Iterator[Stage]:
    """A live account for the demo to play on, at a sandbox that keeps what it is asked."""
    stage = Stage()
    yield stage
    stage.close()
