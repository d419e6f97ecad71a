"""Measuring the work of one SDK, in the process that has just imported it."""

from __future__ import annotations

import asyncio
import gc
import importlib.metadata
import re
import resource
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from _server import pin

from .raw import LIBRARIES
from .sdks import OTHERS, OURS
from .work import Peer, Work

PEERS = OURS | OTHERS | LIBRARIES
TASKS = 100
Clocks = tuple[float, float]
Found = dict[str, object]


def clocks() -> Clocks:
    """Microseconds of CPU, of all threads, and of time."""
    return time.process_time() * 1e6, time.perf_counter() * 1e6


def since(began: Clocks, count: int = 1) -> Clocks:
    """What each of *count* pieces of work has taken since *began*."""
    cpu, wall = clocks()
    return (cpu - began[0]) / count, (wall - began[1]) / count


def repeated(act: Callable[[], object], count: int) -> Clocks:
    """What *act* takes, once it has been done before."""
    for _ in range(min(count, 5)):
        act()
    gc.collect()
    began = clocks()
    for _ in range(count):
        act()
    return since(began, count)


async def together(peer: Peer, url: str, count: int) -> Clocks:
    """What each of *count* calls takes of a hundred tasks that share a client."""
    assert peer.tasks is not None
    async with peer.tasks(url) as call:
        each = max(count // TASKS, 1)
        await many(call, 1)
        gc.collect()
        began = clocks()
        await many(call, each)
        return since(began, each * TASKS)


async def many(call: Callable[[], Awaitable[object]], each: int) -> None:
    """So many calls by each of the tasks."""

    async def task() -> None:
        for _ in range(each):
            await call()

    await asyncio.gather(*(task() for _ in range(TASKS)))


def megabytes() -> float:
    """The most memory that this process has had."""
    status = Path("/proc/self/status")
    if status.exists():
        # What getrusage() says may be that of the process that has started this one.
        peak = re.search(r"VmHWM:\s*(\d+) kB", status.read_text("ascii"))
        if peak:
            return int(peak[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def tried(act: Callable[[], object]) -> object:
    """What *act* returns, or the error that is to stand in its place."""
    try:
        return act()
    except Exception as error:
        return f"{type(error).__name__}: {error}"[:200]


def first(peer: Peer, url: str, imported: Clocks) -> tuple[Work, Clocks]:
    """The work of a new client, and what it took from its import until the first response."""
    assert peer.work is not None
    began = clocks()
    work = peer.work(url)
    got = work.get()
    taken = since(began)
    assert got == peer.got[0], got
    return work, (taken[0] + imported[0], taken[1] + imported[1])


def checked(peer: Peer, work: Work) -> None:
    """Each piece of work, once: what is returned is what the server has sent."""
    posted, page = work.post(), work.page()
    assert (posted, page[-1], len(page)) == (*peer.got[1:], 200), (posted, page[-1:], len(page))


def measured(name: str, url: str, calls: int, began: Clocks, ended: Clocks) -> Found:
    """All figures of one SDK; an error in the place of one that it cannot have."""
    pin(1)  # the server has taken core 0
    peer = PEERS[name]
    imported = (ended[0] - began[0], ended[1] - began[1])
    found: Found = {
        "version": importlib.metadata.version(peer.distribution),
        "import": imported,
    }
    if peer.work is not None:
        work, found["first"] = first(peer, url, imported)
        checked(peer, work)
        found["memory"] = megabytes()
        found["get"] = tried(lambda: repeated(work.get, calls))
        found["post"] = tried(lambda: repeated(work.post, calls))
        found["page"] = tried(lambda: repeated(work.page, max(calls // 10, 1)))
    if peer.tasks is not None:
        found["tasks"] = tried(lambda: asyncio.run(together(peer, url, calls * 5 // 2)))
    return found
