"""Server-sent events over ASGI, until the client leaves or the server stops."""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress
from typing import TYPE_CHECKING

from flowroute_sandbox.control.stream_endpoints import COMMENT, HEARTBEAT, OPENING

if TYPE_CHECKING:
    from flowroute_sandbox.http.messages import Response
    from flowroute_sandbox.sandbox import Sandbox
    from flowroute_sandbox.serving.asgi_types import Receive, Send

LIFETIME = 600.0
"""After how many seconds a stream ends; a browser connects again, and continues."""

CHECK_INTERVAL = 0.5
"""How often, in seconds, a stream looks whether its server stops, of which ASGI says nothing."""


async def stream(
    sandbox: Sandbox, response: Response, last_id: str | None, receive: Receive, send: Send
) -> None:
    """Send a response with the headers of `response`, and in it each event as it comes."""
    loop = asyncio.get_running_loop()
    wanted = asyncio.Event()
    woken = False  # one change is often several events, which wake once

    def wake() -> None:
        nonlocal woken
        if not woken:
            woken = True
            with suppress(RuntimeError):  # the loop has ended
                loop.call_soon_threadsafe(wanted.set)

    subscription = sandbox.recorder.subscribe(wake, last_id)
    left = asyncio.create_task(_left(receive, wanted))
    try:
        headers = [(name.encode(), text.encode()) for name, text in response.headers.items()]
        await send({"type": "http.response.start", "status": response.status, "headers": headers})
        await _body(send, OPENING)
        end, quiet = loop.time() + LIFETIME, loop.time()
        while not (left.done() or subscription.ended or _stopping() or loop.time() > end):
            wanted.clear()
            woken = False
            while text := subscription.read():
                await _body(send, text)
                quiet = loop.time()
            if loop.time() - quiet >= HEARTBEAT:
                await _body(send, COMMENT)
                quiet = loop.time()
            with suppress(TimeoutError):
                await asyncio.wait_for(wanted.wait(), min(subscription.pause(), CHECK_INTERVAL))
        if not left.done():
            await send({"type": "http.response.body", "body": b"", "more_body": False})
    finally:
        subscription.close()
        left.cancel()


async def _body(send: Send, text: bytes) -> None:
    await send({"type": "http.response.body", "body": text, "more_body": True})


async def _left(receive: Receive, wanted: asyncio.Event) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    wanted.set()


def _stopping() -> bool:
    """Return whether uvicorn is stopping; it announces that only after all responses."""
    handler = signal.getsignal(signal.SIGTERM)
    return bool(getattr(getattr(handler, "__self__", None), "should_exit", False))
