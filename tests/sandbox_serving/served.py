"""A sandbox that is served, to talk with over a socket."""

from __future__ import annotations

import http.client
import json
import signal
import subprocess
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from forked.python import Python

from flowroute_sandbox.sandbox import ACCESS_KEY, SECRET_KEY

ROOT = Path(__file__).parents[2]
# Seconds after which the server may be about to drop a connection.
IDLE = 2.0
AUTHORIZATION = "Basic " + b64encode(f"{ACCESS_KEY}:{SECRET_KEY}".encode()).decode()


class Served:
    """A server in a process of its own, `python` with these arguments, ready for requests."""

    def __init__(self, *arguments: object) -> None:
        self.process = Python(
            *arguments, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self.lines: list[str] = []
        while not (self.lines and self.lines[-1].startswith("READY ")):
            line = self.process.stdout.readline()
            assert line, self.process.communicate(timeout=60)[1]
            self.lines.append(line.rstrip("\n"))
        self.url = self.lines[-1].removeprefix("READY ")
        self.connection = http.client.HTTPConnection(self.url.removeprefix("http://"), timeout=60)
        self.used = time.monotonic()

    def request(self, method: str, path: str, body=None, **headers) -> http.client.HTTPResponse:
        """One request on the one connection, a new one where the server has dropped it as idle."""
        headers = {"authorization": AUTHORIZATION, **headers}
        if time.monotonic() - self.used > IDLE:
            self.connection.close()
        self.used = time.monotonic()
        self.connection.request(method, path, body, headers)
        return self.connection.getresponse()

    def json(self, method: str, path: str, body=None) -> tuple[int, object]:
        """Status and document of the answer to one request."""
        response = self.request(method, path, None if body is None else json.dumps(body))
        text = response.read()
        return response.status, json.loads(text) if text else None

    def stop(self, signal_number: int = signal.SIGTERM) -> tuple[int, str, str]:
        """Exit status, further output and errors after this signal."""
        self.process.send_signal(signal_number)
        output, errors = self.process.communicate(timeout=60)
        return self.process.returncode, output, errors

    def clean_up(self) -> None:
        """Leave neither process, pipe nor socket behind."""
        self.connection.close()
        self.process.kill()
        if not self.process.stdout.closed:
            self.process.communicate(timeout=60)


@contextmanager
def servers() -> Iterator[Callable[..., Served]]:
    """A function that starts a `flowroute sandbox` with these options; all end with the block."""
    with ExitStack() as stack:

        def start(*options: object) -> Served:
            served = Served("-m", "flowroute_ext.cli", "sandbox", "--port", 0, *options)
            stack.callback(served.clean_up)
            return served

        yield start
