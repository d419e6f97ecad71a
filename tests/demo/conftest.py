from __future__ import annotations

from collections.abc import Iterator

import pytest
from demo.account import LiveAccount


@pytest.fixture
def account() -> Iterator[LiveAccount]:
    """A live account for the demo, which records the requests to it."""
    account = LiveAccount()
    yield account
    account.close()
