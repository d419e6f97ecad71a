"""The application in examples/celery, with its own Redis, sandbox and workers."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import redis
from operations.control import Control
from send_once.servers import RedisServer

from flowroute_ext.send_once import Claim, RedisClaims
from flowroute_sandbox.sandbox import ACCESS_KEY, SECRET_KEY

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "celery"
OWN = "12065550100"


class Application:
    """The application: two programs and their environment."""

    def __init__(self, server: RedisServer, account: Control, folder: Path, **settings: object):
        self.account = account
        self.folder = folder
        self.claims = RedisClaims(f"{server.url.removesuffix('/0')}/1")
        self.broker = redis.Redis(port=server.port)
        self.environment = os.environ | {
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "generated")]),
            "REDIS": server.url.removesuffix("/0"),
            "FR_ACCESS_KEY": ACCESS_KEY,
            "FR_SECRET_KEY": SECRET_KEY,
            "FR_BASE_URL": account.url,
            **{name: str(value) for name, value in settings.items()},
        }
        self.workers: list[Worker] = []

    def enqueue(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        """Run the program that queues the rows of a file."""
        return subprocess.run(
            [sys.executable, "enqueue.py", *map(str, arguments)],
            cwd=EXAMPLE,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    def start_worker(self) -> Worker:
        """Start a worker, as another machine would."""
        number = len(self.workers) + 1
        worker = Worker(f"worker{number}", self.folder / f"worker{number}.log", self.environment)
        self.workers.append(worker)
        return worker

    def fault(self, name: str, **terms: object) -> None:
        """Let something go wrong when a message is sent."""
        fault = {"name": name, "operation": "send_a_message", **terms}
        self.account("POST", "/_sandbox/faults", fault)

    def struck(self, name: str) -> bool:
        """Whether a fault has struck as often as it will."""
        faults = self.account("GET", "/_sandbox/faults")["faults"]
        return all(len(one["hits"]) == one["times"] for one in faults if one["name"] == name)

    @property
    def accepted(self) -> dict[str, str]:
        """The texts that Flowroute took, by their ids."""
        listed = self.account("GET", "/v2.1/messages?start_date=2020-01-01&limit=1000")
        return {one["id"]: one["attributes"]["body"] for one in listed["data"]}

    @property
    def waiting(self) -> int:
        """How many tasks are in the queue, or with a worker."""
        return self.broker.llen("celery") + self.broker.hlen("unacked")

    def oldest(self) -> Claim:
        """The claim that a worker has held for the longest time."""
        claims = [claim for claim in self.claims.unfinished() if claim.state == "claimed"]
        return min(claims, key=lambda claim: claim.started)

    def clean_up(self) -> None:
        for worker in self.workers:
            worker.kill()
        self.claims.close()
        self.broker.close()


class Worker:
    """A Celery worker with four processes, in a group of their own."""

    def __init__(self, name: str, log: Path, environment: dict[str, str]) -> None:
        self._log = log
        with log.open("wb") as output:
            self._process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "celery", "-A", "tasks", "worker"),
                    *("--hostname", f"{name}@%h", "--concurrency", "4", "--loglevel", "INFO"),
                ],
                cwd=EXAMPLE,
                env=environment,
                start_new_session=True,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )

    @property
    def log(self) -> str:
        return self._log.read_text("utf-8")

    def has(self, claim: Claim) -> bool:
        """Whether this worker made a claim."""
        pid = int(claim.owner.split(":")[1])
        return os.getpgid(pid) == self._process.pid

    def kill(self) -> None:
        """End all of its processes, as a power cut would."""
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


def until(condition: Callable[[], bool], *, seconds: float, what: str) -> None:
    """Wait until *condition* is true; no process signals it."""
    pause, end = threading.Event(), time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"not within {seconds} s: {what}"
        pause.wait(0.1)
