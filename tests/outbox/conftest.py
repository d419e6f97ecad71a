"""What the tests of the outbox share."""

from __future__ import annotations

from pathlib import Path

import pytest

from flowroute_ext import Outbox
from outbox.clients import SandboxClients


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "campaign.db"


@pytest.fixture
def outbox(path: Path) -> Outbox:
    return Outbox(path)


@pytest.fixture(params=["sync", "async"])
def clients(request: pytest.FixtureRequest) -> SandboxClients:
    """A sandbox, and a client of each kind."""
    return SandboxClients(request.param)


@pytest.fixture
def file(tmp_path):
    """Writes a file of rows."""

    def write(name: str, content: str | bytes):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write
