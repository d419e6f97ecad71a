"""The errors of `send_once`."""

from __future__ import annotations

from .._base.errors import FlowrouteError
from .._base.masking import masked_line


class ClaimsError(FlowrouteError):
    """The claim table cannot be reached, or refuses to be read or written.

    The driver's own error is the `__cause__`. A message that was being sent when it happened
    keeps its claim, so its outcome is looked up before it is sent again.
    """


class TryLater(FlowrouteError):
    """The message is not known to be sent, and must not be sent now; call again later.

    `reference` is the message's, `reason` says why, and `seconds` is how long to wait.
    """

    def __init__(self, reference: str, reason: str, seconds: float) -> None:
        # All three are arguments of the exception, so that it pickles and copies.
        super().__init__(reference, reason, seconds)
        self.reference = reference
        self.reason = reason
        self.seconds = seconds

    def __str__(self) -> str:
        return masked_line(f"{self.reference}: {self.reason}; try again in {self.seconds:.0f} s")


class SendRefused(FlowrouteError):
    """Flowroute refused this message for this `reason`, and it is not sent again.

    The `APIError` is the `__cause__` where it was this call that was refused.
    `claims.forget(reference)` makes the message free to be sent once more.
    """

    def __init__(self, reference: str, reason: str) -> None:
        super().__init__(reference, reason)
        self.reference = reference
        self.reason = reason

    def __str__(self) -> str:
        return masked_line(f"{self.reference} was refused: {self.reason}")
