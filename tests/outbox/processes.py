"""Real processes that work on an outbox, at a sandbox that is served."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
from contextlib import closing, suppress
from pathlib import Path

from forked.python import Python
from sandbox_serving.served import Served

from flowroute_sandbox.sandbox import ACCESS_KEY, SECRET_KEY
from outbox.texts import OWN

ROOT = Path(__file__).parents[2]
PATHS = [str(ROOT), str(ROOT / "generated"), str(ROOT / "tests")]


class Campaign:
    """A process that runs campaign.py on the file at *path*, and waits for `go`."""

    def __init__(
        self,
        path: Path,
        served: Served,
        *,
        kind: str = "sync",
        count: int = 100,
        at: int = 0,
        act: str = "",
    ) -> None:
        self.path = path
        self.process = Python(
            *("-m", "outbox.campaign", kind, path, count, at, act),
            env=os.environ
            | {
                "PYTHONPATH": os.pathsep.join(PATHS),
                "FR_ACCESS_KEY": ACCESS_KEY,
                "FR_SECRET_KEY": SECRET_KEY,
                "FR_BASE_URL": served.url,
            },
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def go(self) -> None:
        """Let it begin, as soon as it is ready to."""
        assert self.process.stdout.readline() == "READY\n", self.process.communicate(timeout=60)
        self.go_on()

    def until_there(self) -> None:
        """Wait until it has come to the point that it was to come to."""
        line = self.process.stdout.readline()
        assert line == "THERE\n", (line, self.process.communicate(timeout=60))

    def go_on(self) -> None:
        """Let it go on from where it waits."""
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def suspend(self) -> None:
        """Stop it, as Ctrl-Z does, while it changes nothing in the file."""
        with closing(sqlite3.connect(self.path, timeout=30, isolation_level=None)) as database:
            database.execute("BEGIN IMMEDIATE")
            self.process.send_signal(signal.SIGSTOP)
            os.waitid(os.P_PID, self.process.pid, os.WSTOPPED | os.WNOWAIT)
            database.execute("ROLLBACK")

    def signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def interrupt(self) -> int:
        """Press Ctrl-C every half a second until it ends; how often that took."""
        presses = 0
        while self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            presses += 1
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout=0.5)
        return presses

    def kill_after(self, seconds: float) -> bool:
        """Kill it without warning after so long; False if it has ended by then."""
        try:
            self.process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.process.communicate(timeout=60)
        return self.process.returncode == -signal.SIGKILL

    def end(self) -> tuple[int, list[object]]:
        """Its status, and the report: sent, queued, unknown, and why it stopped."""
        output, errors = self.process.communicate(timeout=120)
        assert self.process.returncode or not errors, errors
        lines = output.splitlines()
        return self.process.returncode, json.loads(lines[-1]) if lines else []

    def clean_up(self) -> None:
        """Leave neither process nor pipe behind."""
        self.process.kill()
        self.process.communicate(timeout=60)


def accepted(served: Served) -> list[str]:
    """The texts of all messages that the sandbox took."""
    served.connection.close()  # which the server may have closed in the meantime
    bodies: list[str] = []
    while True:
        _, page = served.json(
            "GET", f"/v2.1/messages?start_date=2020-01-01&limit=200&offset={len(bodies)}"
        )
        bodies += [one["attributes"]["body"] for one in page["data"]]
        if not page["links"].get("next"):
            return bodies


def prepare(served: Served) -> None:
    """Put a number on the account."""
    served.json("POST", "/_sandbox/numbers", {"number": OWN})
    served.json("PATCH", "/_sandbox/settings", {"balance": 1000})
