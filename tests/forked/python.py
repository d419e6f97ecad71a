"""Python in a process of its own that need not import everything again."""

from __future__ import annotations

import atexit
import ctypes
import inspect
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from functools import cache
from pathlib import Path
from typing import Any

SERVER = Path(__file__).with_name("server.py")
ROOT = Path(__file__).parents[2]
# Variables that a Python reads before anything else could set them.
EARLY = ("LANG", "LC_", "PYTHON")
NOT_EARLY = {"PYTHONPATH", "PYTHONIOENCODING", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}
PR_SET_CHILD_SUBREAPER = 36
# The arguments of the method that starts a process, and those that are ends of its pipes: all, and
# those of the process itself.
CALL = list(inspect.signature(subprocess.Popen._execute_child).parameters)[1:]
ENDS = ("p2cread", "p2cwrite", "c2pread", "c2pwrite", "errread", "errwrite")
ITS_ENDS = ("p2cread", "c2pwrite", "errwrite")


class Python(subprocess.Popen[Any]):
    """A process that runs `python` with these arguments: a file, `-m MODULE` or `-c CODE`.

    It is forked from one that has imported this project and its libraries, and has this process
    as its parent. Where it needs an interpreter of its own, as it has options or variables that
    are read at the start, and on other systems than Linux, it is started as usual.
    """

    def __init__(self, *arguments: object, **options: Any) -> None:
        super().__init__([sys.executable, *map(str, arguments)], **options)

    def _execute_child(self, *given: Any) -> None:
        """Start the process, with what `Popen` has made of its own arguments."""
        call = dict(zip(CALL, given, strict=True))
        environment = dict(os.environ if call["env"] is None else call["env"])
        arguments = call["args"][1:]
        special = call["preexec_fn"] or call["pass_fds"]
        if special or not may_be_forked(arguments[0], environment):
            super()._execute_child(*given)
            return
        request = {
            "arguments": arguments,
            "folder": os.fspath(call["cwd"] or Path.cwd()),
            "environment": environment,
            "session": call["start_new_session"],
            "interruptible": signal.getsignal(signal.SIGINT) is not signal.SIG_IGN,
        }
        streams = [own if call[end] == -1 else call[end] for own, end in enumerate(ITS_ENDS)]
        try:
            self.pid = server().fork(json.dumps(request).encode(), streams)
            self._child_created = True
        finally:
            self._close_pipe_fds(*(call[end] for end in ENDS))


def may_be_forked(first: str, environment: dict[str, str]) -> bool:
    """Tell whether a process with these differs from a forked one only in its imports."""
    differing = {
        name
        for name in environment.keys() | os.environ.keys()
        if name.startswith(EARLY) and environment.get(name) != os.environ.get(name)
    }
    plain = not first.startswith("-") or first in {"-m", "-c"}
    return sys.platform == "linux" and plain and differing <= NOT_EARLY


def run(
    *arguments: object, check: bool = False, timeout: float = 120, **options: Any
) -> subprocess.CompletedProcess[Any]:
    """Run `Python` to its end, as `subprocess.run` does with `capture_output=True`."""
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
    with Python(*arguments, **options) as process:
        try:
            output, errors = process.communicate(timeout=timeout)
        except BaseException:
            process.kill()
            raise
    done = subprocess.CompletedProcess(process.args, process.returncode, output, errors)
    if check:
        done.check_returncode()
    return done


class Server:
    """The process that forks others."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process_id = os.getpid()
        self._connection, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        path = os.pathsep.join([str(ROOT), str(ROOT / "generated")])
        with other:
            self._process = subprocess.Popen(
                [sys.executable, str(SERVER), str(other.fileno())],
                env=os.environ | {"PYTHONPATH": path},
                stdin=subprocess.DEVNULL,
                pass_fds=[other.fileno()],
            )
        atexit.register(self.end)

    def fork(self, request: bytes, streams: list[int]) -> int:
        """Have a process forked, which becomes a child of this one; return its id."""
        with self._lock:
            own_orphans(True)
            try:
                socket.send_fds(self._connection, [request], streams)
                process_id = int(self._connection.recv(64))
                assert self._connection.recv(64) == b"ready"
            finally:
                own_orphans(False)
        return process_id

    def end(self) -> None:
        """End it, but for what it has forked."""
        self._connection.close()
        if os.getpid() == self._process_id:
            self._process.wait(10)


@cache
def server() -> Server:
    """Return the one server of this process."""
    return Server()


def own_orphans(own: bool) -> None:
    """Have this process become the parent of its children's children that outlive them, or not."""
    library = ctypes.CDLL(None, use_errno=True)
    if library.prctl(PR_SET_CHILD_SUBREAPER, int(own), 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl")
