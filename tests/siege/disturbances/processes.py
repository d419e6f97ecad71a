"""Processes that are stopped, continued and killed; and servers that fail in every way."""

from __future__ import annotations

import asyncio
import random
import signal
import time
from contextlib import suppress
from typing import Any

from siege import oracle
from siege.disturbances.base import Disturbance
from siege.disturbances.outboxes import fill, finished, path_of
from siege.faults import QUICK
from siege.field import Field
from siege.worker import Worker, in_threads

SIGNALS = ["SIGKILL", "SIGSTOP", "SIGSTOP", "SIGTERM", "SIGINT"]


class SignalledRuns(Disturbance):
    """Runs of one outbox that are stopped and killed at any moment send each row once."""

    row = 0

    def draw(self, rng: random.Random) -> dict[str, Any]:
        return {
            "rows": rng.randint(30, 90),
            "unreliable": rng.choice([0.0, 0.3]),
            "workers": [rng.choice(["send", "asend"]) for _ in range(rng.randint(1, 3))],
            "signals": [
                (rng.uniform(0, 0.3), rng.choice(SIGNALS), rng.randint(0, 9))
                for _ in range(rng.randint(3, 8))
            ],
        }

    def run(self, field: Field, drawn: dict[str, Any]) -> list[str]:
        field.serve(QUICK, delay=0.05, unreliable=drawn["unreliable"])
        references = fill(field, drawn["rows"])
        functions = {"send": "send_once_over", "asend": "asend_once_over"}
        running = [
            field.start(f"outboxes:{functions[kind]}", path=path_of(field))
            for kind in drawn["workers"]
        ]
        field.until(lambda: field.journal.entries("arrived"))
        for pause, name, number in drawn["signals"]:
            time.sleep(pause)
            index = number % len(running)
            running[index].send_signal(signal.Signals[name])
            if name != "SIGSTOP":
                with suppress(ProcessLookupError):
                    running[index].send_signal(signal.SIGCONT)
                running.append(field.start("outboxes:send_once_over", path=path_of(field)))
        for process in running:
            process.send_signal(signal.SIGCONT)
        field.until(lambda: all(process.poll() is not None for process in running), 8.0)
        for process in running:
            field.end(process)
        return finished(field, references)


class FaultyServer(Disturbance):
    """Whatever responses look like, each verdict is right; `resolve=True` sends once."""

    row = 0

    def draw(self, rng: random.Random) -> dict[str, Any]:
        return {
            "how": rng.choice(["threads", "tasks"]),
            "senders": rng.choice([2, 8]),
            "each": rng.randint(5, 12),
            "resolve": rng.random() < 0.5,
            "concurrency": rng.choice([2, 8]),
            "unreliable": rng.choice([0.0, 0.0, 0.3]),
            "mms": rng.random() < 0.3,
        }

    def run(self, field: Field, drawn: dict[str, Any]) -> list[str]:
        field.serve(QUICK, unreliable=drawn["unreliable"])
        field.run(f"processes:by_{drawn['how']}", 40.0, **drawn)
        return oracle.judge(field.journal)


class StoppedSenders(Disturbance):
    """A process that is stopped in the middle of calls, for any time, gives no wrong verdict."""

    row = 0

    def draw(self, rng: random.Random) -> dict[str, Any]:
        return {
            "how": rng.choice(["threads", "tasks"]),
            "senders": 6,
            "each": 10,
            "resolve": rng.random() < 0.5,
            "concurrency": rng.choice([2, 8]),
            "stops": [
                (rng.uniform(0.02, 0.3), rng.choice([0.05, 0.5, 2.5, 4.0])) for _ in range(3)
            ],
        }

    def run(self, field: Field, drawn: dict[str, Any]) -> list[str]:
        field.serve(QUICK, delay=0.05)
        process = field.start(f"processes:by_{drawn['how']}", **drawn)
        field.until(lambda: field.journal.entries("arrived"))
        for pause, seconds in drawn["stops"]:
            time.sleep(pause)
            process.send_signal(signal.SIGSTOP)
            time.sleep(seconds)
            process.send_signal(signal.SIGCONT)
        field.wait(process, 40.0, "a stopped sender")
        return oracle.judge(field.journal)


