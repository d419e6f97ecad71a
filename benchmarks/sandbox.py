"""How fast `flowroute sandbox` starts and responds: prints a small table.

    python benchmarks/sandbox.py [--requests 2000] [--starts 5]

Requests go one after the other over one keep-alive connection of a bare socket, so that the
server is what is measured. Rates and times are medians.
"""

from __future__ import annotations

import argparse
import json
import resource
import socket
import subprocess
import sys
from base64 import b64encode
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator

ROOT = Path(__file__).parents[1]
COMMAND = [sys.executable, "-m", "flowroute_ext.cli", "sandbox", "--port", "0"]
AUTHORIZATION = b64encode(b"sandbox-access-key:sandbox-secret-key").decode()
NUMBER = "/v2/numbers/12065550142"
MESSAGE = {"to": "12065550143", "from": "12065550142", "body": "Your table is ready."}
ROUNDS = 5


class Connection:
    """One keep-alive connection."""

    def __init__(self, address: tuple[str, int]) -> None:
        self.socket = socket.create_connection(address)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def status(self, request: bytes) -> int:
        """Send the request, read the whole response, and return its status."""
        self.socket.sendall(request)
        response = self.socket.recv(65536)
        while b"\r\n\r\n" not in response:
            response += self.socket.recv(65536)
        head, _, body = response.partition(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
        while len(body) < length:
            body += self.socket.recv(65536)
        return int(head[9:12])


def request(method: str, path: str, document: object = None) -> bytes:
    body = b"" if document is None else json.dumps(document).encode()
    return (
        f"{method} {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Basic {AUTHORIZATION}\r\n"
        f"content-type: application/vnd.api+json\r\ncontent-length: {len(body)}\r\n\r\n"
    ).encode() + body


@contextmanager
def served(*options: str) -> Generator[tuple[str, int], None, None]:
    """Start a sandbox, and yield the address of its server when it is ready."""
    with subprocess.Popen(
        [*COMMAND, *options], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        url = next(line for line in process.stdout if line.startswith("READY "))
        yield "127.0.0.1", int(url.rpartition(":")[2])
        process.terminate()


def start_up() -> float:
    """Return the seconds from starting the process to its READY line."""
    begin = perf_counter()
    with served():
        return perf_counter() - begin


def rate(connection: Connection, count: int, sent: bytes, expected: int) -> float:
    """Return the responses a second."""
    rounds = []
    for _ in range(ROUNDS):
        begin = perf_counter()
        for _ in range(count // ROUNDS):
            status = connection.status(sent)
            assert status == expected, status
        rounds.append(count // ROUNDS / (perf_counter() - begin))
    return median(rounds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--requests", type=int, default=2000, help="of each kind (default 2000)")
    parser.add_argument("--starts", type=int, default=5, help="of the server (default 5)")
    arguments = parser.parse_args()
    count = min(max(arguments.requests, ROUNDS), 50_000)
    starts = min(max(arguments.starts, 1), 50)

    rows = [("start to READY", f"{median(start_up() for _ in range(starts)) * 1000:,.0f} ms")]
    search = "/v2/numbers/available?starts_with=1206&limit=10"
    with TemporaryDirectory() as folder:
        for kept, options in {"in memory": [], "on disk": ["--data", f"{folder}/db"]}.items():
            with served(*options) as address:
                connection = Connection(address)
                assert connection.status(request("POST", NUMBER)) == 201
                for what, sent, status in (
                    ("a number's details", request("GET", NUMBER), 200),
                    ("a search of ten numbers", request("GET", search), 200),
                    ("a message sent", request("POST", "/v2.2/messages", MESSAGE), 202),
                ):
                    per_second = rate(connection, count, sent, status)
                    rows.append((f"{what}, {kept}", f"{per_second:,.0f} / s"))
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    rows.append((f"memory after {count:,} messages", f"{memory / 1024:,.0f} MiB"))
    for what, figure in rows:
        print(f"{what:<36}{figure:>12}")


if __name__ == "__main__":
    main()
