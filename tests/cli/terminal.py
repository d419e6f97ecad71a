"""The `flowroute` command in processes of its own, with and without a terminal, and in this one."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
import termios
import time
from contextlib import ExitStack, chdir
from pathlib import Path
from typing import IO

from click.testing import CliRunner
from forked.python import Python

from flowroute_ext.cli.group import flowroute

ROOT = Path(__file__).parents[2]
FLOWROUTE = (sys.executable, "-m", "flowroute_ext.cli")
SEQUENCES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
PROCESS_TIMEOUT = 120.0

# Makes the terminal that of the process, so that Ctrl-C reaches it, and runs the command.
TAKE_TERMINAL = """
import fcntl, runpy, sys, termios

fcntl.ioctl(0, termios.TIOCSCTTY, 0)
del sys.argv[0]
runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
"""


class Shell(ExitStack):
    """A folder to run commands in, and the environment that they have; none outlives it."""

    def __init__(self, folder: Path, **variables: str) -> None:
        super().__init__()
        self.stdin: int | IO[bytes] = subprocess.DEVNULL
        self.folder = folder
        path = os.pathsep.join([str(ROOT), str(ROOT / "generated")])
        self.environment = os.environ | {"PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"}
        self.environment |= {"TERM": "xterm-256color", "COLUMNS": "100"} | variables

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """`flowroute` with these arguments, while it runs; it has no terminal."""
        process = Python(
            *(*FLOWROUTE[1:], *arguments),
            cwd=self.folder,
            env=self.environment,
            stdin=self.stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        self.enter_context(process)
        self.callback(process.kill)
        return process

    def run(self, *arguments: str) -> tuple[int, str, str]:
        """Exit status, output and errors of `flowroute` with these arguments."""
        return ended(self.start(*arguments))

    def invoke(self, *arguments: str) -> tuple[int, str, str]:
        """The same in this process, for what only reads its arguments and files, and prints."""
        with chdir(self.folder):
            result = CliRunner(env=self.environment).invoke(
                flowroute, arguments, prog_name="flowroute"
            )
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.exit_code, result.stdout, result.stderr

    def terminal(self, *arguments: str, columns: int | None = None) -> Terminal:
        """`flowroute` with these arguments, on a terminal that has so many columns."""
        environment = dict(self.environment)
        if columns is not None:
            del environment["COLUMNS"]
        terminal = Terminal(["flowroute_ext.cli", *arguments], self.folder, environment, columns)
        self.enter_context(terminal.process)
        self.callback(terminal.process.kill)
        return terminal


def ended(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Exit status, output and errors of a process that comes to its end."""
    output, errors = process.communicate(timeout=PROCESS_TIMEOUT)
    return process.returncode, output, errors


class Terminal:
    """A process on a terminal: what it shows, and what is typed."""

    def __init__(
        self,
        command: list[str],
        folder: Path,
        environment: dict[str, str],
        columns: int | None = None,
    ) -> None:
        self._shown = b""
        own, other = pty.openpty()
        if columns is not None:
            termios.tcsetwinsize(own, (40, columns))
        self._own = own
        self.process = Python(
            *("-c", TAKE_TERMINAL, *command),
            cwd=folder,
            env=environment,
            stdin=other,
            stdout=other,
            stderr=other,
            start_new_session=True,
        )
        os.close(other)

    def wait_for(self, text: str) -> None:
        """Read until *text* has been shown."""
        deadline = time.monotonic() + PROCESS_TIMEOUT
        while text not in self.text:
            assert time.monotonic() < deadline, self.text
            assert self._read(), self.text

    def type(self, text: str) -> None:
        """Type *text*, control characters included."""
        os.write(self._own, text.encode())

    def end(self) -> int:
        """Read until the process has ended; its exit status."""
        while self._read():
            pass
        os.close(self._own)
        return self.process.wait(PROCESS_TIMEOUT)

    def interrupt(self, answer: str) -> None:
        """Type Ctrl-C until *answer* is shown; one between a prompt and its reading is lost."""
        while answer not in self.text:
            self.type("\x03")
            deadline = time.monotonic() + 5
            while answer not in self.text and time.monotonic() < deadline:
                self._read(1)

    @property
    def text(self) -> str:
        """What was shown, without colours and movements of the cursor."""
        shown = self._shown.decode(errors="replace")
        return SEQUENCES.sub("", shown).replace("\r\n", "\n")

    def _read(self, timeout: float = PROCESS_TIMEOUT) -> bool:
        if not select.select([self._own], [], [], timeout)[0]:
            return False
        try:
            data = os.read(self._own, 65536)
        except OSError:  # the other end is closed
            return False
        self._shown += data
        return bool(data)
