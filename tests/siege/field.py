"""Where an episode happens: its folder, its counting server, and the processes it starts."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from forked.python import Python

from siege.clock import TimeScale
from siege.faults import QUICK
from siege.journal import Journal
from siege.tls import certificate, change

TESTS = Path(__file__).parents[1]


class Field:
    """A folder, a server and workers; everything is ended and removed when the block is left.

    :param seed: what the server draws its faults from.
    :param speed: how many times as fast as in reality the time passes for server and clients.
    :param tls: whether the server has TLS, where this machine has the program for a certificate.
    """

    def __init__(self, seed: int, speed: float, *, tls: bool = False) -> None:
        self.seed = seed
        self.folder = Path(tempfile.mkdtemp(prefix="siege-"))
        self.journal = Journal(self.folder / "journal.jsonl")
        self.scale = TimeScale.starting_now(speed)
        self.port = 0
        path = certificate(self.folder) if tls else None
        self.authority = None if path is None else str(path)
        # What a client sends with that brings none along.
        self.engine = random.Random(seed).choice(["httpx", "httpx2"])
        self._processes: list[subprocess.Popen[str]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for process in self._processes:
            self.end(process)
        shutil.rmtree(self.folder, ignore_errors=True)

    def serve(self, faults: dict[str, float] | None = None, **settings: Any) -> None:
        """Start the counting server.

        *settings* are `delay` (seconds before each response, at most), `skew` (seconds by which
        its clock is ahead), `unreliable` (how many lookups fail, of 1), `mutation` and `linked`
        of its records.
        """
        given = {
            "journal": str(self.journal.path),
            "scale": self.scale.as_json(),
            "seed": self.seed,
            "faults": faults or QUICK,
            "delay": 0.02,
            "skew": 0.0,
            "unreliable": 0.0,
            "mutation": "none",
            "linked": True,
            "certificate": self.authority,
        }
        process = self._start(["siege.server", json.dumps(given | settings)], {})
        assert process.stdout is not None
        self.port = int(process.stdout.readline())

    def change(self, **settings: Any) -> None:
        """Change the settings of the server; `faults={"ok": 1}` has it behave."""
        change(self.port, settings, self.authority)

    def start(
        self,
        function: str,
        *,
        scale: TimeScale | None = None,
        environment: dict[str, str] | None = None,
        **arguments: Any,
    ) -> subprocess.Popen[str]:
        """Start a worker that runs ``module:function`` of `siege.disturbances`."""
        job = {
            "port": self.port,
            "journal": str(self.journal.path),
            "engine": self.engine,
            "scale": (scale or self.scale).as_json(),
            "arguments": arguments,
            "authority": self.authority,
        }
        command = ["siege.worker", f"siege.disturbances.{function}", json.dumps(job)]
        trust = {} if self.authority is None else {"SSL_CERT_FILE": self.authority}
        return self._start(command, trust | (environment or {}))

    def wait(self, process: subprocess.Popen[str], seconds: float, what: str = "a worker") -> None:
        """Wait for a worker; one that takes longer is noted as hanging, and ended."""
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGUSR1)  # it shows where it hangs
            time.sleep(0.3)
            self.end(process)
            self.journal.note("violation", text=f"{what} hangs after {seconds:g} s")

    def run(self, function: str, within: float = 20.0, **arguments: Any) -> None:
        """Start a worker and wait for it."""
        process = self.start(function, **arguments)
        self.wait(process, within, function)
        if process.returncode not in (0, -signal.SIGKILL):
            text = f"{function} ended with {process.returncode}"
            self.journal.note("violation", text=text)

    def end(self, process: subprocess.Popen[str]) -> None:
        """Kill a process, and what it has forked, and wait for it."""
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()

    def stderr(self, process: subprocess.Popen[str]) -> str:
        """The end of what a process has written to its standard error."""
        number = self._processes.index(process)
        return (self.folder / f"stderr-{number}").read_text("utf-8", "replace")[-3000:]

    def traces(self) -> str:
        """What the processes have written to their standard error, so far as it says anything."""
        texts = [self.stderr(process) for process in self._processes]
        return "\n".join(text for text in texts if text.strip())

    def until(self, condition: Any, seconds: float = 10.0) -> bool:
        """Wait until *condition* returns something true; False if it does not in time."""
        give_up = time.monotonic() + seconds
        while time.monotonic() < give_up:
            if condition():
                return True
            time.sleep(0.02)
        return False

    def _start(self, command: list[str], environment: dict[str, str]) -> subprocess.Popen[str]:
        path = os.pathsep.join([str(TESTS), str(TESTS.parent), str(TESTS.parent / "generated")])
        plain = {
            name: value
            for name, value in os.environ.items()
            if not name.upper().endswith("_PROXY") and not name.startswith(("FR_", "SSL_", "COV"))
        }
        with (self.folder / f"stderr-{len(self._processes)}").open("w") as stderr:
            process = Python(
                "-m",
                *command,
                env=plain | {"PYTHONPATH": path, "PYTHONUNBUFFERED": "1"} | environment,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE if command[0] == "siege.server" else subprocess.DEVNULL,
                stderr=stderr,
                text=True,
                start_new_session=True,
            )
        self._processes.append(process)
        return process
