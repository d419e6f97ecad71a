"""A server for sandboxes, which keeps the requests of the API that it gets."""

from __future__ import annotations

import socket
import threading
from typing import TYPE_CHECKING, Any, NamedTuple

import uvicorn

from flowroute_sandbox import asgi

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping

    from flowroute_sandbox import Sandbox

    Message = MutableMapping[str, Any]


class Exchange(NamedTuple):
    """A request of the API, and the body of its response."""

    method: str
    target: str
    content_type: str
    body: bytes
    status: int
    answer: bytes

    @property
    def request(self) -> tuple[str, str, str, bytes]:
        """What is compared."""
        return self[:4]


class Server:
    """Serves the `sandbox` that it is given last; `exchanges` are since then."""

    def __init__(self) -> None:
        self.exchanges: list[Exchange] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        config = uvicorn.Config(self._app, log_level="error", lifespan="off", interface="asgi3")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, args=([self._listener],))
        self._thread.start()

    def serve(self, sandbox: Sandbox) -> None:
        """Serve this one from now on."""
        self._inner = asgi(sandbox)
        self.exchanges.clear()

    def close(self) -> None:
        """Stop, and wait for it."""
        self._server.should_exit = True
        self._thread.join()
        self._listener.close()

    async def _app(
        self,
        scope: Message,
        receive: Callable[[], Awaitable[Message]],
        send: Callable[[Message], Awaitable[None]],
    ) -> None:
        body = b""
        while True:
            message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        delivered: list[Message] = []

        async def again() -> Message:
            if delivered:
                return await receive()
            delivered.append({})
            return {"type": "http.request", "body": body}

        # All of it is kept before the client has any of it, and goes on to the next call.
        sent: list[Message] = []

        async def keep(message: Message) -> None:
            sent.append(message)

        await self._inner(scope, again, keep)
        answer = b"".join(message.get("body", b"") for message in sent)
        kind = dict(scope["headers"]).get(b"content-type", b"").decode()
        query = scope["query_string"].decode()
        target = scope["raw_path"].decode().partition("?")[0] + (f"?{query}" if query else "")
        if target.startswith("/v2"):
            given = scope["method"], target, kind if body else "", body
            self.exchanges.append(Exchange(*given, sent[0]["status"], answer))
        for message in sent:
            await send(message)
