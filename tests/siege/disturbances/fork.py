"""Processes that fork while a client is in use."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from flowroute_ext import Outbox, RateLimit
from siege import oracle
from siege.disturbances.base import Disturbance
from siege.disturbances.outboxes import fill, finished, path_of
from siege.field import Field
from siege.worker import Worker, in_threads


class ForkUsedClient(Disturbance):
    """After a fork each process has its own connections: no verdict is another process's."""

    row = 2

    def draw(self, rng: random.Random) -> dict[str, Any]:
        return {
            "children": rng.randint(2, 4),
            "warm": rng.randint(1, 6),
            "each": rng.randint(5, 15),
            "threads": rng.choice([1, 1, 3]),
            "library": rng.choice(["os.fork", "multiprocessing"]),
        }

    def run(self, field: Field, drawn: dict[str, Any]) -> list[str]:
        field.serve({"ok": 20, "refuse": 3, "stale": 1})
        field.run("fork:use_then_fork", **drawn)
        return oracle.judge(field.journal)


def use_then_fork(worker: Worker) -> None:
    """Use a client in several threads, then in several processes at once."""
    given = worker.arguments
    flowroute = worker.client(timeout=5, max_retries=1)
    in_threads(given["warm"], lambda number: worker.send(flowroute, f"warm-{number}"))

    def send(process: int) -> None:
        def share(thread: int) -> None:
            for number in range(given["each"]):
                worker.send(flowroute, f"p{process}-t{thread}-{number}")

        in_threads(given["threads"], share)

    forked(worker, given["children"], send, library=given["library"])


class ForkWhileWaiting(Disturbance):
    """Children of a process whose threads wait for a permit send too, and do not hang."""

    row = 2

    def draw(self, rng: random.Random) -> dict[str, Any]:
        return {"threads": rng.randint(6, 12), "after": rng.uniform(0.05, 0.4)}

    def run(self, field: Field, drawn: dict[str, Any]) -> list[str]:
        field.serve({"ok": 1})
        field.run("fork:fork_among_waiting", **drawn)
        return oracle.judge(field.journal)


def fork_among_waiting(worker: Worker) -> None:
    """Fork while threads wait for a permit."""
    flowroute = worker.client(rate_limit=RateLimit(sms=1), timeout=5)
    threads = worker.arguments["threads"]

    def child(process: int) -> None:
        for number in range(2):
            worker.send(flowroute, f"p{process}-{number}")

    def work(number: int) -> None:
        if number:
            worker.send(flowroute, f"waiting-{number}")
        else:
            time.sleep(worker.arguments["after"])
            forked(worker, 2, child, parent=False)

    in_threads(threads, work)


class ForkAsyncClient(Disturbance):
    """An async client that was used before a fork works in the child, or refuses."""

    row = 2

    def draw(self, rng: random.Random) -> dict[str, Any]:
        return {"children": rng.randint(2, 3), "warm": rng.randint(1, 6), "each": rng.randint(3, 9)}

    def run(self, field: Field, drawn: dict[str, Any]) -> list[str]:
        field.serve({"ok": 20, "refuse": 3})
        field.run("fork:use_async_then_fork", **drawn)
        return oracle.judge(field.journal)


def use_async_then_fork(worker: Worker) -> None:
    """Use an async client in one loop, fork, and use it in the loop of each process."""
    given = worker.arguments
    flowroute = worker.async_client(timeout=5)

    async def send(prefix: str, count: int) -> None:
        calls = [worker.asend(flowroute, f"{prefix}-{number}") for number in range(count)]
        await asyncio.gather(*calls)

    with asyncio.Runner() as runner:
        runner.run(send("warm", given["warm"]))
        forked(
            worker,
            given["children"],
            lambda process: asyncio.run(send(f"p{process}", given["each"])),
            parent=False,
        )
        runner.run(send("after", given["each"]))


class ForkOutbox(Disturbance):
    """Forked processes send from one outbox, by the client of their parent: each row once."""

    row = 2

    def draw(self, rng: random.Random) -> dict[str, Any]:
        return {"children": rng.randint(2, 4), "rows": rng.randint(30, 60)}

    def run(self, field: Field, drawn: dict[str, Any]) -> list[str]:
        field.serve({"ok": 1})
        references = fill(field, drawn["rows"])
        field.run("fork:fork_outbox", 30.0, path=path_of(field), **drawn)
        return finished(field, references)


def fork_outbox(worker: Worker) -> None:
    """Send from an outbox in several processes with one client."""
    outbox = Outbox(worker.arguments["path"])
    flowroute = worker.client(timeout=5)
    worker.send(flowroute, "warm")
    forked(worker, worker.arguments["children"], lambda process: outbox.send(flowroute))


def forked(
    worker: Worker,
    children: int,
    function: Callable[[int], object],
    *,
    library: str = "os.fork",
    parent: bool = True,
    seconds: float = 10.0,
) -> None:
    """Run *function* with 1, 2, … in so many children and with 0 here; note a child that hangs."""
    _wait_for_ended_threads()
    pids = [_child(function, number + 1, library) for number in range(children)]
    give_up = time.monotonic() + seconds
    if parent:
        function(0)
    for pid in pids:
        while os.waitpid(pid, os.WNOHANG) == (0, 0):
            if time.monotonic() > give_up:
                worker.violation(f"a forked child hangs after {seconds:g} s")
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGUSR1)
                    time.sleep(0.2)
                    os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
                break
            time.sleep(0.01)


def _wait_for_ended_threads() -> None:
    """Wait until threads that were joined are gone for the system, too.

    A thread that ends takes a lock of OpenSSL. A child that is forked meanwhile never gets it.
    """
    tasks, give_up = Path("/proc/self/task"), time.monotonic() + 1.0
    while tasks.exists() and time.monotonic() < give_up:
        if len([*tasks.iterdir()]) <= threading.active_count():
            return
        time.sleep(0.001)  # the end of a thread cannot be waited for otherwise


def _child(function: Callable[[int], object], number: int, library: str) -> int:
    if library == "multiprocessing":
        import multiprocessing

        process = multiprocessing.get_context("fork").Process(target=function, args=(number,))
        process.start()
        assert process.pid is not None
        return process.pid
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        function(number)
        status = 0
    finally:
        os._exit(status)
