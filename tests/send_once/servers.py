"""A Redis and a PostgreSQL of a test's own: Debian's programs, on this machine only."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import psycopg
import pytest
import redis

DURABLE = ("--appendonly", "yes", "--appendfsync", "always")


class RedisServer:
    """A Redis in a folder of its own, which can be killed and started again."""

    def __init__(self, *options: str) -> None:
        program = shutil.which("redis-server")
        if program is None:
            pytest.skip("there is no redis-server: apt-get install redis-server")
        self._folder = tempfile.mkdtemp(prefix="redis-")
        self._command = [program, "--bind", "127.0.0.1", "--dir", self._folder, "--save", ""]
        self._options = options
        self.port = 0
        self.start()

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start it on the port that it had, or on one that is free, and wait until it answers."""
        for _ in range(5):
            port = self.port or free_port()
            command = [*self._command, "--port", str(port), *self._options]
            self._process = subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
            )
            for line in self._process.stdout:
                if "Ready to accept connections" in line:
                    self.port = port
                    return
            self._process.communicate()
        raise AssertionError("redis-server does not start")

    def kill(self) -> None:
        """End it as a power cut would."""
        self._process.kill()
        self._process.communicate()

    def empty(self) -> None:
        """Delete everything."""
        with redis.Redis(port=self.port) as client:
            client.flushall()

    def clean_up(self) -> None:
        self.kill()
        shutil.rmtree(self._folder)


class PostgresServer:
    """A PostgreSQL in a folder of its own, reached by a socket there; no superuser runs it."""

    def __init__(self) -> None:
        folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
        if not folders:
            pytest.skip("there is no PostgreSQL: apt-get install postgresql")
        self._programs = folders[-1]
        self._user = {"user": "postgres", "group": "postgres"} if os.getuid() == 0 else {}
        self._folder = Path(tempfile.mkdtemp(prefix="postgres-", dir="/tmp"))
        if self._user:
            shutil.chown(self._folder, **self._user)
        self._data = self._folder / "data"
        self._run("initdb", "--auth=trust", "--username=postgres", "--no-sync", self._data)
        self.start()

    @property
    def dsn(self) -> str:
        return f"postgresql://postgres@/postgres?host={self._folder}"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = f"-c listen_addresses= -k {self._folder}"
        self._run("pg_ctl", "start", "-w", "-D", self._data, "-o", options)

    def kill(self) -> None:
        """End it as a power cut would."""
        self._run("pg_ctl", "stop", "-w", "-m", "immediate", "-D", self._data)

    def empty(self) -> None:
        """Delete everything."""
        with psycopg.connect(self.dsn) as connection:
            connection.execute("DROP TABLE IF EXISTS flowroute_claims, flowroute_claims_born")

    def clean_up(self) -> None:
        self.kill()
        shutil.rmtree(self._folder)

    def _run(self, program: str, *arguments: object) -> None:
        log = self._folder / "log"
        with log.open("ab") as output:
            subprocess.run(
                [self._programs / program, *map(str, arguments)],
                cwd=self._folder,
                check=True,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                **self._user,
            )


def free_port() -> int:
    """A free port of this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
