"""Calls that are interrupted: tasks cancelled, and signal handlers that raise."""

from __future__ import annotations

import asyncio
import random
import signal
import time
from contextlib import suppress
from typing import Any

from flowroute_ext import AsyncFlowroute, Outbox
from siege import oracle
from siege.disturbances.base import Disturbance
from siege.disturbances.outboxes import fill, finished, path_of
from siege.field import Field
from siege.verdicts import Interrupted
from siege.worker import StallMeter, Worker, in_threads

# Seconds that a call may take on a client that works, whatever happened before.
QUICKLY = 1.0
AFTERWARDS = 100


class CancelledTasks(Disturbance):
    """However tasks are cancelled, the client works afterwards: 100 calls succeed quickly."""

    row = 5

    def draw(self, rng: random.Random) -> dict[str, Any]:
        return {
            "seed": rng.getrandbits(32),
            "how": rng.choice(["once", "twice", "many", "wait_for", "mixed"]),
            "tasks": rng.randint(40, 120),
            "concurrency": rng.choice([2, 8, 20]),
            "loop": rng.choice(["asyncio", "uvloop"]),
            "delay": rng.choice([0.02, 0.3, 1.0]),
        }

    def run(self, field: Field, drawn: dict[str, Any]) -> list[str]:
        faults = {"ok": 6, "slow": 4, "slow_body": 4, "drop_after": 1, "hints": 1}
        field.serve(faults, delay=drawn.pop("delay"))
        field.run("interruption:cancel_tasks", 40.0, **drawn)
        return oracle.judge(field.journal)


def cancel_tasks(worker: Worker) -> None:
    """Cancel tasks at random moments, then send 100 messages."""
    if worker.arguments["loop"] == "uvloop":
        with suppress(ImportError):
            import uvloop

            return uvloop.run(_cancel_tasks(worker))
    return asyncio.run(_cancel_tasks(worker))


async def _cancel_tasks(worker: Worker) -> None:
    given = worker.arguments
    draw = random.Random(given["seed"])
    stalls = StallMeter()
    async with worker.async_client(timeout=3, concurrency=given["concurrency"]) as flowroute:
        for batch in range(0, given["tasks"], 20):
            numbers = range(batch, min(batch + 20, given["tasks"]))
            tasks = [_cancelled(worker, flowroute, f"c-{n}", given["how"], draw) for n in numbers]
            with suppress(TimeoutError):
                await asyncio.wait_for(asyncio.gather(*tasks, return_exceptions=True), 10)
        await _recovered(worker, flowroute, stalls)


async def _cancelled(
    worker: Worker, flowroute: AsyncFlowroute, reference: str, how: str, draw: random.Random
) -> None:
    how = draw.choice(["once", "twice", "many", "wait_for"]) if how == "mixed" else how
    after, again = draw.uniform(0, 0.15), draw.choice([0, 0, 0.001, 0.005])
    call = worker.asend(flowroute, reference)
    if how == "wait_for":
        await asyncio.wait_for(call, max(after, 0.001))
        return
    task = asyncio.ensure_future(call)
    await asyncio.sleep(after)
    for _ in range({"once": 1, "twice": 2, "many": 6}[how]):
        task.cancel()
        await asyncio.sleep(again)
    await asyncio.gather(task, return_exceptions=True)


async def _recovered(worker: Worker, flowroute: AsyncFlowroute, stalls: StallMeter) -> None:
    from siege.disturbances.control import behave

    await asyncio.to_thread(behave, worker)
    for batch in range(0, AFTERWARDS, 10):
        calls = [
            worker.asend(flowroute, f"after-{n}", within=QUICKLY, stalls=stalls)
            for n in range(batch, batch + 10)
        ]
        await asyncio.gather(*calls)
        if worker.journal.entries("late"):
            return
    _all_sent(worker)


