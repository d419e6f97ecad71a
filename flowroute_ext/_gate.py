"""How many calls may be under way at once: the same name and manners for threads and tasks."""

from __future__ import annotations

import asyncio
import threading

Gate = threading.Semaphore
AsyncGate = asyncio.Semaphore
