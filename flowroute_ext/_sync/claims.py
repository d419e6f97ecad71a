# Written by scripts/unasync.py from flowroute_ext/_async/claims.py. Do not edit.
"""A claim table: who sends which message, and what came of it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import timedelta
from typing import TYPE_CHECKING

from .._base.clock import Clock
from .._base.errors import ConfigurationError
from .._send_once import state as steps
from .._send_once.state import Claim

if TYPE_CHECKING:
    from datetime import datetime
    from types import TracebackType
    from typing import Self

    from .._send_once.state import Known, Step

LONGEST_LEASE = 86_400


class Claims(ABC):
    """A claim table that any number of machines share; its subclasses know where it is kept.

    The time that leases run out by is the table's own, so the clocks of those machines need
    not agree.
    """

    def __init__(self, lease: float) -> None:
        if type(lease) not in (int, float) or not 1 <= lease <= LONGEST_LEASE:
            raise ConfigurationError(
                f"lease={lease!r} is no time to hold a claim: give 1 to {LONGEST_LEASE:,} seconds"
            )
        self.lease = timedelta(seconds=lease)
        # The other half is for a request that is late in leaving, though it left in time.
        self.attempt = self.lease / 2
        self.clock = Clock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @abstractmethod
    def now(self) -> datetime:
        """The table's own time, aware, in UTC. It is a new table if there was none.

        Take it before a batch is queued, and hand it to each `send_once` as *since*.
        """

    @abstractmethod
    def get(self, reference: str) -> Claim:
        """What is known of one message; a free claim where that is nothing."""

    @abstractmethod
    def unfinished(self) -> list[Claim]:
        """The messages that nobody knows the end of: those that are claimed or unknown."""

    @abstractmethod
    def alike(self, likeness: str) -> list[Claim]:
        """What is known of all messages of this likeness, in the order of their references."""

    @abstractmethod
    def change(self, reference: str, step: Step) -> Known:
        """What is known of one message after *step*, which is taken in one transaction."""

    @abstractmethod
    def close(self) -> None:
        """Close the connections."""

    def record_receipt(self, reference: str, message_id: str) -> None:
        """Note that a message was accepted as *message_id*.

        For who handles delivery receipts: a receipt proves that its message was accepted, even
        if the answer to sending it was lost.
        """
        self.change(reference, steps.sent(Claim(reference=reference), message_id))

    def forget(self, reference: str) -> bool:
        """Make a message free to be sent again, whatever came of it; return whether it is.

        It is not while a request for it may be under way. For what was refused for a reason
        that is gone, and for what you know better than Flowroute's records tell.
        """
        return (self.change(reference, steps.forget(reference))).claim.state == "free"
