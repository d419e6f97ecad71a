"""A sandbox that keeps what it posts."""

from __future__ import annotations

import pytest

from sandbox.caller import Caller


@pytest.fixture
def api(posting_api: Caller) -> Caller:
    """A caller of that sandbox."""
    return posting_api