class RaisingSignals(Disturbance):
    """A signal handler may raise in the middle of a call: the client works afterwards."""

    row = 5

    def draw(self, rng: random.Random) -> dict[str, Any]:
        return {
            "seed": rng.getrandbits(32),
            "signals": rng.randint(60, 200),
            "concurrency": rng.choice([1, 2, 8]),
            "longest": rng.choice([0.002, 0.01, 0.03]),
        }

    def run(self, field: Field, drawn: dict[str, Any]) -> list[str]:
        field.serve({"ok": 8, "stale": 1, "drop_after": 1}, delay=0.005)
        field.run("interruption:raise_signals", 40.0, **drawn)
        return oracle.judge(field.journal)


def raise_signals(worker: Worker) -> None:
    """Interrupt calls by a timer at random moments, then send 100 messages."""
    from siege.disturbances.control import behave

    given = worker.arguments
    draw = random.Random(given["seed"])
    stalls = StallMeter()

    armed = False

    def interrupt(number: int, frame: object) -> None:
        if armed:
            raise Interrupted

    signal.signal(signal.SIGALRM, interrupt)
    flowroute = worker.client(timeout=3, concurrency=given["concurrency"])
    for number in range(given["signals"]):
        reference = f"s-{number}"
        worker.journal.note("started", reference=reference)
        verdict, message_id, error = "interrupted", None, None
        try:
            armed = True
            signal.setitimer(signal.ITIMER_REAL, draw.uniform(0.0002, given["longest"]))
            message = worker.message(reference)
            message_id = flowroute.messages.send(message, reference=reference).id
            armed, verdict = False, "sent"
        except Interrupted:
            pass
        except Exception as caught:
            error = caught
        armed = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        if error is not None:
            with worker.noting(reference):
                raise error
        else:
            worker.journal.note(
                "verdict", reference=reference, verdict=verdict, id=message_id, error=None
            )
    behave(worker)

    def share(thread: int) -> None:
        for number in range(AFTERWARDS // 4):
            if worker.journal.entries("late"):
                return
            worker.send(flowroute, f"after-{thread}-{number}", within=QUICKLY, stalls=stalls)

    in_threads(4, share)
    _all_sent(worker)


def _all_sent(worker: Worker) -> None:
    if worker.journal.entries("late"):
        return
    after = [
        entry
        for entry in worker.journal.entries("verdict")
        if entry["reference"].startswith("after-")
    ]
    failed = [entry for entry in after if entry["verdict"] != "sent"]
    if failed or len(after) != AFTERWARDS:
        example = failed[0] if failed else None
        worker.violation(f"{len(failed)} of {len(after)} calls failed afterwards: {example}")


class CancelledOutbox(Disturbance):
    """After a cancelled `asend` no row stays *sending*, and in the end each is sent once."""

    row = 5

    def draw(self, rng: random.Random) -> dict[str, Any]:
        return {
            "seed": rng.getrandbits(32),
            "rows": rng.randint(30, 80),
            "rounds": rng.randint(2, 5),
            "cancels": rng.choice([1, 2, 2, 5]),
        }

    def run(self, field: Field, drawn: dict[str, Any]) -> list[str]:
        field.serve()
        references = fill(field, drawn["rows"])
        field.run("interruption:cancel_outbox", 40.0, path=path_of(field), **drawn)
        return finished(field, references)


async def cancel_outbox(worker: Worker) -> None:
    """Cancel `asend` again and again at random moments, and look at the rows each time."""
    given = worker.arguments
    draw = random.Random(given["seed"])
    outbox = Outbox(given["path"])
    async with worker.async_client(timeout=2) as flowroute:
        for _ in range(given["rounds"]):
            task = asyncio.ensure_future(outbox.asend(flowroute))
            await asyncio.sleep(draw.uniform(0, 0.4))
            for _ in range(given["cancels"]):
                task.cancel()
                await asyncio.sleep(draw.choice([0, 0.001]))
            began = time.monotonic()
            with suppress(asyncio.CancelledError):
                await task
            if time.monotonic() - began > 5:
                worker.violation("asend() took more than 5 s to be cancelled")
            if left := outbox.status().sending:
                worker.violation(f"{left} rows are sending after asend() was cancelled")
