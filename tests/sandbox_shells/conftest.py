from __future__ import annotations

from contextlib import ExitStack

import pytest
from sandbox_shells.served import Served


@pytest.fixture
def serve():
    """Starts a `flowroute sandbox` with these options; none outlives the test."""
    with ExitStack() as stack:

        def start(*options: object) -> Served:
            served = Served("-m", "flowroute_ext.cli", "sandbox", "--port", 0, *options)
            stack.callback(served.clean_up)
            return served

        yield start
