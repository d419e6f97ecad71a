"""A sandbox in a child process."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator

COMMAND = ("flowroute", "sandbox", "--port", "0")


@contextmanager
def served() -> Generator[str]:
    """Start `flowroute sandbox` on a free port, yield its URL, and stop it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "flowroute_ext.cli", *COMMAND[1:]],
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        try:
            for line in process.stdout:
                if line.startswith("READY "):
                    yield line.split()[1]
                    return
            raise SystemExit(f"demo: {' '.join(COMMAND)!r} ended before it was ready")
        finally:
            process.terminate()
