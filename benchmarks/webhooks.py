"""How many webhooks a receiver acknowledges, and how fast, beside the least that could.

    python benchmarks/webhooks.py [--events 4000] [--connections 32] [--rounds 3]

Each round serves two applications by uvicorn, one after the other, and posts to them:

- `receiver`: a `WebhookReceiver`, without handlers and with one;
- `bare`: a Starlette handler with nothing but `json.loads` and one commit of SQLite, with the same
  durability (`journal_mode=WAL`, `synchronous=FULL`). It recognises no event that it has seen.

Prints events a second and the 99th percentile of the time to the answer: medians of the rounds.
Needs starlette and uvicorn.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

SECRET = "q8Zr-41kXw_0tVbn7LmPc2Ys9HdE"
FACES = ("bare", "receiver", "receiver with a handler", "receiver with look-ups")


def message(number: int) -> bytes:
    """The body of an inbound text, as of v2.1; every tenth one is of the same conversation."""
    about = {
        "body": "On my way, be there in ten minutes",
        "direction": "inbound",
        "from": f"1206555{number % 10_000:04}",
        "is_mms": False,
        "message_type": "longcode",
        "status": "delivered",
        "timestamp": "2026-02-06T17:52:33Z",
        "to": "12015550123",
    }
    data = {"attributes": about, "id": f"mdr2-{number:032x}", "type": "message"}
    return json.dumps({"data": data}).encode()


def application(name: str, folder: Path) -> Any:
    """The application to be served."""
    if name == "bare":
        return bare(folder / "bare.db")
    from flowroute_ext import WebhookReceiver

    verify: Any = "look-up" if name.endswith("look-ups") else None
    receiver = WebhookReceiver(folder / "inbox.db", secret=SECRET, verify=verify)
    if name.endswith("handler"):

        @receiver.on_message
        async def handle(message: object) -> None:
            del message

    return receiver.asgi()


def bare(path: Path) -> Any:
    """A handler that decodes the body and writes it down."""
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import PlainTextResponse
    from starlette.routing import Route

    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE events (id INTEGER PRIMARY KEY, name TEXT, body BLOB)")

    async def receive(request: Request) -> PlainTextResponse:
        body = await request.body()
        name = json.loads(body)["data"]["id"]
        connection.execute("INSERT INTO events (name, body) VALUES (?, ?)", (name, body))
        return PlainTextResponse("OK")

    return Starlette(routes=[Route("/{path:path}", receive, methods=["POST"])])


def serve(name: str, folder: Path) -> None:
    """Serve an application at a free port, and print that."""
    import uvicorn

    config = uvicorn.Config(application(name, folder), port=0, log_level="error", access_log=False)
    server = uvicorn.Server(config)

    async def run() -> None:
        serving = asyncio.create_task(server.serve())
        while not server.started:
            await asyncio.sleep(0.01)
        print(server.servers[0].sockets[0].getsockname()[1], flush=True)
        await serving

    asyncio.run(run())


async def post_all(port: int, path: str, events: int, connections: int) -> list[float]:
    """Post so many events by so many connections; the seconds that each answer took."""
    numbers = iter(range(events))
    times: list[float] = []

    async def post() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for number in numbers:
            body = message(number)
            head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n\r\n"
            began = time.perf_counter()
            writer.write(head.encode() + body)
            answer = await reader.readuntil(b"\r\n\r\n")
            times.append(time.perf_counter() - began)
            if not answer.startswith(b"HTTP/1.1 200"):
                raise SystemExit(f"not acknowledged: {answer[:40]!r}")
            await reader.readexactly(2)
        writer.close()

    jobs: list[Awaitable[None]] = [post() for _ in range(connections)]
    await asyncio.gather(*jobs)
    return times


def measure(name: str, events: int, connections: int) -> tuple[float, float]:
    """Events a second, and the 99th percentile of the milliseconds to the answer."""
    from flowroute_ext._receiver.paths import Paths

    path = urlsplit(Paths(SECRET).url("https://localhost/flowroute", "sms")).path
    with tempfile.TemporaryDirectory(dir=".") as folder:
        process = subprocess.Popen(
            [sys.executable, __file__, "--serve", name, folder],
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ,
        )
        assert process.stdout is not None
        try:
            port = int(process.stdout.readline())
            began = time.perf_counter()
            times = asyncio.run(post_all(port, path, events, connections))
            seconds = time.perf_counter() - began
        finally:
            process.kill()
            process.communicate()
    return events / seconds, statistics.quantiles(times, n=100)[98] * 1000


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--events", type=int, default=4000)
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--serve", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve(options.serve[0], Path(options.serve[1]))
        return
    table(lambda name: measure(name, options.events, options.connections), options.rounds)


def table(run: Callable[[str], tuple[float, float]], rounds: int) -> None:
    """Print the medians of so many rounds."""
    results: dict[str, list[tuple[float, float]]] = {name: [] for name in FACES}
    for _ in range(rounds):
        for name in FACES:
            results[name].append(run(name))
    usual = statistics.median(rate for rate, _ in results["bare"])
    print(f"{'':26}{'events/s':>10}{'p99 ms':>10}{'of bare':>10}")
    for name, found in results.items():
        rate = statistics.median(one for one, _ in found)
        late = statistics.median(one for _, one in found)
        print(f"{name:26}{rate:10,.0f}{late:10.1f}{rate / usual:10.2f}")


if __name__ == "__main__":
    main()
