"""A PostgreSQL of an episode's own, that can be killed and started again."""

from __future__ import annotations

import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import psycopg

LONGEST_LIFE = 150.0
# Nothing waits longer for a lock that a stopped worker holds.
LOCK_TIMEOUT = "SET lock_timeout = '2s'"


class PostgresServer:
    """A PostgreSQL in a folder of its own, reached by a socket there; no superuser runs it."""

    def __init__(self) -> None:
        self._user = user()
        self._folder = Path(tempfile.mkdtemp(prefix="siege-postgres-", dir="/tmp"))
        self.dsn = f"postgresql://postgres@/postgres?host={self._folder}"
        self._process: subprocess.Popen[bytes] | None = None

    @staticmethod
    def programs() -> Path | None:
        """The folder of PostgreSQL's programs, if it is installed."""
        return max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)

    def __enter__(self) -> Self:
        if self._user:
            shutil.chown(self._folder, **self._user)
        options = ["--auth=trust", "--username=postgres", "--no-sync"]
        subprocess.run(
            [self._program("initdb"), *options, self._folder / "data"],
            cwd=self._folder,
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **self._user,
        )
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.kill()
        shutil.rmtree(self._folder, ignore_errors=True)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = ["-c", "listen_addresses=", "-k", str(self._folder), "-D"]
        self._process = subprocess.Popen(
            [sys.executable, __file__, self._program("postgres"), *options, self._folder / "data"],
            cwd=self._folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        give_up = time.monotonic() + 20
        while time.monotonic() < give_up:
            with suppress(psycopg.OperationalError):
                self.execute("SELECT 1")
                return
            time.sleep(0.05)
        raise RuntimeError("postgres does not start")

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._process is not None:
            self._process.communicate()

    def execute(self, statement: str) -> bool:
        """Execute a statement; False if something held a lock on its table, or there is none."""
        with psycopg.connect(self.dsn, connect_timeout=5) as connection:
            connection.execute(LOCK_TIMEOUT)
            try:
                connection.execute(statement)
            except (psycopg.errors.LockNotAvailable, psycopg.errors.UndefinedTable):
                return False
        return True

    def _program(self, name: str) -> Path:
        folder = self.programs()
        assert folder is not None
        return folder / name


def user() -> dict[str, Any]:
    """Who runs the server, as arguments of `Popen`."""
    return {"user": "postgres", "group": "postgres"} if os.getuid() == 0 else {}


def guard(command: list[str]) -> None:
    """Run a server until the standard input ends, as it does when the driver dies."""
    process = subprocess.Popen(command, **user())
    select.select([sys.stdin], [], [], LONGEST_LIFE)
    # Its processes end at once, and it recovers from its log when it is started again.
    process.send_signal(signal.SIGQUIT)
    process.wait()


if __name__ == "__main__":
    guard(sys.argv[1:])
