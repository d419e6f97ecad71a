"""A program that sends as much as it may.

usage: python senders.py SECONDS {thread|threads|tasks|outbox} [FILE THAT SHARES THE LIMIT]

An outbox is sent to its end, however long that takes.
"""

from __future__ import annotations

import asyncio
import sys
import threading
import time

from flowroute_ext import AsyncFlowroute, Flowroute, Message, Outbox, OutcomeUnknown, RateLimit
from flowroute_ext.errors import DeadlinePassed

TEXT = Message(to="12065550142", from_="12065550100", body="Your table is ready.")


def main(seconds: str, how: str, *shared: str) -> None:
    end = time.monotonic() + float(seconds)
    limit = RateLimit(shared=shared[0] if shared else None)
    if how == "tasks":
        asyncio.run(from_tasks(200, limit, end))
    elif how == "outbox":
        with Flowroute() as flowroute:
            Outbox(shared[0]).send(flowroute)
    else:
        from_threads(50 if how == "threads" else 1, limit, end)


def from_threads(number: int, limit: RateLimit, end: float) -> None:
    def send_on() -> None:
        try:
            while (left := end - time.monotonic()) > 0:
                flowroute.messages.send(TEXT, deadline=left)
        except (DeadlinePassed, OutcomeUnknown):
            pass  # the time was over, before the message was sent or while it was

    with Flowroute(rate_limit=limit) as flowroute:
        threads = [threading.Thread(target=send_on) for _ in range(number)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


async def from_tasks(number: int, limit: RateLimit, end: float) -> None:
    async def send_on() -> None:
        while True:
            await flowroute.messages.send(TEXT)

    async with AsyncFlowroute(rate_limit=limit) as flowroute:
        tasks = [asyncio.create_task(send_on()) for _ in range(number)]
        done, waiting = await asyncio.wait(
            tasks, timeout=end - time.monotonic(), return_when=asyncio.FIRST_EXCEPTION
        )
        for task in waiting:
            task.cancel()
        for task in done:
            task.result()


if __name__ == "__main__":
    main(*sys.argv[1:])
