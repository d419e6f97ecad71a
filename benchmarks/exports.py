"""What an export costs: rows a second from the bytes of a response to CSV, and memory.

usage: python benchmarks/exports.py [--rows N] [--rounds N]

Memory is that of a process that exports so many messages of an account to a file. All of it is in
that process, also what answers for Flowroute.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from flowroute_ext import Flowroute
from flowroute_ext._exports.lines.encoding import ENCODERS
from flowroute_ext._exports.pages import raw_page
from flowroute_ext._exports.tables import TABLES
from flowroute_ext._http.bodies import LARGEST_BODY, parsed
from flowroute_ext.exports import export

SPEED, MEMORY = 60_000, 80  # rows a second, megabytes
PAGE = 1000
START = datetime(2026, 1, 1, tzinfo=UTC)
RECORD = """{"attributes": {"body": "Your order %08d is ready. Reply STOP to end.",
"status": "message buffered", "direction": "outbound", "amount_nanodollars": 4000000,
"to": "1312555%04d", "message_encoding": 0, "timestamp": "%s.39Z", "delivery_receipts": [
{"level": 2, "status": "message buffered", "status_code": 1003, "status_code_description":
"Message accepted by Carrier", "timestamp": "%s.99Z"}, {"level": 1, "status": "smsc submit",
"status_code": null, "status_code_description": "Message has been sent", "timestamp": "%s.50Z"}],
"amount_display": "$0.0040", "from": "12065550100", "is_mms": false, "message_type": "longcode"},
"type": "message", "id": "mdr2-%032x"}"""


def record(number: int) -> str:
    """The record of a message; there is one in each second."""
    at = (START + timedelta(seconds=number)).isoformat()[:19]
    return RECORD % (number, number % 10_000, at, at, at, number)


def page(numbers: range) -> bytes:
    """The body of a response with these records, the newest first."""
    return f'{{"data": [{", ".join(map(record, reversed(numbers)))}], "links": {{}}}}'.encode()


def answer(rows: int, request: httpx.Request) -> httpx.Response:
    """The response to the list of an account with so many messages."""
    query = request.url.params
    first, last = 0, rows - 1
    if "end_date" in query:
        last = min(last, _second(query["end_date"]))
    first = max(first, _second(query["start_date"]))
    last -= int(query["offset"])
    return httpx.Response(
        200, content=page(range(max(first, last + 1 - int(query["limit"])), last + 1))
    )


def _second(text: str) -> int:
    time = datetime.fromisoformat(text)
    return int(((time if time.tzinfo else time.replace(tzinfo=UTC)) - START).total_seconds())


def exported(rows: int, name: str) -> dict[str, Any]:
    """What this process needs to export so many messages."""
    client = httpx.Client(transport=httpx.MockTransport(lambda request: answer(rows, request)))
    flowroute = Flowroute("key", "secret", base_url="http://127.0.0.1:1", http_client=client)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        started = time.perf_counter()
        done = export(flowroute, "messages", path, since=START, until=START + timedelta(days=400))
        seconds = time.perf_counter() - started
        size = path.stat().st_size
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "rows": done.rows,
        "requests": done.requests,
        "seconds": seconds,
        "peak": peak,
        "size": size / 1024**2,
    }


def main() -> int:
    """Print the table; exit 1 when a figure is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=100_000, help="in a file (default 100000)")
    parser.add_argument("--rounds", type=int, default=30, help="pages per figure (default 30)")
    parser.add_argument("--only", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.only:
        print(json.dumps(exported(arguments.rows, arguments.only)))
        return 0
    missed = False
    body, table = page(range(PAGE)), TABLES["messages"]
    for name in ("csv", "jsonl"):
        encoder = ENCODERS[name](table)
        best = float("inf")
        for _ in range(arguments.rounds):
            started = time.process_time()
            resources = raw_page(parsed(body, LARGEST_BODY)).resources
            encoder.lines([table.row(resource) for resource in resources])
            best = min(best, time.process_time() - started)
        bad = name == "csv" and PAGE / best < SPEED
        missed |= bad
        print(f"bytes to {name:<8}{PAGE / best:>10,.0f} rows/s{'  missed' if bad else ''}")
    for name in ("x.csv", "x.jsonl", "x.sqlite", "x.parquet"):
        command = [sys.executable, __file__, "--rows", str(arguments.rows), "--only", name]
        run = subprocess.run(command, capture_output=True, check=True)
        found = json.loads(run.stdout)
        bad = name == "x.csv" and found["peak"] > MEMORY
        missed |= bad
        print(
            f"{name:<10}{found['rows']:>10,} rows{found['requests']:>7,} requests"
            f"{found['seconds']:>8.1f} s{found['peak']:>7.0f} MB at most"
            f"{found['size']:>8.0f} MB file{'  missed' if bad else ''}"
        )
    print(f"aim: {SPEED:,} rows/s to CSV, {MEMORY} MB for 1,000,000 rows")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
