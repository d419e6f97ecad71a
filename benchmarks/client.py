"""What the client costs over the raw HTTP library doing the same work, as ratios of one run.

usage: python benchmarks/client.py [--rounds N]

Each ratio is the median over rounds in which both sides take turns, so that a busy machine
slows both. The server is another process on the loopback interface.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import statistics
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import httpx2

from flowroute_api.models import MessageList
from flowroute_ext import AsyncFlowroute, Flowroute
from flowroute_ext._calls.paging import page_of
from flowroute_ext._http import engine as _http
from flowroute_ext._values.messages import MessageRecord

sys.path.insert(0, str(Path(__file__).parent))
import _server

NUMBER = "12065550100"
TASKS, CALLS = 100, 10
Row = tuple[str, str, float, str, bool]


@contextmanager
def server() -> Iterator[str]:
    """The canned server's base URL, while it runs."""
    command = [sys.executable, _server.__file__]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
        finally:
            process.terminate()


def use(library: Any) -> str:
    """Have flowroute_ext use *library* though both are installed; its name."""
    name: str = library.__name__
    _http.LIBRARIES = (name,)
    _http.engine.cache_clear()
    return name


def ratio(ours: Callable[[], object], raw: Callable[[], object], rounds: int, times: int) -> float:
    """How many times as long *ours* takes as *raw*: the median over *rounds* of turns."""
    ratios = []
    for _ in range(rounds):
        pair = []
        for work in (ours, raw):
            began = time.perf_counter()
            for _ in range(times):
                work()
            pair.append(time.perf_counter() - began)
        ratios.append(pair[0] / pair[1])
    return statistics.median(ratios)


def calls(library: Any, base_url: str, rounds: int) -> Iterator[Row]:
    """One call, and one page, over *library*."""
    name = use(library)
    with (
        library.Client(base_url=base_url, auth=("key", "secret")) as raw,
        Flowroute("key", "secret", base_url=base_url) as ours,
    ):
        got = ratio(
            lambda: ours.numbers.get(NUMBER),
            lambda: raw.get(f"/v2/numbers/{NUMBER}").json(),
            rounds,
            100,
        )
        yield "one numbers.get()", f"raw {name}", got, "<= 1.20", got <= 1.20
        query = {"limit": 200, "offset": 0}
        got = ratio(
            lambda: list(ours.numbers.list(limit=200)),  # without it a full page has a next one
            lambda: json.loads(raw.get("/v2/numbers", params=query).content),
            rounds,
            30,
        )
        # httpx2 reads a page in less time, and what we make of it takes as long as ever.
        aim, met = ("<= 1.80", got <= 1.80) if library is httpx else ("", True)
        yield "a page of 200 numbers", f"raw {name} + json.loads", got, aim, met


def records(rounds: int) -> Iterator[Row]:
    """A thousand message records, from bytes to values, and then each of their receipts."""
    text = json.dumps(_server.messages(1000)).encode()
    page = page_of(MessageRecord.from_resource)

    def read() -> Sequence[MessageRecord]:
        return page(MessageList.from_dict(json.loads(text))).items

    got = ratio(read, lambda: json.loads(text), rounds, 5)
    yield "1,000 records, bytes to values", "json.loads", got, "<= 3.00", got <= 3.00
    got = ratio(lambda: [record.receipts for record in read()], lambda: json.loads(text), rounds, 5)
    yield "... and 2,000 receipts", "json.loads", got, "", True


async def throughput(call: Callable[[], Awaitable[object]]) -> float:
    """Calls a second with many tasks at it."""

    async def task() -> None:
        for _ in range(CALLS):
            await call()

    await task()
    began = time.perf_counter()
    await asyncio.gather(*(task() for _ in range(TASKS)))
    return TASKS * CALLS / (time.perf_counter() - began)


async def many_tasks(library: Any, base_url: str, least: float, rounds: int) -> Row:
    """A hundred tasks on one client, against as many on the raw library."""
    name = use(library)
    ratios = []
    for _ in range(rounds):
        async with (
            library.AsyncClient(base_url=base_url, auth=("key", "secret")) as raw,
            AsyncFlowroute("key", "secret", base_url=base_url) as ours,
        ):

            async def plain(raw: Any = raw) -> object:
                return (await raw.get(f"/v2/numbers/{NUMBER}")).json()

            async def typed(ours: AsyncFlowroute = ours) -> object:
                return await ours.numbers.get(NUMBER)

            mine = await throughput(typed)
            ratios.append(mine / await throughput(plain))
    got = statistics.median(ratios)
    return f"{TASKS} tasks, throughput", f"raw {name}", got, f">= {least}", got >= least


def import_time(module: str) -> float:
    """Seconds that importing *module* adds to a bare interpreter."""
    script = (
        "import sys, time; began = time.process_time(); "
        f"import {module}; print(time.process_time() - began)"
    )
    environment = {"PYTHONPATH": ":".join(sys.path)}
    command = [sys.executable, "-c", script]
    return float(subprocess.check_output(command, env=environment, text=True))


def imports(rounds: int) -> Iterator[Row]:
    """Importing the package, and the client from it, against importing httpx."""
    aims = ("flowroute_ext", 0.5), ("flowroute_ext; flowroute_ext.Flowroute", None)
    for what, aim in aims:
        got = statistics.median(import_time(what) / import_time("httpx") for _ in range(rounds))
        yield (
            f"import {what}" if aim else "... and Flowroute from it",
            "import httpx",
            got,
            f"<= {aim:.2f}" if aim else "",
            aim is None or got <= aim,
        )


def memory(base_url: str) -> Row:
    """The peak of 10,000 iterated messages, against that of 2,000."""
    peaks = []
    with Flowroute("key", "secret", base_url=base_url) as flowroute:
        for total in (2000, 2000, 10_000):  # the first one warms up
            tracemalloc.start()
            for _ in flowroute.messages.list(start=f"{total // 10:04}-01-01"):
                pass
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    got = peaks[2] / peaks[1]
    return "peak memory, 10,000 messages", "2,000 messages", got, "<= 1.10", got <= 1.10


def main() -> int:
    """Print the table; exit 1 when a figure is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=9, help="turns per figure (default 9)")
    rounds = parser.parse_args().rounds
    gc.freeze()  # what the imports left behind is none of the garbage collector's work here
    rows: list[Row] = []
    with server() as base_url:
        _server.pin(1)  # the server has taken core 0
        for library in (httpx, httpx2):
            rows += calls(library, base_url, rounds)
        rows += records(rounds)
        for library, least in ((httpx, 1.5), (httpx2, 0.9)):
            rows.append(asyncio.run(many_tasks(library, base_url, least, min(rounds, 5))))
        rows += imports(rounds)
        rows.append(memory(base_url))
    print(f"{'flowroute_ext':<32}{'against':<26}{'ratio':>7}  {'aim':<9}")
    for what, against, got, aim, met in rows:
        print(f"{what:<32}{against:<26}{got:>6.2f}x  {aim:<9}{'' if met else 'missed'}".rstrip())
    return 0 if all(met for *_, met in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
