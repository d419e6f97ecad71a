"""An ASGI application whose sandbox delivers its webhooks meanwhile."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flowroute_sandbox.sandbox import Sandbox
    from flowroute_sandbox.serving.asgi import Application, Message, Receive, Send

CONTROL = "/_sandbox/"

PATIENCE = 4.0
"""How long, in seconds, an answer waits for webhooks; httpx waits five for an answer."""

LOOK = 0.005
"""How long, in seconds, until it looks again whether they have been posted."""


def attended(application: Application, sandbox: Sandbox) -> Application:
    """Return `application` with the webhooks of `sandbox` delivered during its lifespan.

    A POST to the control API, which may make webhooks due, is answered when they have been
    posted, but after `PATIENCE` in any case; other requests, those of whoever receives the
    webhooks included, are answered meanwhile.
    """

    async def answer(scope: Message, receive: Receive, send: Send) -> None:
        async def send_afterwards(message: Message) -> None:
            if message["type"] == "http.response.start":
                await _delivered(sandbox)
            await send(message)

        if scope["type"] == "lifespan":
            with sandbox.delivering():
                await application(scope, receive, send)
        elif scope["type"] == "http" and _controls(scope):
            await application(scope, receive, send_afterwards)
        else:
            await application(scope, receive, send)

    return answer


def _controls(scope: Message) -> bool:
    return bool(scope["method"] == "POST" and scope["path"].startswith(CONTROL))


async def _delivered(sandbox: Sandbox) -> None:
    now = sandbox.clock.now()
    with suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE):
            while not sandbox.delivered(now):
                await asyncio.sleep(LOOK)
