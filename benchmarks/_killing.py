"""A batch whose process is killed and started again, many times: the messages that arrive.

Run as a program it is that process: `python benchmarks/_killing.py FILE` sends what is in FILE.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
import urllib.request
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flowroute_ext import Flowroute, Outbox
from flowroute_sandbox.sandbox import ACCESS_KEY, SECRET_KEY

FROM = "12065550100"
SANDBOX = [sys.executable, "-m", "flowroute_ext.cli", "sandbox", "--port", "0"]


@dataclass(frozen=True)
class Batch:
    """How often the process was killed, and how many texts were sent twice or lost."""

    kills: int
    in_progress: int
    twice: int
    lost: int


class Served:
    """A sandbox in a process of its own."""

    def __init__(self, url: str) -> None:
        self.url = url

    def call(self, method: str, path: str, document: object = None) -> dict[str, object]:
        """Return the document of the response."""
        key = b64encode(f"{ACCESS_KEY}:{SECRET_KEY}".encode()).decode()
        request = urllib.request.Request(
            self.url + path,
            method=method,
            data=None if document is None else json.dumps(document).encode(),
            headers={"authorization": f"Basic {key}"},
        )
        with urllib.request.urlopen(request) as response:
            found: dict[str, object] = json.load(response)
        return found

    def accepted(self) -> int:
        """How many texts it has accepted."""
        state: dict[str, object] = self.call("GET", "/_sandbox/state")
        messages = state["messages"]
        assert isinstance(messages, int)
        return messages


@contextmanager
def served() -> Iterator[Served]:
    """Serve a sandbox with the number to send from."""
    with subprocess.Popen(SANDBOX, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        ready = next(line for line in process.stdout if line.startswith("READY "))
        sandbox = Served(ready.split()[1])
        sandbox.call("POST", "/_sandbox/numbers", {"number": FROM})
        yield sandbox
        process.terminate()


def sent(url: str) -> Counter[str]:
    """How often each text arrived."""
    with Flowroute(ACCESS_KEY, SECRET_KEY, base_url=url) as flowroute:
        return Counter(record.body or "" for record in flowroute.messages.list(start="2020-01-01"))


def texts(rows: int) -> Iterator[dict[str, str]]:
    """Return the rows; every tenth is equal to the one before it."""
    for number in range(rows):
        one = number - (number % 10 == 9)
        yield {"to": f"1312555{one:04}", "from": FROM, "body": f"Table {one} is ready."}


def killed(kills: int, rows: int, seed: int = 1) -> Batch:
    """Send *rows* texts by a process that is killed *kills* times, at random moments."""
    chance = random.Random(seed)
    in_progress = done = 0
    wanted = Counter(row["body"] for row in texts(rows))
    with served() as sandbox, tempfile.TemporaryDirectory() as folder:
        outbox = Outbox(Path(folder) / "batch.db")
        outbox.add(texts(rows))
        while done < kills and outbox.status().queued:
            target = min(sandbox.accepted() + chance.randint(0, 5), rows - 1)
            with start(sandbox.url, outbox.path) as process:
                while process.poll() is None and sandbox.accepted() < target:
                    time.sleep(0.002)
                time.sleep(chance.uniform(0, 0.01))
                done += process.poll() is None
                process.kill()
            in_progress += outbox.status().sending
        with start(sandbox.url, outbox.path) as process:
            process.wait()
        arrived = sent(sandbox.url)
    return Batch(done, in_progress, (arrived - wanted).total(), (wanted - arrived).total())


def start(url: str, path: Path) -> subprocess.Popen[bytes]:
    """Start the process that sends."""
    environment = {
        **os.environ,
        "FR_BASE_URL": url,
        "FR_ACCESS_KEY": ACCESS_KEY,
        "FR_SECRET_KEY": SECRET_KEY,
    }
    return subprocess.Popen([sys.executable, __file__, str(path)], env=environment)


if __name__ == "__main__":
    with Flowroute(rate_limit=None) as flowroute:
        Outbox(sys.argv[1]).send(flowroute)
