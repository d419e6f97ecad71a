"""Forks, with the engine "fast": its threads are not in the child."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable

import pytest
from ext.server import Server

from flowroute_ext import ConfigurationError, Flowroute

pytestmark = [
    pytest.mark.once,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork"),
    pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning"),
]

# A new process, as a server forks its workers; this one has used the engine in other tests.
WORKERS = """
import os, sys
from flowroute_ext import Flowroute

flowroute = Flowroute("key", "secret", base_url=sys.argv[1], engine="fast")
child = os.fork()
if not child:
    flowroute.routes.edge_strategies()
    os._exit(7)
_, status = os.waitpid(child, 0)
print(os.waitstatus_to_exitcode(status), len(flowroute.routes.edge_strategies()))
"""


def in_child(work: Callable[[], str]) -> str:
    """What *work* returns in a forked process."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.write(writing, work().encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as file:
        said = file.read()
    os.waitpid(child, 0)
    return said


def test_workers(server: Server) -> None:
    """A client that was made before a fork works in parent and child, each by its own threads."""
    command = [sys.executable, "-c", WORKERS, server.url]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)

    assert done.stdout.split()[0] == "7"
    assert len(server.asked) == server.connections == 2


def test_after_a_request(fast: Flowroute, server: Server) -> None:
    """A child of a process that has sent requests is told so at once; the parent goes on."""
    fast.routes.edge_strategies()

    def child() -> str:
        try:
            fast.routes.edge_strategies()
        except ConfigurationError as error:
            return str(error)
        return "sent"

    assert in_child(child).startswith("engine='fast' cannot be used in this process: it was forked")
    fast.routes.edge_strategies()
    assert (len(server.asked), server.connections) == (2, 1)
