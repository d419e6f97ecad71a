"""What answers requests for Flowroute: a cassette player or a sandbox."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from flowroute_ext.types import Clock

    from .http_messages import HTTPRequest, Outcome


class Responder(Protocol):
    """Answers requests for Flowroute while it is entered."""

    @property
    def clock(self) -> Clock | None:
        """The clock for clients of the SDK while this is entered; None is the real time."""
        ...

    def respond(self, request: HTTPRequest) -> Outcome:
        """Return the outcome of a request."""
        ...
