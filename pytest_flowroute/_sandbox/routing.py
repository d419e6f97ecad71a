"""A sandbox on the stage: this process's requests for Flowroute's hosts are answered by it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flowroute_ext._base.error_details import phrase
from flowroute_sandbox.faults.outcomes import (
    ConnectionDropped,
    ConnectionRefused,
    ConnectionReset,
    ConnectTimedOut,
    ReadTimedOut,
    TruncatedResponse,
    without_waiting,
)
from flowroute_sandbox.http.messages import Request, Response

from .._base.exchange import Answer
from .._playback import active as _stage

if TYPE_CHECKING:
    from collections.abc import Generator

    from flowroute_ext.types import Clock
    from flowroute_sandbox.sandbox import Sandbox

    from .._base.exchange import Call, Outcome


class Performance:
    """Answers calls with a sandbox, as the network that its faults make lets them through.

    `clock` is what clients go by meanwhile.
    """

    def __init__(self, sandbox: Sandbox, clock: Clock) -> None:
        self.clock = clock
        self._sandbox = sandbox

    def answer(self, call: Call) -> Outcome:
        """Return what becomes of a call."""
        url = urlsplit(call.url)
        sent = self._sandbox.outcome(
            Request(
                method=call.method,
                path=url.path,
                query=url.query,
                headers=call.headers,
                body=call.body,
                origin=f"{url.scheme}://{url.netloc}",
            )
        )
        outcome = without_waiting(sent, call.timeout, self._sandbox.advance)
        match outcome:
            case ConnectionRefused():
                return "refused"
            case ConnectTimedOut():
                return "connect-timeout"
            case ReadTimedOut():
                return "read-timeout"
            case ConnectionDropped():
                return "lost-response"
            case ConnectionReset():
                return "reset"
            case TruncatedResponse():
                return _answer(outcome.response, cut=True)
            case Response():
                return _answer(outcome)
            case _:
                raise AssertionError(outcome)


@contextmanager
def routed(sandbox: Sandbox, clock: Clock) -> Generator[None, None, None]:
    """Answer requests for Flowroute with a sandbox; others go where they went before."""
    performance = Performance(sandbox, clock)
    before = _stage.enter(performance)
    try:
        yield
    finally:
        _stage.leave(performance, before)


def _answer(response: Response, *, cut: bool = False) -> Answer:
    return Answer(
        status=response.status,
        reason=phrase(response.status),
        headers=tuple(response.headers.items()),
        body=response.body,
        cut=cut,
    )
