"""Each SDK disturbed: forked, interrupted, by a response that drips, and by a hook that raises.

Each case runs in a process of its own, whose command line is the case, the SDK and the URL.
"""

from __future__ import annotations

import importlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from _comparison import certificate
from _lossy import ACCEPTED, Connection, Server, serving
from _sdks import ALL, HOOKED, Sdk, Send

CHILDREN, EACH = 4, 10
INTERRUPTIONS, AFTERWARDS = 60, 30
# Seconds: the timeout of each SDK where the server drips, and before each of its bytes.
TIMEOUT, PAUSE = 1, 0.25
DRIPS = 24
# Seconds: the timeout elsewhere.
LONG_TIMEOUT = 5


class Telling(Connection):
    """Responds with an id that names the text, so that each call can be checked."""

    def reply(self, connection: Any) -> bool:
        server = self.server
        assert isinstance(server, TellingServer)
        match = re.search(rb"text-\d+-\d+", self.body)
        if match is None:
            return False
        server.posted[match[0].decode()] += 1
        response = server.good.replace(server.id.encode(), match[0].ljust(len(server.id), b"_"))
        if not (server.drips and b"text-1" in self.body):
            connection.sendall(response)
            return True
        for number in range(DRIPS):
            connection.sendall(response[number : number + 1])
            time.sleep(PAUSE)  # as a server that takes a moment for each byte
        connection.sendall(response[DRIPS:])
        return True


class TellingServer(Server):
    """Counts how often each text was posted."""

    handler = Telling

    def __init__(self, sdk: Sdk, tls: Any, *, drips: bool) -> None:
        super().__init__(sdk.good, ACCEPTED[0], tls)
        self.id, self.drips = sdk.id, drips
        self.posted: Counter[str] = Counter()


@dataclass(frozen=True)
class Case:
    """How an SDK is disturbed, and what is wanted of it."""

    name: str
    function: str
    wanted: str
    drips: bool = False


CASES = (
    Case("forked into 4 processes", "forked", f"{CHILDREN * EACH} right"),
    Case("interrupted 60 times", "interrupted", f"{AFTERWARDS} right"),
    Case("response drips, timeout 1 s", "dripped", "1 s, 1 OutcomeUnknown", drips=True),
    Case("a hook of the client raises", "hooked", "1 OutcomeUnknown"),
)


def disturb(sdks: Sequence[Sdk]) -> list[list[str]]:
    """Return the results of each case, in the order of *sdks*."""
    with certificate() as tls, ThreadPoolExecutor(2) as pool:
        rows = [[pool.submit(_run, case, sdk, tls) for sdk in sdks] for case in CASES]
        return [[cell.result() for cell in row] for row in rows]


def _run(case: Case, sdk: Sdk, tls: Any) -> str:
    if case.function == "hooked" and sdk.name not in HOOKED:
        return "takes no client"
    with serving(TellingServer(sdk, tls, drips=case.drips)) as server:
        command = [sys.executable, __file__, case.function, sdk.name, server.url]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=True)
        except subprocess.TimeoutExpired:
            return "hangs"
        told: list[tuple[str, str, float]] = json.loads(done.stdout)
        return _result(case, told, server.posted)


def _result(case: Case, told: list[tuple[str, str, float]], posted: Counter[str]) -> str:
    if case.function == "dripped":
        (text, outcome, seconds) = told[-1]
        return f"{seconds:.0f} s, {posted[text]} {'sent' if outcome == text else outcome}"
    if case.function == "hooked":
        (text, outcome, _) = told[0]
        return f"{posted[text]} {'sent' if outcome == text else outcome}"
    right = sum(outcome == text and posted[text] == 1 for text, outcome, _ in told)
    others = Counter(
        "another's id" if outcome.startswith("text") else outcome
        for text, outcome, _ in told
        if outcome != text
    )
    others["sent twice"] = sum(count > 1 for count in posted.values())
    wrong = [f"{count} {what}" for what, count in others.most_common(2) if count]
    return ", ".join([f"{right} right", *wrong])


def _told(sdk: Sdk, send: Send, texts: Sequence[str]) -> Iterator[tuple[str, str, float]]:
    """Yield each text, the id that the call returned or the name of its error, and its seconds."""
    for text in texts:
        began = time.monotonic()
        try:
            outcome = sdk.id_of(send(text)).rstrip("_")
        except Exception as error:
            outcome = type(error).__name__
        yield text, outcome, time.monotonic() - began


def forked(sdk: Sdk, url: str) -> list[tuple[str, str, float]]:
    """Use a client once, then in some processes at the same time."""
    send = sdk.sender(url, LONG_TIMEOUT)
    list(_told(sdk, send, ["text-0-0"]))
    pipes = []
    for child in range(1, CHILDREN + 1):
        reading, writing = os.pipe()
        if not os.fork():
            texts = [f"text-{child}-{number}" for number in range(EACH)]
            os.write(writing, json.dumps([*_told(sdk, send, texts)]).encode())
            os._exit(0)
        os.close(writing)
        pipes.append(reading)
    told: list[tuple[str, str, float]] = []
    for reading in pipes:
        with os.fdopen(reading, "rb") as file:
            told += [(text, outcome, seconds) for text, outcome, seconds in json.load(file)]
    return told


def interrupted(sdk: Sdk, url: str) -> list[tuple[str, str, float]]:
    """Interrupt calls by a signal at random moments; then call undisturbed."""

    # An ordinary exception, as Celery's SoftTimeLimitExceeded and most others are.
    class Interrupted(Exception):
        pass

    def interrupt(*_: object) -> None:
        raise Interrupted

    send, draw = sdk.sender(url, LONG_TIMEOUT), Random(7)
    list(_told(sdk, send, ["text-0-0"]))
    signal.signal(signal.SIGALRM, interrupt)
    for number in range(INTERRUPTIONS):
        with suppress(Exception):
            signal.setitimer(signal.ITIMER_REAL, draw.uniform(0.0002, 0.006))
            send(f"text-1-{number}")
        with suppress(Interrupted):
            signal.setitimer(signal.ITIMER_REAL, 0)
    return [*_told(sdk, send, [f"text-2-{number}" for number in range(AFTERWARDS)])]


def dripped(sdk: Sdk, url: str) -> list[tuple[str, str, float]]:
    """Send once more, to a server of which the response comes byte by byte."""
    return [*_told(sdk, sdk.sender(url, TIMEOUT), ["text-0-0", "text-1-1"])]


def hooked(sdk: Sdk, url: str) -> list[tuple[str, str, float]]:
    """Send once by an HTTP client whose hook cannot connect to another service."""
    return [*_told(sdk, HOOKED[sdk.name](url, LONG_TIMEOUT), ["text-1-1"])]


if __name__ == "__main__":
    importlib.import_module("logging").disable()
    case, name, url = sys.argv[1:]
    function: Callable[[Sdk, str], list[tuple[str, str, float]]] = globals()[case]
    print(json.dumps(function(next(sdk for sdk in ALL if sdk.name == name), url)))
