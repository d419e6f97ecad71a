"""A program that adds the rows of a batch, sends them, and prints how many were sent.

Run again it goes on where it was. It begins at a line on its standard input, so that a test
knows when; what `act` says happens as it makes its `at`th request to send.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import threading
import urllib.request
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx

from flowroute_ext import Outbox
from flowroute_ext._base.clock import Clock
from outbox.texts import rows

KEYS = f"{os.environ['FR_ACCESS_KEY']}:{os.environ['FR_SECRET_KEY']}"
AUTHORIZATION = f"Basic {b64encode(KEYS.encode()).decode()}"


class ServedClock(Clock):
    """The time of a served sandbox, turned instead of waited for; a file has by how much."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self.offset())

    def monotonic(self) -> float:
        return super().monotonic() + self.offset()

    def offset(self) -> int:
        return self.file.stat().st_size if self.file.exists() else 0

    def sleep(self, seconds: float) -> None:
        whole = int(seconds) + 1
        advance = urllib.request.Request(
            f"{os.environ['FR_BASE_URL']}/_sandbox/clock/advance",
            json.dumps({"seconds": whole}).encode(),
            {"authorization": AUTHORIZATION},
        )
        urllib.request.urlopen(advance, timeout=60).close()
        # As many bytes as seconds: what several processes append, none of them loses.
        with self.file.open("ab") as file:
            file.write(b"." * whole)

    async def asleep(self, seconds: float) -> None:
        await asyncio.to_thread(self.sleep, seconds)


class Doing:
    """Does something to its own process as the request of that number is made."""

    def __init__(self, at: int, act: str) -> None:
        self.at = at
        self.act = act
        self.count = 0
        self.lock = threading.Lock()

    def __call__(self, request: httpx.Request) -> None:
        if self.is_it(request):
            self.do()
            if self.act == "wait":
                os.read(0, 1)

    async def asynchronously(self, request: httpx.Request) -> None:
        if self.is_it(request):
            self.do()
            if self.act == "wait":
                await asyncio.to_thread(os.read, 0, 1)
            elif self.act == "hang":
                await asyncio.Event().wait()

    def is_it(self, request: httpx.Request) -> bool:
        with self.lock:
            self.count += request.method == "POST"
            return request.method == "POST" and self.count == self.at

    def do(self) -> None:
        report_line("THERE")
        if self.act.startswith("SIG"):
            os.kill(os.getpid(), getattr(signal, self.act))


def report_line(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(kind: str, path: str, *, count: int, at: int, act: str) -> None:
    from flowroute_ext import AsyncFlowroute, Flowroute

    report_line("READY")
    sys.stdin.readline()
    outbox = Outbox(path)
    outbox.add(rows(count))
    clock = ServedClock(Path(f"{path}-clock"))
    doing = Doing(at, act)
    if kind == "sync":
        with httpx.Client(event_hooks={"request": [doing]}) as http:
            report = outbox.send(
                Flowroute(http_client=http, clock=clock, rate_limit=None, concurrency=4)
            )
    else:

        async def asend():
            async with httpx.AsyncClient(event_hooks={"request": [doing.asynchronously]}) as http:
                return await outbox.asend(
                    AsyncFlowroute(http_client=http, clock=clock, rate_limit=None, concurrency=4)
                )

        report = asyncio.run(asend())
    report_line(
        json.dumps([report.sent, report.counts.queued, report.counts.unknown, report.stopped])
    )


if __name__ == "__main__":
    main(*sys.argv[1:3], count=int(sys.argv[3]), at=int(sys.argv[4]), act=sys.argv[5])
