"""A Redis of an episode's own, that can be killed and started again."""

from __future__ import annotations

import select
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

LONGEST_LIFE = 150.0


class RedisServer:
    """A redis-server on the loopback that keeps everything it acknowledges in *folder*."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port = free.getsockname()[1]
        self.url = f"redis://127.0.0.1:{self._port}/0"
        self._process: subprocess.Popen[bytes] | None = None

    @staticmethod
    def available() -> bool:
        """Whether there is a redis-server on this machine."""
        return shutil.which("redis-server") is not None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.kill()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        settings = {
            "port": str(self._port),
            "bind": "127.0.0.1",
            "dir": str(self._folder),
            "appendonly": "yes",
            "appendfsync": "always",
            "save": "",
            "maxmemory-policy": "noeviction",
        }
        options = [text for name, value in settings.items() for text in (f"--{name}", value)]
        self._process = subprocess.Popen(
            [sys.executable, __file__, *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        give_up = time.monotonic() + 10
        while time.monotonic() < give_up:
            try:
                if self.command("PING") == b"+PONG":
                    return
            except OSError:
                time.sleep(0.02)
        raise RuntimeError("redis-server does not start")

    def kill(self) -> None:
        """Kill it, without a chance to write anything."""
        if self._process is not None:
            self._process.communicate()

    def command(self, *words: str) -> bytes:
        """The first line of the reply to a command."""
        with socket.create_connection(("127.0.0.1", self._port), timeout=5) as connection:
            connection.sendall(" ".join(words).encode() + b"\r\n")
            return connection.makefile("rb").readline().strip()


def guard(options: list[str]) -> None:
    """Run a redis-server until the standard input ends, as it does when the driver dies."""
    process = subprocess.Popen(["redis-server", *options])
    select.select([sys.stdin], [], [], LONGEST_LIFE)
    process.kill()
    process.wait()


if __name__ == "__main__":
    guard(sys.argv[1:])
