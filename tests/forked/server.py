"""A process that imports what most tests' processes need, and forks one for each request.

A request is a message on the socket whose descriptor is the argument: the arguments of the Python,
its folder and its environment, with its standard streams. What is forked then does what a new
Python does with them, without the second that the imports take. It answers with the process id.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import io
import json
import os
import pkgutil
import runpy
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

PACKAGES = ("flowroute_api", "flowroute_ext", "flowroute_sandbox")
LIBRARIES = (
    *("aiohttp", "httpx", "httpx2", "psycopg", "pytest", "requests", "sqlite3", "urllib3", "yaml"),
    # What the first client of httpx or httpx2 imports; they import trio where it is installed.
    *("anyio._backends._asyncio", "encodings.idna", "httpcore", "httpcore2", "truststore"),
    *("uvicorn", "uvicorn.lifespan.on", "uvicorn.loops.auto"),
    *("uvicorn.protocols.http.auto", "uvicorn.protocols.websockets.auto"),
)
# A message is one request; it holds an environment.
LARGEST = 1 << 20


def import_all() -> None:
    """Import all modules of the packages, and the libraries, except those that are not there."""
    names = list(LIBRARIES)
    for package in PACKAGES:
        paths = importlib.import_module(package).__path__
        names += [module.name for module in pkgutil.walk_packages(paths, f"{package}.")]
    for name in names:
        try:
            if not name.endswith("__main__"):
                importlib.import_module(name)
        except ImportError:
            pass


def serve(connection: socket.socket) -> Callable[[], object]:
    """Fork for each request; return, in what was forked only, what it is to run."""
    while True:
        message, streams, _, _ = socket.recv_fds(connection, LARGEST, 3)
        if not message:
            os._exit(0)
        between = os.fork()
        if between == 0:
            process = os.fork()
            if process == 0:
                connection.close()
                return begin(streams, **json.loads(message))
            connection.send(str(process).encode())
            os._exit(0)
        for stream in streams:
            os.close(stream)
        # Once its parent has ended, the process is a child of the one that sent the request.
        os.waitpid(between, 0)
        connection.send(b"ready")


def begin(
    streams: list[int],
    *,
    arguments: list[str],
    folder: str,
    environment: dict[str, str],
    session: bool,
    interruptible: bool,
) -> Callable[[], object]:
    """Make this process one that a shell has started; return what runs its program."""
    if session:
        os.setsid()
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    # This one ignores it; a new Python ignores what its parent does.
    if interruptible:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    encoding, _, errors = environment.get("PYTHONIOENCODING", "utf-8").partition(":")
    errors = errors or "strict"
    sys.stdin = io.TextIOWrapper(io.BufferedReader(io.FileIO(0, closefd=False)), encoding, errors)
    sys.stdout = writer(1, encoding, errors)
    sys.stderr = writer(2, encoding, "backslashreplace")
    sys.__stdin__, sys.__stdout__, sys.__stderr__ = sys.stdin, sys.stdout, sys.stderr
    return program(arguments, environment.get("PYTHONPATH", ""))


def writer(number: int, encoding: str, errors: str) -> io.TextIOWrapper:
    """Return a standard stream that writes a line at once to a terminal, as does standard error."""
    at_once = number == 2 or os.isatty(number)
    stream: Any = io.FileIO(number, "w", closefd=False)
    if os.environ.get("PYTHONUNBUFFERED"):
        return io.TextIOWrapper(stream, encoding, errors, write_through=True)
    stream = io.BufferedWriter(stream)
    return io.TextIOWrapper(stream, encoding, errors, line_buffering=at_once)


def program(arguments: list[str], path: str) -> Callable[[], object]:
    """Return what runs `-m MODULE`, `-c CODE` or a file, as Python itself does."""
    # The first is the folder of this file.
    del sys.path[0]
    sys.path[:0] = [entry for entry in path.split(os.pathsep) if entry]
    main = sys.modules["__main__"] = ModuleType("__main__")
    kind, *rest = arguments
    if kind == "-m":
        sys.path.insert(0, str(Path.cwd()))
        sys.argv = ["-m", *rest[1:]]
        return lambda: runpy._run_module_as_main(rest[0])
    if kind == "-c":
        sys.path.insert(0, "")
        sys.argv = ["-c", *rest[1:]]
        code = compile(rest[0], "<string>", "exec")
    else:
        sys.path.insert(0, str(Path(kind).resolve().parent))
        sys.argv = arguments
        main.__file__ = kind
        code = compile(Path(kind).read_bytes(), kind, "exec")
    return lambda: exec(code, vars(main))


def run_to_end(run: Callable[[], object]) -> None:
    """Run a program, and end as Python does, but for freeing the memory of so many modules."""
    status: object = None
    try:
        run()
    except SystemExit as end:
        status = end.code
        if status is not None and not isinstance(status, int):
            sys.stderr.write(f"{status}\n")
            status = 1
    threading._shutdown()
    atexit._run_exitfuncs()
    try:
        if sys.stdout and not sys.stdout.closed:
            sys.stdout.flush()
    except OSError:
        status = 120
    os._exit(status or 0)


if __name__ == "__main__":
    import_all()
    gc.freeze()
    # Ctrl-C is for the process of the tests, which ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    run_to_end(serve(socket.socket(fileno=int(sys.argv[1]))))
