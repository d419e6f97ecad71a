"""Answers this process's requests for Flowroute's hosts with a sandbox."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flowroute_sandbox import Request

from .._base import active
from .._base.faults import settle
from .._base.hosts import origin
from .._intercept import held

if TYPE_CHECKING:
    from collections.abc import Generator

    from flowroute_ext.types import Clock
    from flowroute_sandbox import Sandbox

    from .._base.http_messages import HTTPRequest, Outcome


class SandboxResponder:
    """Answers requests with a sandbox, its faults included.

    `clock` is the clock for clients meanwhile.
    """

    def __init__(self, sandbox: Sandbox, clock: Clock) -> None:
        self.clock = clock
        self._sandbox = sandbox

    def respond(self, request: HTTPRequest) -> Outcome:
        """Return the outcome of a request."""
        url = urlsplit(request.url)
        outcome = self._sandbox.outcome(
            Request(
                method=request.method,
                path=url.path,
                query=url.query,
                headers=request.headers,
                body=request.body,
                origin=origin(request.url),
            )
        )
        return settle(outcome, request.timeout, self._sandbox.advance)


@contextmanager
def answering(sandbox: Sandbox, clock: Clock) -> Generator[None, None, None]:
    """Answer requests for Flowroute with a sandbox, inside of the ``with`` block."""
    responder = SandboxResponder(sandbox, clock)
    with held(answering=True):
        previous = active.enter(responder)
        try:
            yield
        finally:
            active.leave(responder, previous)
