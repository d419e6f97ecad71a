"""A sending process: runs one function of a disturbance, and notes each call and its verdict.

Run as `python -m siege.worker module:function JSON`. It ends by itself after a while, and shows
where all its threads are when it does, or when it gets SIGUSR1.
"""

from __future__ import annotations

import faulthandler
import importlib
import importlib.util
import inspect
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from typing import Any

import attrs

from flowroute_ext import AsyncFlowroute, Flowroute, Message
from siege.clock import EpisodeClock, TimeScale
from siege.journal import Journal
from siege.verdicts import Interrupted, verdict_of

LONGEST_LIFE = 75.0
FROM = "12065550100"
# Seconds by which a call may exceed its time limit, on an idle machine.
TOLERANCE = 0.2


class StallMeter:
    """Measures how long this process was kept from running, in a thread of its own."""

    def __init__(self) -> None:
        self._stalls: list[tuple[float, float]] = []
        threading.Thread(target=self._measure, daemon=True).start()

    def since(self, moment: float) -> float:
        """Seconds of all stalls after *moment*."""
        return sum(seconds for at, seconds in self._stalls[:] if at >= moment)

    def _measure(self) -> None:
        while True:
            before = time.monotonic()
            time.sleep(0.01)
            stall = time.monotonic() - before - 0.01
            if stall > 0.01:
                self._stalls.append((before, stall))


@attrs.define
class Worker:
    """What a worker's function is given: where to send, how to note it, and its arguments."""

    port: int
    journal: Journal
    scale: TimeScale
    arguments: dict[str, Any]
    # The certificate of a server with TLS.
    authority: str | None = None
    # One for all clients: those with clocks of their own do not share a rate limit.
    _clock: EpisodeClock = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self._clock = EpisodeClock(self.scale)

    def client(self, **options: Any) -> Flowroute:
        """A client of the counting server, without a rate limit unless one is given."""
        return Flowroute(**self._options(options))

    def async_client(self, **options: Any) -> AsyncFlowroute:
        """The same, for tasks."""
        return AsyncFlowroute(**self._options(options))

    def message(
        self, reference: str, body: str | None = None, to: str = "13125550199", *, mms: bool = False
    ) -> Message:
        """A message whose text no other has, unless *body* is given."""
        return Message(
            to=to,
            from_=FROM,
            body=body or f"Text {reference}",
            media_urls=["https://example.com/a.gif"] if mms else [],
            dlr_callback="https://example.com/dlr",
        )

    @contextmanager
    def noting(
        self, reference: str, within: float | None = None, stalls: StallMeter | None = None
    ) -> Generator[list[str], None, None]:
        """Note a call and its verdict; the block appends the id, and errors do not leave it.

        What interrupts the call does. One that takes longer than *within* is noted as late.
        """
        self.journal.note("started", reference=reference)
        began = time.monotonic()
        message_id: list[str] = []
        error: BaseException | None = None
        try:
            yield message_id
        except BaseException as caught:
            error = caught
        took = time.monotonic() - began
        if within is not None:
            excess = took - within - TOLERANCE - 2 * (stalls.since(began) if stalls else 0.0)
            if excess > 0:
                self.journal.note("late", reference=reference, took=took, within=within)
        verdict = verdict_of(error)
        self.journal.note(
            "verdict",
            reference=reference,
            verdict=verdict,
            id=message_id[0] if message_id and error is None else None,
            error=None if error is None else f"{type(error).__name__}: {error}"[:300],
            seconds=round(took, 3),
        )
        if isinstance(error, Interrupted) or (error and not isinstance(error, Exception)):
            raise error

    def send(self, flowroute: Flowroute, reference: str, **options: Any) -> None:
        """Send a message and note the verdict."""
        within, stalls = options.pop("within", None), options.pop("stalls", None)
        mms = options.pop("mms", False)
        message = self.message(reference, options.pop("body", None), mms=mms)
        with self.noting(reference, within, stalls) as message_id:
            sent = flowroute.messages.send(message, reference=reference, **options)
            message_id.append(sent.id)

    async def asend(self, flowroute: AsyncFlowroute, reference: str, **options: Any) -> None:
        """The same by a task."""
        within, stalls = options.pop("within", None), options.pop("stalls", None)
        mms = options.pop("mms", False)
        message = self.message(reference, options.pop("body", None), mms=mms)
        with self.noting(reference, within, stalls) as message_id:
            sent = await flowroute.messages.send(message, reference=reference, **options)
            message_id.append(sent.id)

    def violation(self, text: str) -> None:
        """Note a promise that was not kept."""
        self.journal.note("violation", text=text)

    def _options(self, options: dict[str, Any]) -> dict[str, Any]:
        base_url = f"http{'' if self.authority is None else 's'}://127.0.0.1:{self.port}"
        given = {"base_url": base_url, "clock": self._clock, "rate_limit": None}
        return {"access_key": "key", "secret_key": "secret", **given, **options}


def in_threads(count: int, function: Any) -> None:
    """Run *function* with 0, 1, … in so many threads, and wait for them."""
    threads = [threading.Thread(target=function, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def guard_against_hanging() -> None:
    """End this process after a while; forked children need a guard of their own."""
    # Not dump_traceback_later(), which hangs when it is called again in a forked child.
    timer = threading.Timer(LONGEST_LIFE, _end)
    timer.daemon = True
    timer.start()


def _end() -> None:
    faulthandler.dump_traceback(all_threads=True)
    os._exit(3)


def hide_httpx2() -> None:
    """Have the SDK find httpx only, as where nothing else is installed."""
    found = importlib.util.find_spec

    def find(name: str, package: str | None = None) -> Any:
        return None if name == "httpx2" else found(name, package)

    importlib.util.find_spec = find


def main() -> None:
    """Run the function that the command line names."""
    faulthandler.register(signal.SIGUSR1, all_threads=True)
    guard_against_hanging()
    os.register_at_fork(after_in_child=guard_against_hanging)
    # A parent that ignores Ctrl-C hands that on.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    module, _, name = sys.argv[1].partition(":")
    job = json.loads(sys.argv[2])
    worker = Worker(
        job["port"],
        Journal(job["journal"]),
        TimeScale(**job["scale"]),
        job["arguments"],
        job["authority"],
    )
    if job["engine"] == "httpx":
        hide_httpx2()
    function = getattr(importlib.import_module(module), name)
    with suppress(KeyboardInterrupt):
        result = function(worker)
        if inspect.isawaitable(result):
            import asyncio

            asyncio.run(result)


if __name__ == "__main__":
    main()
