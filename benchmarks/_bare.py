"""The least that an HTTP server can do: reads a request, and responds with what it is given.

usage: python benchmarks/_bare.py BYTES

It has the settings of the sandbox's server, and prints its port like it.
"""

from __future__ import annotations

import socket
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import uvicorn

BODY = b"x" * int(sys.argv[1]) if __name__ == "__main__" else b""


async def respond(
    scope: dict[str, Any],
    receive: Callable[[], Awaitable[dict[str, Any]]],
    send: Callable[[dict[str, Any]], Awaitable[None]],
) -> None:
    """Respond to a request whose body has been read."""
    while (await receive()).get("more_body"):
        pass
    status = 202 if scope["method"] == "POST" else 200
    headers = [
        (b"content-type", b"application/vnd.api+json"),
        (b"content-length", str(len(BODY)).encode()),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": BODY})


if __name__ == "__main__":
    # asyncio sends at once what is written to a socket that says it is one of TCP.
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        print(f"READY http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
        config = uvicorn.Config(
            respond,
            loop="asyncio",
            http="h11",
            ws="none",
            lifespan="off",
            access_log=False,
            log_config=None,
            proxy_headers=False,
            server_header=False,
            date_header=False,
        )
        uvicorn.Server(config).run([listening])
