"""A sandbox in a child process, for what takes pictures of it."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator

COMMAND = (sys.executable, "-m", "flowroute_ext.cli", "sandbox", "--port", "0")


@contextmanager
def served(*options: str) -> Generator[str]:
    """Start `flowroute sandbox` with *options* on a free port, yield its URL, and stop it."""
    with subprocess.Popen([*COMMAND, *options], stdout=subprocess.PIPE, text=True) as process:
        try:
            for line in process.stdout or ():
                if line.startswith("READY "):
                    yield line.removeprefix("READY ").strip()
                    return
            raise SystemExit("the sandbox did not start")
        finally:
            process.terminate()
