"""A process with a receiver, for tests that kill it: it serves, works or both.

Each call of a handler is a line in a file: that it began, and that it came to its end.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import uvicorn

from flowroute_ext import WebhookReceiver
from receiver.posts import SECRET


class Calls:
    """A file of lines, each written at once."""

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def add(self, line: str) -> None:
        os.write(self._descriptor, f"{os.getpid()} {line}\n".encode())


def make(folder: Path, *, background: bool = False) -> WebhookReceiver:
    """A receiver whose handlers note what they do."""
    receiver = WebhookReceiver(folder / "inbox.db", secret=SECRET, background=background)
    calls = Calls(folder / "calls")

    @receiver.on_message
    async def answer(message):
        calls.add(f"begin async {message.id}")
        await asyncio.sleep(0)
        calls.add(f"end async {message.id}")

    @receiver.on_message
    def log(message):
        calls.add(f"begin sync {message.id}")
        if (folder / "wait").exists():
            while not (folder / "go").exists():
                threading.Event().wait(0.005)
        calls.add(f"end sync {message.id}")

    return receiver


class Quiet(WSGIRequestHandler):
    """Logs nothing."""

    def log_message(self, *_: object) -> None:
        """Log nothing."""


def serve(folder: str, face: str) -> None:
    """Serve the receiver at a free port, which is printed."""
    receiver = make(Path(folder), background=True)
    if face == "wsgi":
        server = make_server("127.0.0.1", 0, receiver.wsgi(), WSGIServer, Quiet)
        # An exception of the handler would be lost in wsgiref, which catches all.
        stop = threading.Thread(target=server.shutdown)
        signal.signal(signal.SIGTERM, lambda *_: stop.start())
        announce(server.server_port)
        server.serve_forever(poll_interval=0.01)
    elif face == "work":
        announce("READY")
        receiver.run()
    else:
        config = uvicorn.Config(receiver.asgi(), port=0, log_level="error")
        asyncio.run(run(uvicorn.Server(config)))


def announce(line: object) -> None:
    """Show that it is ready."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


async def run(server: uvicorn.Server) -> None:
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    announce(server.servers[0].sockets[0].getsockname()[1])
    await serving
