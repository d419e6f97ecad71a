"""How many calls may be under way at once: the same name and manners for threads and tasks."""

from __future__ import annotations

import asyncio
import threading
from typing import Literal

Gate = threading.Semaphore


class AsyncGate(asyncio.Semaphore):
    """A gate in one event loop, the first that it was used in.

    Connections work in the loop that they were made in, and break in another.
    """

    _home: asyncio.AbstractEventLoop | None = None

    async def acquire(self) -> Literal[True]:
        """Wait for a place; raise `RuntimeError` in another event loop."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # driven by hand or by another library, where no loop can be told
            return await super().acquire()
        if self._home not in (None, loop):
            raise RuntimeError(
                "This client was used in another event loop: make one in each, "
                "as `async with AsyncFlowroute() as flowroute` does"
            )
        self._home = loop
        return await super().acquire()
