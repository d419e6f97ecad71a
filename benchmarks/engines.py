"""What a call costs with each engine, beside raw httpx and raw aiohttp: CPU and time of one run.

usage: python benchmarks/engines.py [--rounds N]

The first table is one call after another, the second a page of numbers after another, with each
library for JSON, and the third a hundred tasks on one client. CPU is that of this process with all
of its threads; the server is another one. The figures are medians of rounds in which all take
turns.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import statistics
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, ExitStack
from functools import partial
from operator import attrgetter
from typing import Any

import aiohttp
import attrs
import httpx
from client import NUMBER, TASKS, json_by, server

from flowroute_ext import AsyncFlowroute, Flowroute, Number
from flowroute_ext._http.libraries import REQUIREMENTS, EngineName

ENGINES: tuple[EngineName, ...] = ("httpx", "httpx2", "fast")
CALLS, PAGES = 200, 30
FULL_PAGE = {"limit": "200", "offset": "0"}
KEYS = ("key", "secret")
Costs = dict[str, list[tuple[float, float]]]
"""By what sent them, the microseconds of CPU and of time of a call, in each round."""


def clocks() -> tuple[float, float]:
    """Microseconds of CPU and of time."""
    return time.process_time() * 1e6, time.perf_counter() * 1e6


def between(before: tuple[float, float], count: int) -> tuple[float, float]:
    """What each of *count* calls since *before* has cost."""
    cpu, wall = clocks()
    return (cpu - before[0]) / count, (wall - before[1]) / count


def calls(base_url: str, rounds: int) -> Costs:
    """One call after another."""
    costs: Costs = {}
    with ExitStack() as stack:
        raw = stack.enter_context(httpx.Client(base_url=base_url, auth=KEYS))
        work: dict[str, Callable[[], object]] = {
            "raw httpx": lambda: json.loads(raw.get(f"/v2/numbers/{NUMBER}").content)
        }
        for engine in ENGINES:
            client = stack.enter_context(Flowroute(*KEYS, base_url=base_url, engine=engine))
            work[engine] = partial(client.numbers.get, NUMBER)
        for _ in range(rounds):
            for name, call in work.items():
                call()
                before = clocks()
                for _ in range(CALLS):
                    call()
                costs.setdefault(name, []).append(between(before, CALLS))
    return costs


def pages(base_url: str, rounds: int) -> Costs:
    """A page of 200 numbers after another, with each library for JSON."""
    costs: Costs = {}
    fields = attrgetter(*(field.name for field in attrs.fields(Number)))
    with ExitStack() as stack:
        raw = stack.enter_context(httpx.Client(base_url=base_url, auth=KEYS))
        work: dict[str, tuple[str, Callable[[], Any]]] = {
            "raw httpx": (
                "json",
                lambda: json.loads(raw.get("/v2/numbers", params=FULL_PAGE).content),
            )
        }
        for engine in ENGINES:
            client = stack.enter_context(Flowroute(*KEYS, base_url=base_url, engine=engine))
            for reader in ("json", "orjson"):
                work[f"{engine}, {reader}"] = reader, client.numbers.list(limit=200).to_list
        page = work["fast, orjson"][1]
        work["... and all fields"] = "orjson", lambda: [fields(number) for number in page()]
        for _ in range(rounds):
            for name, (reader, call) in work.items():
                with json_by(reader):
                    call()
                    before = clocks()
                    for _ in range(PAGES):
                        call()
                    costs.setdefault(name, []).append(between(before, PAGES))
    return costs


async def tasks(base_url: str, rounds: int) -> Costs:
    """A hundred tasks, each with calls one after another."""
    costs: Costs = {}
    async with AsyncExitStack() as stack:
        headers = {"authorization": aiohttp.encode_basic_auth(*KEYS)}
        session = await stack.enter_async_context(aiohttp.ClientSession(headers=headers))

        async def raw() -> object:
            async with session.get(f"{base_url}/v2/numbers/{NUMBER}") as response:
                return json.loads(await response.read())

        work: dict[str, Callable[[], Awaitable[object]]] = {"raw aiohttp": raw}
        for engine in ENGINES:
            client = await stack.enter_async_context(
                AsyncFlowroute(*KEYS, base_url=base_url, engine=engine, concurrency=TASKS)
            )
            work[engine] = partial(client.numbers.get, NUMBER)
        for _ in range(rounds):
            for name, call in work.items():
                await many(call)
                before = clocks()
                await many(call)
                costs.setdefault(name, []).append(between(before, TASKS * 10))
    return costs


async def many(call: Callable[[], Awaitable[object]]) -> None:
    """Ten calls by each of the tasks."""

    async def task() -> None:
        for _ in range(10):
            await call()

    await asyncio.gather(*(task() for _ in range(TASKS)))


def show(title: str, costs: Costs) -> None:
    """Print a table, with the ratio of each to the first."""
    (_, base), *_ = costs.items()
    print(f"{title:<24}{'CPU':>8}{'ratio':>8}{'time':>10}{'ratio':>8}")
    for name, found in costs.items():
        cpu, wall = (statistics.median(each[i] for each in found) for i in (0, 1))
        by_cpu, by_wall = (
            statistics.median(one[i] / other[i] for one, other in zip(found, base, strict=True))
            for i in (0, 1)
        )
        print(f"{name:<24}{cpu:>5.0f} µs{by_cpu:>7.2f}x{wall:>7.0f} µs{by_wall:>7.2f}x")
    print()


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=9, help="turns per figure (default 9)")
    rounds = parser.parse_args().rounds
    assert set(ENGINES) == REQUIREMENTS.keys()
    gc.freeze()  # what the imports left behind, of five HTTP libraries, is none of its work here
    with server() as base_url:
        show("one numbers.get()", calls(base_url, rounds))
        show("a page of 200 numbers", pages(base_url, rounds))
        show(f"{TASKS} tasks, one client", asyncio.run(tasks(base_url, rounds)))


if __name__ == "__main__":
    main()
