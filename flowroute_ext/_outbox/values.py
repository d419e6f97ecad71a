"""What an outbox tells: of its rows, of what was added, and of how the sending goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import attrs

if TYPE_CHECKING:
    from datetime import datetime

    from .._builders.messages import Message

State = Literal["queued", "sending", "sent", "failed", "unknown"]


@attrs.frozen
class OutboxAdded:
    """How many of the rows given are `new`, and how many were `known` already."""

    new: int
    known: int


@attrs.frozen(kw_only=True)
class OutboxCounts:
    """How many rows of an outbox are in each state.

    `queued` waits to be sent; `sending` is being sent by a run that is alive; `sent` was
    accepted by Flowroute; `failed` was refused by it; of an `unknown` one Flowroute's answer
    was lost, and it is not sent again before that is resolved.
    """

    queued: int = 0
    sending: int = 0
    sent: int = 0
    failed: int = 0
    unknown: int = 0

    @property
    def total(self) -> int:
        """All rows."""
        return self.queued + self.sending + self.sent + self.failed + self.unknown

    def __str__(self) -> str:
        return ", ".join(f"{count} {state}" for state, count in attrs.asdict(self).items())


@attrs.frozen(kw_only=True)
class OutboxRow:
    """A row of an outbox, and what became of it.

    `message_id` is Flowroute's id of it, once it was accepted. `reason` says why it failed or
    is unknown, and what became of its last attempt otherwise. `started` and `ended` are when
    that attempt was under way, `attempts` how many there were.
    """

    reference: str
    message: Message
    state: State
    message_id: str | None
    reason: str | None
    attempts: int
    started: datetime | None
    ended: datetime | None


@attrs.frozen(kw_only=True)
class OutboxProgress:
    """How a run goes: the rows of the whole outbox, and what this run did in so many `seconds`.

    `done` is how many rows it has sent or seen refused.
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
        """Seconds until the queue is empty at this rate; None where there is none yet."""
        left = self.counts.queued + self.counts.sending
        return left / self.rate if self.rate else None


@attrs.frozen(kw_only=True)
class OutboxReport:
    """What a run did: how many rows it `sent`, and how many were refused for good (`failed`).

    `left` has the rows of the whole outbox as the run left them. `stopped` says why it ended
    before the queue was empty and what to do, or is None.
    """

    sent: int
    failed: int
    left: OutboxCounts
    seconds: float
    stopped: str | None = None

    def __str__(self) -> str:
        told = f"{self.sent} sent, {self.failed} failed in {self.seconds:.1f} s. Now: {self.left}."
        return f"{told} Stopped: {self.stopped}" if self.stopped else told
