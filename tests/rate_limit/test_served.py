"""The whole of it: real senders, real sockets, and a sandbox that refuses what is too much."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from forked.python import Python
from sandbox_serving.served import Served

from flowroute_ext import Outbox
from flowroute_sandbox.sandbox import ACCESS_KEY, SECRET_KEY
from rate_limit.simulation import most

HERE = Path(__file__).parent
# How many processes, and what each of them does.
SENDERS = {
    "one thread": (1, "thread"),
    "50 threads": (1, "threads"),
    "200 tasks": (1, "tasks"),
    "processes": (4, "threads"),
    "processes and an outbox": (4, "outbox"),
}


class Result(NamedTuple):
    """What a sandbox saw: when messages came, and how many requests were refused."""

    arrivals: list[float]
    refused: int
    errors: str


class Scene:
    """Senders of a kind, and a sandbox that counts what they send."""

    def __init__(self, processes: int, how: str, shared: Path, seconds: int) -> None:
        self.sandbox = Served(HERE / "served_sandbox.py")
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(map(str, sys.path)),
            "FR_BASE_URL": self.sandbox.url,
            "FR_ACCESS_KEY": ACCESS_KEY,
            "FR_SECRET_KEY": SECRET_KEY,
        }
        command = [HERE / "senders.py", str(seconds + 2), how]
        command += [shared] * (processes > 1)
        self.senders = [
            Python(*command, env=environment, stderr=subprocess.PIPE, text=True)
            for _ in range(processes)
        ]

    def result(self) -> Result:
        errors = "".join(sender.communicate()[1] for sender in self.senders)
        _, requests = self.sandbox.json("GET", "/_sandbox/requests")
        self.sandbox.connection.close()
        arrivals = json.loads(self.sandbox.stop()[1])
        return Result(arrivals, requests["operations"]["send_a_message"] - len(arrivals), errors)

    def clean_up(self) -> None:
        for sender in self.senders:
            sender.kill()
            sender.wait()
            sender.stderr.close()
        self.sandbox.clean_up()


def fill(path: Path, seconds: int) -> None:
    """Put as much into an outbox as may be sent in the time."""
    row = {"to": "12065550142", "from": "12065550100"}
    rows = ({**row, "body": f"Table {number} is ready."} for number in range(5 * seconds + 1))
    Outbox(path).add(rows)


@pytest.fixture
def seconds(size) -> int:
    """How long they send."""
    return size(8, 60)


@pytest.fixture
def scenes(tmp_path: Path, seconds: int, size) -> Iterator[dict[str, Scene]]:
    """All senders at once, each with a sandbox of its own, so that they share the time."""
    started: dict[str, Scene] = {}
    try:
        for name, (processes, how) in SENDERS.items():
            shared = tmp_path / f"{how}.db"
            if how == "outbox":
                fill(shared, seconds)
            started[name] = Scene(min(processes, size(2, 4)), how, shared, seconds)
        yield started
    finally:
        for scene in started.values():
            scene.clean_up()


@pytest.mark.once
def test_the_limit_is_kept_and_used(scenes, seconds, size):
    """Never more than five in a second, no error, and nothing is refused that was not held up.

    On a busy machine a request may be held up for longer than any before, arrive with later ones,
    be refused and sent again; and how much of the limit is used depends on the machine. With
    --full, which wants one to itself, nothing is refused, and 4.8 arrive a second.
    """
    results = {name: scene.result() for name, scene in scenes.items()}

    assert {name: result.errors for name, result in results.items()} == dict.fromkeys(SENDERS, "")
    busiest = {name: most(result.arrivals, 1.0) for name, result in results.items()}
    assert busiest == dict.fromkeys(SENDERS, 5)
    sent = {name: within(result.arrivals, seconds) for name, result in results.items()}
    refused = {name: result.refused for name, result in results.items()}
    held_up, least = size(25, 0) / 100, size(10, 48) / 10
    assert {name: count for name, count in refused.items() if count > held_up * sent[name]} == {}
    assert {name: count for name, count in sent.items() if count < least * seconds} == {}


def within(arrivals: list[float], seconds: float) -> int:
    """How many came in so many seconds from the first."""
    return sum(moment < arrivals[0] + seconds for moment in arrivals)
