"""An application on a real port of this machine, which webhooks are posted to."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from threading import Thread
from typing import Any


@dataclass(frozen=True)
class Posted:
    """One request, as it came in."""

    path: str
    headers: Message
    body: bytes

    @property
    def document(self) -> Any:
        return json.loads(self.body)

    @property
    def level(self) -> int:
        return self.document["data"]["attributes"]["level"]


@dataclass
class Listener:
    """Where it listens, what came, and how it answers: these in turn, then 200.

    An answer is a status, or a function that returns one.
    """

    url: str = ""
    answers: list[int | Callable[[], int]] = field(default_factory=list)
    posted: Queue[Posted] = field(default_factory=Queue)

    def take(self) -> Posted:
        """The next request, which may be on its way."""
        return self.posted.get(timeout=60)


@contextmanager
def listening() -> Generator[Listener]:
    """An application for as long as the block lasts."""
    listener = Listener()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            answer = listener.answers.pop(0) if listener.answers else 200
            listener.posted.put(Posted(self.path, self.headers, body))
            self.send_response(answer if isinstance(answer, int) else answer())
            self.send_header("location", "/elsewhere")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        listener.url = f"http://127.0.0.1:{server.server_port}"
        try:
            yield listener
        finally:
            server.shutdown()
            thread.join()
