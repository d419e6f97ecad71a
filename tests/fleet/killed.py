"""A process that applies the fleet of a file to a sandbox, until it is killed.

It says how many requests have begun to change something, and waits to be let on before and after
each, so that it is killed at exactly one moment.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta

import httpx

from flowroute_ext import Flowroute, fleet
from flowroute_ext._base.clock import Clock


class Hurried(Clock):
    """Real time, in which no wait takes any."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def monotonic(self) -> float:
        return super().monotonic() + self._ahead

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self._ahead)

    def sleep(self, seconds: float) -> None:
        self._ahead += seconds


class Stepping(httpx.HTTPTransport):
    """Stops before and after each request that changes something."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        changing = request.method != "GET" and not request.url.path.endswith("/validate")
        if changing:
            stop(f"before {request.method}")
        response = super().handle_request(request)
        if changing:
            stop(f"after {request.method}")
        return response


def stop(where: str) -> None:
    sys.stdout.write(f"{where}\n")
    sys.stdout.flush()
    sys.stdin.readline()


if __name__ == "__main__":
    client = httpx.Client(transport=Stepping())
    with Flowroute(http_client=client, clock=Hurried()) as flowroute:
        fleet.apply(flowroute, fleet.read(sys.argv[1]))
    sys.stdout.write("DONE\n")
    sys.stdout.flush()
