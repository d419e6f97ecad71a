"""A receiver in a folder of its own, with a clock that a test moves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from rate_limit.clocks import FakeClock

from flowroute_ext import WebhookReceiver
from receiver.posts import SECRET


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "inbox.db"


@pytest.fixture
def make(path: Path, clock: FakeClock) -> Iterator[Callable[..., WebhookReceiver]]:
    """Make receivers on one file, which are closed at the end."""
    made: list[WebhookReceiver] = []

    def make(**options: Any) -> WebhookReceiver:
        options = {"secret": SECRET, "background": False, "clock": clock} | options
        made.append(WebhookReceiver(path, **options))
        return made[-1]

    yield make
    for receiver in made:
        receiver.close()


@pytest.fixture
def receiver(make: Callable[..., WebhookReceiver]) -> WebhookReceiver:
    return make()
