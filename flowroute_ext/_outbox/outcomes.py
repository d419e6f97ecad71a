"""The outcome of an attempt to send a row: its new state, and whether the run goes on. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from .._reconcile import at_most_once
from .._reconcile.errors import OutcomeUnknown
from .opted_out import OptedOut
from .postponed import NotNow, RoundIsOver

if TYPE_CHECKING:
    from datetime import datetime

    from .._base.errors import FlowrouteError
    from .._values.messages import SentMessage
    from .opted_out import NotSent
    from .values import State


@attrs.frozen(kw_only=True)
class Outcome:
    """The new state of a row, and why.

    `started` and `ended` are the times of its attempt, by the wall clock of its start, whose
    `clock_offset` is as in the table of rows. `transient`: the attempt failed, and a
    later one may succeed. `halt` says why no other row should be tried. A `postponed` row is passed
    over by this run.
    """

    state: State
    message_id: str | None = None
    reason: str | None = None
    started: datetime | None = None
    ended: datetime | None = None
    clock_offset: float | None = None
    transient: bool = False
    halt: str | None = None
    postponed: bool = False

    @property
    def left(self) -> bool:
        """Whether its request may have left, so that the attempt is one."""
        return not (self.postponed or self.state == "opted_out")


def accepted(sent: SentMessage) -> Outcome:
    """The outcome where Flowroute accepted the message."""
    return Outcome(state="sent", message_id=sent.id)


def failed(error: FlowrouteError, now: datetime) -> Outcome:
    """The outcome where sending raised *error* at *now*."""
    failure = at_most_once.after_error(error)
    started = ended = clock_offset = None
    if isinstance(error, OutcomeUnknown):
        started, times = error.started, error.times
        # Not as the wall clock showed it, which may have been set meanwhile.
        ended = started + times.duration
        if times.sent_at is not None:
            clock_offset = started.timestamp() - times.sent_at
    elif failure.state == "unknown":
        ended = now
    return Outcome(
        state=row_state(failure.state),
        reason=failure.reason,
        started=started,
        ended=ended,
        clock_offset=clock_offset,
        transient=failure.scope == "attempt",
        halt=failure.advice or None,
    )


def not_sent(why: NotSent) -> Outcome:
    """The outcome where a message was not sent, because of opt-outs or not yet."""
    if isinstance(why, OptedOut):
        return Outcome(state="opted_out", reason=why.reason)
    if isinstance(why, RoundIsOver):
        # No attempt that is undone: another worker could lease it by the same number meanwhile.
        return Outcome(state="queued")
    if isinstance(why, NotNow):
        return Outcome(state="queued", reason=why.reason, postponed=True)
    return Outcome(state="queued", halt=f"{why.reason} See to it, and send again.")


def row_state(state: at_most_once.SendState) -> State:
    """The state of a row whose message is in *state*."""
    return "queued" if state == "unsent" else state
