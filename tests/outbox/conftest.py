"""What the tests of the outbox share."""

from __future__ import annotations

from pathlib import Path

import pytest

from flowroute_ext import Outbox


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "campaign.db"


@pytest.fixture
def outbox(path: Path) -> Outbox:
    return Outbox(path)