def by_threads(worker: Worker) -> None:
    """Send by threads that share a client."""
    given = worker.arguments
    options = {"resolve": given["resolve"], "mms": given.get("mms", False)}
    flowroute = worker.client(timeout=3, concurrency=given["concurrency"])

    def share(sender: int) -> None:
        for number in range(given["each"]):
            worker.send(flowroute, f"f-{sender}-{number}", **options)

    in_threads(given["senders"], share)


async def by_tasks(worker: Worker) -> None:
    """Send by tasks that share a client."""
    given = worker.arguments
    options = {"resolve": given["resolve"], "mms": given.get("mms", False)}

    async def share(sender: int) -> None:
        for number in range(given["each"]):
            await worker.asend(flowroute, f"f-{sender}-{number}", **options)

    async with worker.async_client(timeout=3, concurrency=given["concurrency"]) as flowroute:
        await asyncio.gather(*map(share, range(given["senders"])))


class UnusableSuccess(Disturbance):
    """A success without a usable id is *unknown*, never *sent*."""

    row = 13

    def draw(self, rng: random.Random) -> dict[str, Any]:
        fault = rng.choice(["empty_id", "error_type"])
        how = rng.choice(["threads", "tasks"])
        return {"fault": fault, "how": how, "senders": 2, "each": 2, "concurrency": 2}

    def run(self, field: Field, drawn: dict[str, Any]) -> list[str]:
        field.serve({drawn["fault"]: 1})
        field.run(f"processes:by_{drawn['how']}", resolve=False, **drawn)
        return oracle.judge(field.journal)


class InterruptedRun(Disturbance):
    """After Ctrl-C nothing new leaves; after a second one, what has not left is queued again."""

    row = 14
    speed = 1.0

    def draw(self, rng: random.Random) -> dict[str, Any]:
        return {
            "rows": 60,
            "after": rng.uniform(0.1, 1.5),
            "twice": rng.random() < 0.5,
            "limit": rng.choice([5, 20]),
            "sms_delay": rng.choice([0.02, 0.5]),
        }

    def run(self, field: Field, drawn: dict[str, Any]) -> list[str]:
        from flowroute_ext import Outbox

        field.serve({"ok": 1}, delay=drawn["sms_delay"])
        fill(field, drawn["rows"])
        process = field.start(
            "processes:send_within_limit", path=path_of(field), limit=drawn["limit"]
        )
        field.until(lambda: field.journal.entries("arrived"))
        time.sleep(drawn["after"])
        process.send_signal(signal.SIGINT)
        signalled = time.monotonic()
        if drawn["twice"]:
            time.sleep(0.1)
            process.send_signal(signal.SIGINT)
        field.wait(process, 10.0, "a run after Ctrl-C")
        late = [e for e in field.journal.entries("arrived") if e["at"] > signalled + 0.3]
        wrong = [f"{len(late)} requests left after Ctrl-C"] if late else []
        arrived = {entry["reference"] for entry in field.journal.entries("arrived")}
        stuck = [
            row.reference
            for row in Outbox(path_of(field)).rows()
            if row.state not in ("queued", "sent") and row.reference not in arrived
        ]
        if stuck:
            wrong.append(f"{len(stuck)} rows that had not left are not queued again: {stuck[:3]}")
        return wrong + oracle.judge(field.journal)


def send_within_limit(worker: Worker) -> None:
    """Send from an outbox within a rate limit."""
    from flowroute_ext import Outbox, RateLimit

    limit = RateLimit(sms=worker.arguments["limit"])
    Outbox(worker.arguments["path"]).send(worker.client(rate_limit=limit, timeout=5))
