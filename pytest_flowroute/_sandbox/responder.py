"""Answers this process's requests for Flowroute's hosts with a sandbox."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flowroute_ext.testing import reason_phrase
from flowroute_sandbox.faults.kinds import Cut, Drop, Refuse, Reset, Slow
from flowroute_sandbox.http.messages import Request

from .._base import active
from .._base.http_messages import HTTPResponse
from .._intercept import held

if TYPE_CHECKING:
    from collections.abc import Generator

    from flowroute_ext.types import Clock
    from flowroute_sandbox.http.messages import Response
    from flowroute_sandbox.sandbox import Sandbox

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
        outcome = self._sandbox.exchange(
            Request(
                method=request.method,
                path=url.path,
                query=url.query,
                headers=request.headers,
                body=request.body,
                origin=f"{url.scheme}://{url.netloc}",
            )
        )
        match outcome:
            case Refuse():
                return "refused"
            case Drop():
                return "lost-response"
            case Reset():
                return "reset"
            case Cut():
                return _response(outcome.response, cut=True)
            case Slow():
                return self._slow(request, outcome)
            case _:
                return _response(outcome)

    def _slow(self, request: HTTPRequest, slow: Slow) -> Outcome:
        """Return a late response, or the timeout of the request."""
        if request.timeout is not None and request.timeout <= slow.seconds:
            self._sandbox.advance(request.timeout)
            return "read-timeout"
        self._sandbox.advance(slow.seconds)
        return _response(slow.response)


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


def _response(response: Response, *, cut: bool = False) -> HTTPResponse:
    return HTTPResponse(
        status=response.status,
        reason=reason_phrase(response.status),
        headers=tuple(response.headers.items()),
        body=response.body,
        cut=cut,
    )
