"""How fast `flowroute sandbox` starts and responds: prints a small table.

    python benchmarks/sandbox.py [--requests 2000] [--starts 5] [--messages 100000] [--seconds 60]

Requests go one after the other over one keep-alive connection of a bare socket, so that the
server is what is measured. Rates and times are medians. Beside the sandbox runs a bare handler of
the same server, and the ratios are to its rates, taken in turns with the sandbox's. It does
nothing: beside a message kept on disk is another one, too, which makes one commit for each.

So many --messages are sent to the sandbox on disk, in so many --seconds at most, and then it is
measured again: its ratios should be the same. Where moto is installed, which acts like AWS, its
rates are shown beside the same bare handler: SNS sends a text, S3 reads an object. It takes one
request a connection.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import resource
import socket
import subprocess
import sys
from base64 import b64encode
from contextlib import AbstractContextManager, ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Generator

ROOT = Path(__file__).parents[1]
COMMAND = [sys.executable, "-m", "flowroute_ext.cli", "sandbox", "--port", "0"]
AUTHORIZATION = b64encode(b"sandbox-access-key:sandbox-secret-key").decode()
NUMBER = "/v2/numbers/12065550142"
MESSAGE = {"to": "12065550143", "from": "12065550142", "body": "Your table is ready."}
ROUNDS = 5


class Server(NamedTuple):
    """A process that serves."""

    port: int
    process: int


class Connection:
    """One keep-alive connection."""

    def __init__(self, server: Server) -> None:
        self.process = server.process
        self._port = server.port
        self._open()

    def _open(self) -> None:
        self.socket = socket.create_connection(("127.0.0.1", self._port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def status(self, request: bytes) -> int:
        """Send the request, read the whole response, and return its status."""
        self.socket.sendall(request)
        response = self.socket.recv(65536)
        while b"\r\n\r\n" not in response:
            response += self.socket.recv(65536)
        head, _, body = response.partition(b"\r\n\r\n")
        self.length = length = int(
            head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
        )
        while len(body) < length:
            body += self.socket.recv(65536)
        if head.startswith(b"HTTP/1.0") or b"\r\nconnection: close" in head.lower():
            self.socket.close()
            self._open()
        return int(head[9:12])


def request(method: str, path: str, document: object = None) -> bytes:
    body = b"" if document is None else json.dumps(document).encode()
    return (
        f"{method} {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Basic {AUTHORIZATION}\r\n"
        f"content-type: application/vnd.api+json\r\ncontent-length: {len(body)}\r\n\r\n"
    ).encode() + body


def cpu(connection: Connection) -> float:
    """Return the seconds of CPU that the server has had; NaN where the system does not say it."""
    stat = Path(f"/proc/{connection.process}/stat")
    if not stat.exists():
        return math.nan
    fields = stat.read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def bare_handler(connection: Connection, sent: bytes, *file: str) -> AbstractContextManager[Server]:
    """A bare handler whose responses are as long as that to this request.

    With a *file* it keeps what is posted.
    """
    connection.status(sent)
    return started(
        [sys.executable, str(Path(__file__).parent / "_bare.py"), f"{connection.length}", *file]
    )


def more_messages(connection: Connection, count: int, seconds: float) -> int:
    """Send so many, in so many seconds at most; how many were sent."""
    sent, end = 0, perf_counter() + seconds
    message = request("POST", "/v2.2/messages", MESSAGE)
    while sent < count and perf_counter() < end:
        each_second(connection, 100, message, 202)
        sent += 100
    return sent


def aws(service: str, method: str, path: str, body: str = "") -> bytes:
    """A request that moto takes for one to a service."""
    scope = f"Credential=key/20260101/us-east-1/{service}/aws4_request"
    return (
        f"{method} {path} HTTP/1.1\r\nhost: {service}.us-east-1.amazonaws.com\r\n"
        f"authorization: AWS4-HMAC-SHA256 {scope}, SignedHeaders=host, Signature=x\r\n"
        f"content-type: application/x-www-form-urlencoded\r\ncontent-length: {len(body)}\r\n\r\n"
        f"{body}"
    ).encode()


def moto_rows(count: int) -> list[tuple[str, str]]:
    """The rates of moto, or why there are none."""
    if find_spec("moto") is None or find_spec("flask") is None:
        return [("moto, which acts like AWS", 'not installed: pip install "moto[server]"')]
    text = "Action=Publish&Version=2010-03-31&PhoneNumber=%2B12065550143&Message=Your+table"
    with ExitStack() as stack:
        command = [sys.executable, str(Path(__file__).parent / "_moto.py")]
        connection = Connection(stack.enter_context(started(command)))
        for path in ("/bucket", "/bucket/key"):
            assert (
                connection.status(aws("s3", "PUT", path, "x" * 500 if "key" in path else "")) == 200
            )
        found: list[tuple[str, str]] = []
        kinds = {"an object of S3": aws("s3", "GET", "/bucket/key")}
        kinds["a text sent by SNS"] = aws("sns", "POST", "/", text)
        for what, sent in kinds.items():
            bare = Connection(stack.enter_context(bare_handler(connection, sent)))
            found.append((f"moto: {what}", rate(connection, bare, count, sent, None)))
    return found


@contextmanager
def started(command: list[str]) -> Generator[Server, None, None]:
    """Start a server, and yield it when it is ready."""
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        url = next(line for line in process.stdout if line.startswith("READY "))
        yield Server(int(url.rpartition(":")[2]), process.pid)
        process.terminate()


def served(*options: str) -> AbstractContextManager[Server]:
    """A sandbox, as long as the block runs."""
    return started([*COMMAND, *options])


def start_up() -> float:
    """Return the seconds from starting the process to its READY line."""
    begin = perf_counter()
    with served():
        return perf_counter() - begin


def each_second(connection: Connection, count: int, sent: bytes, expected: int | None) -> float:
    """Return the responses a second."""
    begin = perf_counter()
    for _ in range(count):
        status = connection.status(sent)
        assert status == expected or (expected is None and status < 300), status
    return count / (perf_counter() - begin)


def rate(
    connection: Connection, bare: Connection, count: int, sent: bytes, expected: int | None
) -> str:
    """Return the responses a second, and their ratio to those of the bare handler."""
    before = cpu(connection), cpu(bare)
    rounds = [
        (
            each_second(connection, count // ROUNDS, sent, expected),
            each_second(bare, count // ROUNDS, sent, expected),
        )
        for _ in range(ROUNDS)
    ]
    used = [now - then for now, then in zip((cpu(connection), cpu(bare)), before, strict=True)]
    ours, theirs = (median(each) for each in zip(*rounds, strict=True))
    ratio = median(our / their for our, their in rounds)
    by_cpu = used[1] / used[0] if used[0] else math.nan
    return f"{ours:,.0f} / s  {theirs:>7,.0f} / s {ratio:>6.2f}x {by_cpu:>6.2f}x"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--requests", type=int, default=2000, help="of each kind (default 2000)")
    parser.add_argument("--starts", type=int, default=5, help="of the server (default 5)")
    parser.add_argument(
        "--messages", type=int, default=100_000, help="before the last rows (default 100,000)"
    )
    parser.add_argument(
        "--seconds", type=float, default=60.0, help="for those, at most (default 60)"
    )
    arguments = parser.parse_args()
    count = min(max(arguments.requests, ROUNDS), 50_000)
    starts = min(max(arguments.starts, 1), 50)

    rows = [("start to READY", f"{median(start_up() for _ in range(starts)) * 1000:,.0f} ms")]
    search = "/v2/numbers/available?starts_with=1206&limit=10"
    message = request("POST", "/v2.2/messages", MESSAGE)
    with TemporaryDirectory() as folder, ExitStack() as stack:
        for kept, options in {"in memory": [], "on disk": ["--data", f"{folder}/db"]}.items():
            connection = Connection(stack.enter_context(served(*options)))
            assert connection.status(request("POST", NUMBER)) == 201
            kinds = {
                "a number's details": (request("GET", NUMBER), 200),
                "a search of ten numbers": (request("GET", search), 200),
                "a message sent": (message, 202),
            }
            for what, (sent, status) in kinds.items():
                # With a body that is as long.
                bare = Connection(stack.enter_context(bare_handler(connection, sent)))
                rows.append((f"{what}, {kept}", rate(connection, bare, count, sent, status)))
        keeping = Connection(stack.enter_context(bare_handler(connection, message, f"{folder}/x")))
        row = rate(connection, keeping, count, message, 202)
        rows.append(("the same, beside one commit", row))
        if wanted := min(max(arguments.messages, 0), 1_000_000):
            more = more_messages(connection, wanted, arguments.seconds)
            for what, (sent, status) in kinds.items():
                bare = Connection(stack.enter_context(bare_handler(connection, sent)))
                row = rate(connection, bare, count, sent, status)
                rows.append((f"{what}, after {more:,}", row))
    rows += moto_rows(min(count, 500))
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    rows.append(("the most memory of a process", f"{memory / 1024:,.0f} MiB"))
    print(f"load average {os.getloadavg()[0]:.1f}")
    print(f"{'':<40}{'sandbox':>12}{'bare':>12}{'ratio':>8}{'of CPU':>8}")
    for what, figure in rows:
        print(f"{what:<40}{figure:>12}")


if __name__ == "__main__":
    main()
