"""The last moment at which a request may leave, checked right before its bytes do.

A process may be suspended anywhere: a check before the call does not bound when the bytes leave.
httpcore reports its steps to the request extension ``trace``, and these two come right before it
writes to a connection that stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._base.errors import ConnectionFailed, DeadlinePassed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from flowroute_api.types import Request

    from .._base.clock import Clock

# Of HTTP/1.1 and of HTTP/2.
HEADERS, BODY = "send_request_headers.started", "send_request_body.started"


class TooLate(Exception):
    """The request must not leave any more; `begun` if its headers have left, and its body not."""

    def __init__(self, *, begun: bool) -> None:
        super().__init__(begun)
        self.begun = begun

    def failure(self, request: Request[Any]) -> ConnectionFailed:
        """Return the error of the attempt to send *request*.

        A request whose headers have left is incomplete. It is not certain that no server acts
        on one, so its outcome is unknown.
        """
        if not self.begun:
            return DeadlinePassed.of(request)
        return ConnectionFailed(
            "the deadline of the call passed before the body of the request was sent",
            operation=request.operation,
            method=request.method,
            path=request.template,
        )


def deadline_check(not_after: float, clock: Clock) -> Callable[[str, Mapping[str, Any]], None]:
    """Return the check of what a connection does, if the request must not leave after a moment.

    *not_after* is in the monotonic seconds of *clock*.
    """

    def check(event: str, info: Mapping[str, Any]) -> None:
        """Raise `TooLate` if httpcore's *event* comes before bytes, and the moment is past."""
        if event.endswith((HEADERS, BODY)) and clock.monotonic() >= not_after:
            # A proxy is asked for a connection in the same way, before the request.
            asks_proxy = info["request"].method == b"CONNECT"
            raise TooLate(begun=event.endswith(BODY) and not asks_proxy)

    return check
