"""The errors of waiting for a message to be delivered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..._base.errors import FlowrouteError
from ..._base.masking import masked_line

if TYPE_CHECKING:
    from ..._base.plain.literals import Until
    from ..._values.messages import MessageRecord


class NotDelivered(FlowrouteError):
    """A message was accepted by Flowroute, and certainly not delivered.

    `record` is its record; `status` and `code` are those of the failure.
    """

    def __init__(self, record: MessageRecord, status: str | None, code: int | str | None) -> None:
        # All are arguments of the exception, so that it pickles and copies.
        super().__init__(record, status, code)
        self.record = record
        self.status = status
        self.code = code

    def __str__(self) -> str:
        code = "" if self.code is None else f" ({self.code})"
        return masked_line(f"message {self.record.id} was not delivered: {self.status}{code}")


class DeliveryTimeout(FlowrouteError, TimeoutError):
    """A message was not known to be delivered in time; it may still be.

    `message_id` is the message, `until` what was waited for, and `seconds` how long. `record` is
    what its record showed last, or None if there was none.
    """

    def __init__(
        self, message_id: str, until: Until, seconds: float, record: MessageRecord | None
    ) -> None:
        super().__init__(message_id)  # OSError, which this is, keeps two arguments at most
        self.message_id = message_id
        self.until = until
        self.seconds = seconds
        self.record = record

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.message_id, self.until, self.seconds, self.record)

    def __str__(self) -> str:
        if self.record is None:
            shown = "it has no record yet"
        elif not self.record.status:
            shown = "its record has no status yet"
        else:
            shown = f"its status is {self.record.status!r}"
        return masked_line(
            f"message {self.message_id} was not {self.until} after {self.seconds:g} s: {shown}. "
            "Wait again later, or have delivery receipts posted to you"
        )
