"""Leads every name and every proxy to a server of this machine, which logs what arrives.

It is loaded before the plugin under test, and replaces the network: a request that gets this
far was not blocked. `ARRIVED` names the log. The server is a proxy as well: it logs a request
for a tunnel as ``tunnel``, and anything that goes through it, or to it, as ``request``.
"""

from __future__ import annotations

import os
import socket
import threading
from pathlib import Path
from typing import Any

import uvloop

LOG = Path(os.environ["ARRIVED"])
resolve = socket.getaddrinfo


def note(what: str) -> None:
    with LOG.open("a", encoding="utf-8") as log:
        log.write(f"{what}\n")


server = socket.create_server(("127.0.0.1", 0))
PORT = server.getsockname()[1]


def answer(connection: socket.socket) -> None:
    with connection:
        received = connection.recv(65_536)
        if received.startswith(b"CONNECT"):
            note("tunnel")
            connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            received = connection.recv(65_536)
        if received:
            note("request")


def serve() -> None:
    while True:
        connection, _ = server.accept()
        threading.Thread(target=answer, args=(connection,), daemon=True).start()


threading.Thread(target=serve, daemon=True).start()


def is_flowroute(host: Any) -> bool:
    name = host.decode() if isinstance(host, bytes) else str(host)
    if not name.lower().rstrip(".").endswith("flowroute.com"):
        return False
    note(f"name {name}")
    return True


def getaddrinfo(host: Any, port: Any, *args: Any, **settings: Any) -> Any:
    if not is_flowroute(host):
        return resolve(host, port, *args, **settings)
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", PORT))]


socket.getaddrinfo = getaddrinfo
connect = uvloop.Loop.create_connection
look_up = uvloop.Loop.getaddrinfo


async def create_connection(
    self: Any, factory: Any, host: Any = None, *args: Any, **kw: Any
) -> Any:
    if is_flowroute(host):
        raise OSError("not blocked")
    return await connect(self, factory, host, *args, **kw)


async def uvloop_getaddrinfo(self: Any, host: Any, port: Any, **settings: Any) -> Any:
    if is_flowroute(host):
        raise OSError("not blocked")
    return await look_up(self, host, port, **settings)


uvloop.Loop.create_connection = create_connection
uvloop.Loop.getaddrinfo = uvloop_getaddrinfo

if os.environ.get("THROUGH_PROXY"):
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        os.environ[name] = f"http://127.0.0.1:{PORT}"
