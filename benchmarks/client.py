"""What the client costs over the raw HTTP library doing the same work, as ratios of one run.

usage: python benchmarks/client.py [--rounds N] [--messages N]

Each ratio is the median over rounds in which both sides take turns, so that a busy machine slows
both: of the time that passes, and of this process's own (CPU), to which the aims of single calls
apply. The server is another process on the loopback interface.
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
from contextlib import AbstractContextManager, contextmanager, nullcontext
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import attrs
import httpx
import httpx2

from flowroute_api.api.messages import look_up_a_set_of_messages
from flowroute_ext import AsyncFlowroute, Flowroute
from flowroute_ext._base.json import library as json_library
from flowroute_ext._base.json.reading import loads
from flowroute_ext._calls.paging import page_of
from flowroute_ext._http import engine as _http
from flowroute_ext._http.bodies import bound_of
from flowroute_ext._http.responses import Response, read
from flowroute_ext._values.messages import MessageRecord
from flowroute_ext._values.pages.messages import messages_in

sys.path.insert(0, str(Path(__file__).parent))
import _server

NUMBER = "12065550100"
TASKS, CALLS = 100, 10
# What, against what, the ratio by the clock and of CPU time if measured, the aim, and whether met.
Row = tuple[str, str, float, float | None, str, bool]


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


class Ratio(NamedTuple):
    """How many times as long one takes as the other, by the clock and in time of the CPU."""

    wall: float
    cpu: float


def ratio(ours: Callable[[], object], raw: Callable[[], object], rounds: int, times: int) -> Ratio:
    """How many times as long *ours* takes as *raw*: the medians over *rounds* of turns."""
    ratios: list[Ratio] = []
    for _ in range(rounds):
        pair = []
        for work in (ours, raw):
            began, used = time.perf_counter(), time.process_time()
            for _ in range(times):
                work()
            pair.append((time.perf_counter() - began, time.process_time() - used))
        ratios.append(Ratio(pair[0][0] / pair[1][0], pair[0][1] / pair[1][1]))
    return Ratio(*(statistics.median(each) for each in zip(*ratios, strict=True)))


def row(what: str, against: str, got: Ratio, most: float | None) -> Row:
    """A row of the table, whose CPU time is at *most* so many times the other's."""
    aim = "" if most is None else f"<= {most:.2f}"
    return what, against, got.wall, got.cpu, aim, most is None or got.cpu <= most


def json_by(name: str) -> AbstractContextManager[object]:
    """Have flowroute_ext read JSON with the library of this name, though orjson is installed."""
    return nullcontext() if name == "orjson" else patch.object(json_library, "orjson", lambda: None)


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
        yield row("one numbers.get()", f"raw {name}", got, 1.20)
        query = {"limit": 200, "offset": 0}
        for reader in ("json", "orjson"):
            with json_by(reader):
                got = ratio(
                    # Without a limit, a full page has a next one.
                    lambda: list(ours.numbers.list(limit=200)),
                    lambda: json.loads(raw.get("/v2/numbers", params=query).content),
                    rounds,
                    30,
                )
            # httpx2 reads a page in less time, and what we make of it takes as long as ever.
            most = 1.15 if library is httpx else None
            yield row(f"a page of 200 numbers, {reader}", f"raw {name} + json.loads", got, most)


def records(rounds: int) -> Iterator[Row]:
    """A thousand message records, from bytes to values whose fields are all read."""
    text = json.dumps(_server.messages(1000)).encode()
    request = look_up_a_set_of_messages.request("v2.1", start_date="2026-01-01", limit=1000)
    response = Response(200, {}, text, bound_of(request))
    # Of a few milliseconds each, so that what else the machine does falls on both sides.
    turns = 5 * rounds
    page = page_of(MessageRecord.from_resource, messages_in)
    fields = attrgetter(*(field.name for field in attrs.fields(MessageRecord)))

    def fields_of(items: Sequence[MessageRecord] | None) -> None:
        assert items is not None
        for record in items:
            fields(record)

    def values() -> Sequence[MessageRecord]:
        found = page.from_json(loads(text), request.parse)
        assert found is not None
        return found.items

    for reader, most in (("json", 1.5), ("orjson", 1.1)):
        with json_by(reader):
            got = ratio(lambda: fields_of(values()), lambda: json.loads(text), turns, 1)
            yield row(f"1,000 records and fields, {reader}", "json.loads", got, most)
            got = ratio(
                lambda: fields_of(read(request, response, page).items),
                lambda: json.loads(text),
                turns,
                1,
            )
            yield row("... measured before, as by a call", "json.loads", got, None)
            got = ratio(
                lambda: [record.receipts for record in values()],
                lambda: json.loads(text),
                turns,
                1,
            )
            yield row("1,000 records and 2,000 receipts", "json.loads", got, None)


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
    return f"{TASKS} tasks, throughput", f"raw {name}", got, None, f">= {least}", got >= least


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
    """Importing the package, the client from it, and making one, against importing httpx."""
    rows = (
        ("import flowroute_ext", "flowroute_ext", 0.5),
        ("... and Flowroute from it", "flowroute_ext; flowroute_ext.Flowroute", None),
        ("... and a client", "flowroute_ext; flowroute_ext.Flowroute('key', 'secret')", 0.5),
    )
    for what, code, most in rows:
        got = statistics.median(import_time(code) / import_time("httpx") for _ in range(rounds))
        yield row(what, "import httpx", Ratio(got, got), most)


def memory(base_url: str, messages: int) -> Row:
    """The peak of that many iterated *messages*, against that of 2,000."""
    peaks = []
    with Flowroute("key", "secret", base_url=base_url) as flowroute:
        for total in (2000, 2000, messages):  # the first one warms up
            tracemalloc.start()
            for _ in flowroute.messages.list(start=f"{total // 100:04}-01-01"):
                pass
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    got = peaks[2] / peaks[1]
    return (
        f"peak memory, {messages:,} messages",
        "2,000 messages",
        got,
        None,
        "<= 1.10",
        got <= 1.10,
    )


def main() -> int:
    """Print the table; exit 1 when a figure is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=9, help="turns per figure (default 9)")
    parser.add_argument(
        "--messages",
        type=int,
        default=10_000,
        help="how many to iterate, in hundreds, up to 999,900 (default 10,000)",
    )
    given = parser.parse_args()
    rounds: int = given.rounds
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
        rows.append(memory(base_url, given.messages))
    print(f"{'flowroute_ext':<36}{'against':<26}{'ratio':>7}{'CPU':>7}  {'aim':<9}")
    for what, against, got, cpu, aim, met in rows:
        own = "" if cpu is None else f"{cpu:.2f}x"
        missed = "" if met else "missed"
        print(f"{what:<36}{against:<26}{got:>6.2f}x{own:>7}  {aim:<9}{missed}".rstrip())
    return 0 if all(met for *_, met in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
