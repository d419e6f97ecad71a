"""Servers that keep a call busy beyond its time limits."""

from __future__ import annotations

import asyncio
import importlib
import random
from typing import Any

from siege import oracle
from siege.disturbances.base import Disturbance
from siege.faults import DRIPS
from siege.field import Field
from siege.worker import StallMeter, Worker, in_threads

TIMES = [{"timeout": 1.0}, {"timeout": 1.0, "deadline": 1.5}, {"timeout": None, "deadline": 1.2}]


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
            "concurrency": 1,
            "calls": rng.randint(2, 5),
        }

    def run(self, field: Field, drawn: dict[str, Any]) -> list[str]:
        field.serve({"withhold_after": 1})
        field.run("time_limits:send_in_time", 25.0, **drawn)
        return oracle.judge(field.journal)


def send_in_time(worker: Worker) -> Any:
    """Send messages at once, none of which may take longer than its limits."""
    given = worker.arguments
    times = given["times"]
    # A lost response is not sent again, so one timeout is all that a call may take; one that
    # waits for a connection first has its deadline.
    within = min(seconds for seconds in times.values() if seconds is not None)
    within = times["deadline"] if "concurrency" in given else within
    options = {"max_retries": 0, "concurrency": given.get("concurrency", 8), **times}
    calls = given.get("calls", 2)
    library = None if given["engine"] == "own" else importlib.import_module(given["engine"])
    if given["tasks"]:
        return _send_in_time(worker, library, options, calls, within)
    stalls = StallMeter()
    brought = {} if library is None else {"http_client": library.Client(trust_env=False)}
    flowroute = worker.client(**options, **brought)
    in_threads(
        calls,
        lambda number: worker.send(flowroute, f"t-{number}", within=within, stalls=stalls),
    )
    return None


async def _send_in_time(
    worker: Worker, library: Any, options: Any, calls: int, within: float
) -> None:
    stalls = StallMeter()
    brought = {} if library is None else {"http_client": library.AsyncClient(trust_env=False)}
    flowroute = worker.async_client(**options, **brought)
    sends = [
        worker.asend(flowroute, f"t-{number}", within=within, stalls=stalls)
        for number in range(calls)
    ]
    await asyncio.gather(*sends)
