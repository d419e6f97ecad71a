from __future__ import annotations

import pytest

from exports.records import PAGE, Records


@pytest.fixture
def records(monkeypatch: pytest.MonkeyPatch) -> Records:
    """An account whose records the test makes, read in pages of a few."""
    for twin in ("_async", "_sync"):
        monkeypatch.setattr(f"flowroute_ext.{twin}.exporting.reading.MESSAGES_PAGE", PAGE)
    return Records()


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"
