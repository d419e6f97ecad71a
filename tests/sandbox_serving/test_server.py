"""The server's handling of failures and of small writes."""

from __future__ import annotations

import signal
import socket

import pytest
from sandbox_serving.served import Served

from flowroute_sandbox.serving import server

BROKEN = """
from flowroute_sandbox import Sandbox
from flowroute_sandbox.serving import server

class Broken(Sandbox):
    def outcome(self, request):
        raise RuntimeError("a mistake")

listener = server.listen("127.0.0.1", 0)
url = server.url("127.0.0.1", listener)
server.serve(Broken(), listener, lambda: print("READY", url, flush=True))
"""


def test_a_failure_of_the_sandbox():
    """A failure is a 500, its traceback is on stderr, and the server keeps running."""
    served = Served("-c", BROKEN)
    try:
        answers = [served.json("GET", "/v2/numbers/12065550142") for _ in range(2)]
        stopped, output, errors = served.stop(signal.SIGINT)
    finally:
        served.clean_up()

    assert [(status, body["errors"][0]["status"]) for status, body in answers] == [(500, 500)] * 2
    assert (stopped, output) == (0, "")
    assert errors.count("the sandbox failed on a GET request\n") == 2
    assert errors.count("RuntimeError: a mistake\n") == 2
    assert "12065550142" not in errors


def test_no_nagle_delay():
    """Asyncio turns Nagle's algorithm off only where a socket names its protocol."""
    with server.listen("127.0.0.1", 0) as listener:
        assert listener.proto == socket.IPPROTO_TCP


@pytest.mark.parametrize("size", [20_000, 40_000, 60_000])
def test_long_heads(serve, size):
    """A head of up to 64 KiB is taken, though it comes in pieces; the query is another one's."""
    served = serve()

    response = served.request("GET", f"/v2/routes?limit=3&{'a' * size}=1")
    assert (response.status, response.read()[:9]) == (200, b'{"data":[')
