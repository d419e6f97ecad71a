from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from fleet.world import World


@pytest.fixture(params=["sync", "async"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], World]:
    """Makes an account, and the file of its fleet with this text, for each kind of client."""
    return lambda text: World(tmp_path / "fleet.toml", text, request.param)
