"""The values that an outbox returns: its rows, their counts, and the progress of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, get_args

import attrs

from .._base.plain.value import Value

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from .._builders.messages import Message
    from .deliveries.reports import Delivery

State = Literal["queued", "sending", "sent", "failed", "unknown", "opted_out"]
STATES: Final[tuple[State, ...]] = get_args(State)


@attrs.frozen
class OutboxAdded(Value):
    """How many of the rows given are `new`, and how many were `known` already."""

    new: int
    known: int


@attrs.frozen(kw_only=True)
class OutboxCounts(Value):
    """How many rows of an outbox are in each state.

    `queued` waits to be sent; `sending` is being sent by a run that is alive; `sent` was
    accepted by Flowroute; `failed` was refused by it; the response to an `unknown` one was
    lost, and it is not sent again before its outcome is known. `opted_out` was not sent, as the
    number that it is for had opted out.

    Of those that are `sent`, `delivered` and `undelivered` are as receipts or records say, and the
    rest has no final report.
    """

    queued: int = 0
    sending: int = 0
    sent: int = 0
    failed: int = 0
    unknown: int = 0
    opted_out: int = 0
    delivered: int = 0
    undelivered: int = 0

    @property
    def total(self) -> int:
        """All rows."""
        return sum(getattr(self, state) for state in STATES)

    def __str__(self) -> str:
        shown: list[State] = [state for state in STATES if state != "opted_out" or self.opted_out]
        return ", ".join(
            f"{getattr(self, state)} {state.replace('_', ' ')}{self._of(state)}" for state in shown
        )

    def _of(self, state: State) -> str:
        parts = {"delivered": self.delivered, "undelivered": self.undelivered}
        known = ", ".join(f"{count} {delivery}" for delivery, count in parts.items() if count)
        return f" ({known})" if known and state == "sent" else ""


@attrs.frozen(kw_only=True)
class OutboxRefreshed(Value):
    """What `refresh` found out: rows that turned out `delivered` and `undelivered`.

    `pending` rows have a record without anything final yet, and `missing` ones none. `counts` has
    the rows of the whole outbox. `stopped` says why it ended before all were looked up and what to
    do, or is None.
    """

    delivered: int
    undelivered: int
    pending: int
    missing: int
    counts: OutboxCounts
    requests: int
    stopped: str | None = None

    def __str__(self) -> str:
        text = (
            f"{self.delivered} delivered, {self.undelivered} undelivered, {self.pending} pending, "
            f"{self.missing} without a record. Now: {self.counts}."
        )
        return f"{text} Stopped: {self.stopped}" if self.stopped else text


@attrs.frozen(kw_only=True)
class OutboxRow(Value):
    """A row of an outbox, and its state.

    `message_id` is Flowroute's id of it, once it was accepted. `reason` says why it failed or
    is unknown, and how its last attempt ended otherwise. `started` and `ended` are the times of
    that attempt, `attempts` is how many there were.

    `delivery` is ``"delivered"`` or ``"undelivered"`` once a receipt or a record says so; `level`,
    `status`, `code`, `description` and `reported`, its time, are of the report that goes furthest,
    as a `DeliveryReceipt` has them.

    `fields` are the others that the row was given with, which are not shown.
    """

    reference: str
    message: Message
    state: State
    message_id: str | None
    reason: str | None
    attempts: int
    started: datetime | None
    ended: datetime | None
    delivery: Delivery | None = None
    level: int | None = None
    status: str | None = None
    code: int | str | None = None
    description: str | None = None
    reported: datetime | None = None
    fields: Mapping[str, object] = attrs.field(factory=dict[str, object], eq=False, repr=False)


@attrs.frozen(kw_only=True)
class OutboxProgress(Value):
    """The progress of a run: the `counts` of the whole outbox, and the rows `done` in `seconds`.

    `done` counts the rows that this run has sent, those that Flowroute refused, and those whose
    number has opted out.
    """

    counts: OutboxCounts
    done: int
    seconds: float

    @property
    def rate(self) -> float:
        """Rows a second."""
        return self.done / self.seconds if self.seconds > 0 else 0.0

    @property
    def eta(self) -> float | None:
        """Seconds until the queue is empty at this rate; None before the first row is done."""
        left = self.counts.queued + self.counts.sending
        return left / self.rate if self.rate else None


@attrs.frozen(kw_only=True)
class OutboxReport(Value):
    """The result of a run: how many rows it `sent`, and how many were refused (`failed`).

    `opted_out` were not sent, as their numbers had opted out. `counts` has the rows of the whole
    outbox as the run left them. `stopped` says why it ended before the queue was empty and what to
    do, or is None.
    """

    sent: int
    failed: int
    counts: OutboxCounts
    seconds: float
    stopped: str | None = None
    opted_out: int = 0

    def __str__(self) -> str:
        done = f"{self.sent} sent, {self.failed} failed"
        if self.opted_out:
            done += f", {self.opted_out} opted out"
        text = f"{done} in {self.seconds:.1f} s. Now: {self.counts}."
        return f"{text} Stopped: {self.stopped}" if self.stopped else text
