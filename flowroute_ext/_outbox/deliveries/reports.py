"""A report of how far a message is, and which of several counts, in any order they came. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, Protocol

import attrs

from ..._base.reading.scalars import whole
from ..._webhooks import states

if TYPE_CHECKING:
    from datetime import datetime

Delivery = Literal["delivered", "undelivered"]

LONGEST: Final = 200  # characters of what is kept of a text
LARGEST_CODE: Final = 2**63

_DELIVERIES: Final[dict[str | None, Delivery]] = {
    "delivered": "delivered",
    "failed": "undelivered",
}


class Reported(Protocol):
    """A `DeliveryReceipt`: that of a webhook, or that of a message record."""

    @property
    def level(self) -> int | None: ...
    @property
    def status(self) -> str | None: ...
    @property
    def code(self) -> int | str | None: ...
    @property
    def description(self) -> str | None: ...
    @property
    def timestamp(self) -> datetime | None: ...


@attrs.frozen
class Report:
    """What one receipt, or one record, says of a message; with the types that SQLite has."""

    level: int | None
    status: str | None
    code: int | str | None
    description: str | None
    reported: str | None

    @classmethod
    def of(cls, receipt: Reported) -> Report:
        """The report in *receipt*, of which a record may have values of any type."""
        level, code, at = whole(receipt.level), receipt.code, receipt.timestamp
        number = None if isinstance(code, str) else whole(code)
        small = number is not None and abs(number) < LARGEST_CODE
        return cls(
            level=level if level is not None and 0 <= level <= LONGEST else None,
            status=_text(receipt.status),
            code=number if small else _text(code),
            description=_text(receipt.description),
            reported=None if at is None else at.isoformat(),
        )

    @classmethod
    def of_status(cls, status: object) -> Report | None:
        """The report in the *status* of a record, or None without one."""
        text = _text(status)
        return None if text is None else cls(None, text, None, None, None)

    @property
    def delivery(self) -> Delivery | None:
        """Whether the message was delivered; None where the status does not say."""
        return _DELIVERIES.get(states.state(self.status))

    @property
    def rank(self) -> tuple[int, ...]:
        """How far the message is: that of a later status is greater."""
        state = states.state(self.status)
        # What the carrier has accepted may still not be delivered; what says either is final.
        if state == "failed" or (state == "delivered" and not states.is_accepted(self.status)):
            far = 4
        elif state == "delivered":
            far = 3
        elif self.level == states.CARRIER:
            far = 2
        else:
            far = 1 if state == "sent" else 0
        return far, self.level or 0

    def order(self) -> tuple[Any, ...]:
        """The key by which the greatest of all reports of one message is the one that counts.

        Of two that are as far, the later one counts; of two of one moment, that of a failure. The
        rest makes it the same whatever the order they came in.
        """
        code = "" if self.code is None else str(self.code)
        texts = (code, self.description or "", self.status or "")
        # What only the types tell apart.
        rest = (*texts, self.level is not None, isinstance(self.code, str))
        return *self.rank, self.reported or "", self.delivery == "undelivered", *rest

    def columns(self) -> tuple[Any, ...]:
        """Its values of the columns, that of `delivery` first."""
        values = (self.level, self.status, self.code, self.description, self.reported)
        return self.delivery, *values


def _text(value: object) -> str | None:
    """What can be kept of *value*: of a text, which may have half a character, or of a number."""
    if not isinstance(value, str):
        number = whole(value)
        value = "" if number is None else str(number)
    return value.encode(errors="replace").decode()[:LONGEST] or None
