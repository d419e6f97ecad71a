"""The receiver as an ASGI application."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from ..intake import refused
from ..limits import Body
from ..refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping

    from ..._base.clock import Clock
    from ..intake import Intake
    from ..values import WebhookResponse

    Message: TypeAlias = MutableMapping[str, Any]
    Receive: TypeAlias = Callable[[], Awaitable[Message]]
    Send: TypeAlias = Callable[[Message], Awaitable[None]]
    ASGIApp: TypeAlias = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]


class AsgiReceiver:
    """An ASGI application that takes webhooks, by itself or mounted in another one.

    *start* is called before the first one in an event loop, *stop* at the end of its lifespan.
    """

    def __init__(
        self,
        intake: Intake,
        clock: Clock,
        start: Callable[[], None],
        stop: Callable[[], Awaitable[None]],
    ) -> None:
        self._intake = intake
        self._clock = clock
        self._start = start
        self._stop = stop

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Answer one request, or a lifespan."""
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        elif scope["type"] == "http":
            await _answer(await self._response(scope, receive), send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1000})

    async def _response(self, scope: MutableMapping[str, Any], receive: Receive) -> WebhookResponse:
        self._start()
        headers = [
            (name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"]
        ]
        client = scope.get("client")
        try:
            kind = self._intake.admit(
                scope["method"], scope["path"], headers, client[0] if client else None
            )
            lengths = [value for name, value in headers if name == "content-length"]
            body = Body(self._intake.admission.limits, lengths[0] if lengths else None, self._clock)
            query = scope.get("query_string", b"").decode("latin-1")
            return await self._intake.atake(kind, await body.read_asgi(receive), query)
        except Refused as reason:
            return refused(reason)

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                self._start()
                await send({"type": "lifespan.startup.complete"})
            else:
                await self._stop()
                await send({"type": "lifespan.shutdown.complete"})
                return


async def _answer(response: WebhookResponse, send: Send) -> None:
    await send(
        {
            "type": "http.response.start",
            "status": response.status,
            "headers": [(name.encode(), value.encode()) for name, value in response.headers],
        }
    )
    await send({"type": "http.response.body", "body": response.body})
