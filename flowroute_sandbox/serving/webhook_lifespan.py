"""An ASGI application whose sandbox posts its webhooks during the lifespan."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from flowroute_sandbox.page.page import Page

if TYPE_CHECKING:
    from flowroute_sandbox.sandbox import Sandbox
    from flowroute_sandbox.serving.asgi_types import Application, Message, Receive, Send

CONTROL = "/_sandbox/"

WEBHOOK_TIMEOUT = 4.0
"""How long, in seconds, a response waits for webhooks; httpx's timeout is five."""

POLL_INTERVAL = 0.005
"""How long, in seconds, until it checks again whether they have been posted."""


def with_webhooks(application: Application, sandbox: Sandbox) -> Application:
    """Return `application`, with the webhooks of `sandbox` posted during its lifespan.

    The response to a POST to the control API, which may make webhooks due, waits until they have
    been posted, `WEBHOOK_TIMEOUT` at most; the page shows them as they are posted. Other requests
    are answered meanwhile, those of the receiver of the webhooks included.
    """

    async def serve(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            with sandbox.delivering():
                await application(scope, receive, send)
                sandbox.recorder.close()
        else:
            await application(scope, receive, after_webhooks(scope, send, sandbox))

    return serve


def after_webhooks(scope: Message, send: Send, sandbox: Sandbox) -> Send:
    """Return `send`, which waits for what a POST to the control API made due before it begins."""
    if scope["type"] != "http" or not _controls(scope):
        return send

    async def send_afterwards(message: Message) -> None:
        if message["type"] == "http.response.start":
            await _delivered(sandbox)
        await send(message)

    return send_afterwards


def _controls(scope: Message) -> bool:
    path = scope["path"]
    return scope["method"] == "POST" and path.startswith(CONTROL) and not Page.owns(path)


async def _delivered(sandbox: Sandbox) -> None:
    now = sandbox.clock.now()
    with suppress(TimeoutError):
        async with asyncio.timeout(WEBHOOK_TIMEOUT):
            while not sandbox.delivered(now):
                await asyncio.sleep(POLL_INTERVAL)
