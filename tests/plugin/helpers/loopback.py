"""Leads every name and every proxy to a server of this machine, which counts who comes.

It is loaded before the plugin under test, and stands for the network: a request that gets
this far has escaped. `ESCAPES` names the file in which each is noted.
"""

from __future__ import annotations

import os
import socket
import threading
from pathlib import Path
from typing import Any

import uvloop

NOTES = Path(os.environ["ESCAPES"])
resolve = socket.getaddrinfo


def note(what: str) -> None:
    with NOTES.open("a", encoding="utf-8") as notes:
        notes.write(f"{what}\n")


server = socket.create_server(("127.0.0.1", 0))
PORT = server.getsockname()[1]


def serve() -> None:
    while True:
        connection, _ = server.accept()
        note("connection")
        connection.close()


threading.Thread(target=serve, daemon=True).start()


def escaped(host: Any) -> bool:
    name = host.decode() if isinstance(host, bytes) else str(host)
    if not name.lower().rstrip(".").endswith("flowroute.com"):
        return False
    note(f"name {name}")
    return True


def getaddrinfo(host: Any, port: Any, *args: Any, **settings: Any) -> Any:
    if not escaped(host):
        return resolve(host, port, *args, **settings)
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", PORT))]


socket.getaddrinfo = getaddrinfo
connect = uvloop.Loop.create_connection
look_up = uvloop.Loop.getaddrinfo


async def create_connection(
    self: Any, factory: Any, host: Any = None, *args: Any, **kw: Any
) -> Any:
    if escaped(host):
        raise OSError("escaped")
    return await connect(self, factory, host, *args, **kw)


async def uvloop_getaddrinfo(self: Any, host: Any, port: Any, **settings: Any) -> Any:
    if escaped(host):
        raise OSError("escaped")
    return await look_up(self, host, port, **settings)


uvloop.Loop.create_connection = create_connection
uvloop.Loop.getaddrinfo = uvloop_getaddrinfo

if os.environ.get("THROUGH_PROXY"):
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        os.environ[name] = f"http://127.0.0.1:{PORT}"
