"""`DeliveryReceipt`: what became of a message that was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

import attrs

from .._base.masking import length, masked
from .._base.plain.value import Value
from .._base.reading.phones import received_number
from .._base.reading.scalars import whole
from .._base.times import moment
from . import states
from .keys import key
from .resources import brief, text

if TYPE_CHECKING:
    from datetime import datetime

    from .._base.plain.literals import MessageStatus
    from .resources import Resource
    from .states import MessageState


@attrs.frozen(slots=False)
class DeliveryReceipt(Value):
    """The status of the message `message_id` at one `level`.

    Level 1 is sent to the carrier, 2 reported by the carrier; version 2 does not have it, so it is
    None there unless the status has one level only. `status` is Flowroute's text, such as ``message
    buffered``, and `code` its code, such as 1003. Only version 2 has `from_` and `to`.

    The repr shows neither numbers nor text. `raw` is the decoded document.
    """

    message_id: str = attrs.field(repr=brief)
    level: int | None
    status: MessageStatus | str | None = attrs.field(repr=brief)
    code: int | str | None
    description: str | None = attrs.field(repr=brief)
    timestamp: datetime | None
    body: str | None = attrs.field(repr=length)
    from_: str | None = attrs.field(repr=masked)
    to: str | None = attrs.field(repr=masked)
    raw: dict[str, Any] = attrs.field(factory=dict[str, Any], repr=False, eq=False)

    _on_access: ClassVar = ("kind", "key", "state", "is_final")

    @property
    def kind(self) -> Literal["receipt"]:
        """What kind of event this is."""
        return "receipt"

    @property
    def key(self) -> str:
        """What two deliveries of the same receipt have in common, and no other has.

        The receipts of one message differ in their level, their status or their code.
        """
        status = (self.status or "").strip().lower()
        return key("receipt", self.message_id, self.level, status, self.code)

    @property
    def state(self) -> MessageState | None:
        """What the status means: ``"sent"``, ``"delivered"`` or ``"failed"``; None if unknown.

        A message that the carrier has accepted counts as delivered: Flowroute documents no status
        beyond ``message buffered``.
        """
        return states.state(self.status)

    @property
    def is_final(self) -> bool:
        """Whether no later receipt of the message is to be expected."""
        return self.level == states.CARRIER or self.state in ("delivered", "failed")


def receipt_of(resource: Resource, message_id: str, raw: dict[str, Any]) -> DeliveryReceipt:
    """Return the receipt that is described by *resource*."""
    about = resource.attributes
    status = text(about.get("status")) or None
    level = whole(about.get("level"))
    return DeliveryReceipt(
        message_id=message_id,
        level=states.level_of(status) if level is None else level,
        status=status,
        code=_code(about.get("status_code")),
        description=text(about.get("status_code_description")) or None,
        timestamp=moment(text(about.get("timestamp"))),
        body=text(about.get("body")) or None,
        from_=received_number(text(about.get("from")))[0] or None,
        to=received_number(text(about.get("to")))[0] or None,
        raw=raw,
    )


def _code(value: object) -> int | str | None:
    number = whole(value)
    return text(value) or None if number is None else number
