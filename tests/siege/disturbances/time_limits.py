"""Servers that keep a call busy beyond its time limits."""

from __future__ import annotations

import asyncio
import importlib
import random
import time
from typing import Any

from siege import oracle
from siege.disturbances.base import Disturbance
from siege.faults import DRIPS
from siege.field import Field
from siege.worker import StallMeter, Worker, in_threads

TIMES = [{"timeout": 1.0}, {"timeout": 1.0, "deadline": 1.5}, {"timeout": None, "deadline": 1.2}]
# Seconds after which the connections are taken by calls that hold them.
HEAD_START = 0.3


class DrippedResponse(Disturbance):
    """`timeout` and `deadline` bound the whole call, whatever part of a response is dripped."""

    row = 6
    speed = 1.0

    def draw(self, rng: random.Random) -> dict[str, Any]:
        return {
            "fault": rng.choice([*DRIPS, "withhold_after", "withhold_before"]),
            "times": rng.choice(TIMES),
            "engine": rng.choice(["own", "httpx", "httpx2"]),
            "tasks": rng.random() < 0.5,
        }

    def run(self, field: Field, drawn: dict[str, Any]) -> list[str]:
        field.serve({drawn.pop("fault"): 1})
        field.run("time_limits:send_in_time", 25.0, **drawn)
        return oracle.judge(field.journal)


class BusyConnections(Disturbance):
    """Waiting for a free connection counts: no call exceeds its deadline behind slow ones."""

    row = 6
    speed = 1.0

    def draw(self, rng: random.Random) -> dict[str, Any]:
        return {
            "times": rng.choice(TIMES[1:]),
            "engine": "own",
            "tasks": rng.random() < 0.5,
            "held": rng.randint(1, 3),
            "calls": rng.randint(1, 4),
        }

    def run(self, field: Field, drawn: dict[str, Any]) -> list[str]:
        field.serve({"withhold_after": 1})
        field.run("time_limits:send_in_time", 25.0, **drawn)
        return oracle.judge(field.journal)


def send_in_time(worker: Worker) -> Any:
    """Send messages at once, none of which may take longer than its limits."""
    given = worker.arguments
    times = given["times"]
    held = given.get("held", 0)
    # A lost response is not sent again, so one timeout is all that a call may take; one that
    # waits for a connection first has its deadline.
    within = min(seconds for seconds in times.values() if seconds is not None)
    within = times["deadline"] if held else within
    options = {"max_retries": 0, "concurrency": held or 8}
    library = None if given["engine"] == "own" else importlib.import_module(given["engine"])
    calls: list[tuple[str, dict[str, Any]]] = [
        *((f"held-{number}", {"timeout": 5.0}) for number in range(held)),
        *((f"t-{number}", {**times, "within": within}) for number in range(given.get("calls", 2))),
    ]
    if given["tasks"]:
        return _send_in_time(worker, library, options, calls)
    stalls = StallMeter()
    brought = {} if library is None else {"http_client": library.Client(trust_env=False)}
    with worker.client(**options, **brought) as flowroute:
        _ = flowroute.messages  # imported by its first use, which is before a call

        def send(number: int) -> None:
            reference, limits = calls[number]
            time.sleep(0 if reference.startswith("held") else HEAD_START)
            worker.send(flowroute, reference, stalls=stalls, **limits)

        in_threads(len(calls), send)
    return None


async def _send_in_time(
    worker: Worker, library: Any, options: Any, calls: list[tuple[str, dict[str, Any]]]
) -> None:
    stalls = StallMeter()
    brought = {} if library is None else {"http_client": library.AsyncClient(trust_env=False)}
    async with worker.async_client(**options, **brought) as flowroute:
        _ = flowroute.messages  # imported by its first use, which is before a call

        async def send(reference: str, limits: dict[str, Any]) -> None:
            await asyncio.sleep(0 if reference.startswith("held") else HEAD_START)
            await worker.asend(flowroute, reference, stalls=stalls, **limits)

        await asyncio.gather(*(send(*call) for call in calls))
