"""Faults: the outcome of a request that one hits. They are those of the sandbox.

Loaded for tests with faults or a sandbox only.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flowroute_ext.testing import reason_phrase
from flowroute_sandbox import Response
from flowroute_sandbox.faults import execute, without_waiting

from .http_messages import HTTPResponse

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import timedelta

    from flowroute_sandbox.faults import Fault, SlowResponse, TruncatedResponse
    from flowroute_sandbox.faults import Outcome as SandboxOutcome

    from .http_messages import Failure, Outcome

ERROR_ID = "00000000-0000-4000-8000-000000000000"


def apply(
    fault: Fault,
    recorded: HTTPResponse | None,
    timeout: float | None,
    advance: Callable[[timedelta], object],
) -> Outcome:
    """Return the outcome of a request that a fault hits.

    *recorded* is its recorded response, and None for a fault that is not `accepted`. Waits go to
    *advance* and take no time; *timeout* is in seconds.
    """
    carried_out = Response(204)
    if recorded is not None:
        carried_out = Response(recorded.status, dict(recorded.headers), recorded.body)
    outcome = fault.apply(lambda: carried_out, lambda: ERROR_ID)
    settled = without_waiting(outcome, timeout, advance)
    if settled is carried_out and recorded is not None:
        return recorded
    return execute(settled, EXECUTOR)


def settle(
    outcome: SandboxOutcome, timeout: float | None, advance: Callable[[timedelta], object]
) -> Outcome:
    """Return an outcome of a sandbox as one of this plugin; waits go to *advance*."""
    return execute(without_waiting(outcome, timeout, advance), EXECUTOR)


class OutcomeExecutor:
    """Turns outcomes of the sandbox into responses and failures of this plugin."""

    def respond(self, response: Response) -> HTTPResponse:
        """Return the response, with a reason phrase."""
        return HTTPResponse(
            status=response.status,
            reason=reason_phrase(response.status),
            headers=tuple(response.headers.items()),
            body=response.body,
        )

    def respond_late(self, slow: SlowResponse) -> HTTPResponse:
        """Return the response; its wait is over."""
        return self.respond(slow.response)

    def truncate(self, truncated: TruncatedResponse) -> HTTPResponse:
        """Return the response, to be cut."""
        return replace(self.respond(truncated.response), cut=True)

    def refuse(self) -> Failure:
        """Return ``refused``."""
        return "refused"

    def connect_timeout(self) -> Failure:
        """Return ``connect-timeout``."""
        return "connect-timeout"

    def read_timeout(self) -> Failure:
        """Return ``read-timeout``."""
        return "read-timeout"

    def drop(self) -> Failure:
        """Return ``lost-response``."""
        return "lost-response"

    def reset(self) -> Failure:
        """Return ``reset``."""
        return "reset"


EXECUTOR = OutcomeExecutor()
