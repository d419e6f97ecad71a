"""What the sent log keeps of one message."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from .candidates import Pair
    from .verdicts import MessageQuery
    from .windows import AttemptTimes


@attrs.define
class LogEntry:
    """One message, in progress or sent: `id` is Flowroute's, once it is known.

    `shown_at` is the time of the record that the id is from, if it is not from a response.
    `may_have_left` is whether one of its requests may have left, of those that may be accepted.
    """

    query: MessageQuery
    times: AttemptTimes
    pair: Pair
    in_progress: bool = True
    id: str | None = None
    shown_at: datetime | None = None
    may_have_left: bool = False

    def admitting(self, admit: Callable[[], None] | None) -> Callable[[], None]:
        """Return what is to be called right before each request, and lets none leave if it raises.

        So does *admit*, if it is given, which is called first.
        """

        def leave() -> None:
            if admit is not None:
                admit()
            self.may_have_left = True

        return leave

    def is_of(self, shown: datetime) -> bool:
        """Return whether a record with this id and time is of this message.

        A sandbox that was reset gives the ids of messages that have ended to later ones.
        """
        if self.shown_at is not None:
            return shown == self.shown_at
        return self.in_progress or shown <= self.query.ended
