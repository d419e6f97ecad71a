"""The least that an HTTP server can do: reads a request, and responds with what it is given.

usage: python benchmarks/_bare.py BYTES [FILE]

It has the settings of the sandbox's server, and prints its port like it. With a FILE each POST is
one commit of one row there, as durable as the sandbox's.
"""

from __future__ import annotations

import json
import socket
import sqlite3
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import uvicorn

BODY = b"x" * int(sys.argv[1]) if __name__ == "__main__" else b""
FILE = sys.argv[2] if __name__ == "__main__" and len(sys.argv) > 2 else None
STATEMENTS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    "CREATE TABLE messages (id TEXT PRIMARY KEY, message TEXT NOT NULL)",
)
DATABASE = sqlite3.connect(FILE or ":memory:", isolation_level=None)


async def respond(
    scope: dict[str, Any],
    receive: Callable[[], Awaitable[dict[str, Any]]],
    send: Callable[[dict[str, Any]], Awaitable[None]],
) -> None:
    """Respond to a request whose body has been read."""
    body = b""
    while (message := await receive()).get("more_body"):
        body += message["body"]
    if FILE and scope["method"] == "POST":
        text = json.dumps(json.loads(body + message["body"]))
        insert = "INSERT INTO messages SELECT hex(randomblob(16)), ?"
        DATABASE.execute(insert, (text,))
    status = 202 if scope["method"] == "POST" else 200
    headers = [
        (b"content-type", b"application/vnd.api+json"),
        (b"content-length", str(len(BODY)).encode()),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": BODY})


if __name__ == "__main__":
    for statement in STATEMENTS:
        DATABASE.execute(statement)
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
