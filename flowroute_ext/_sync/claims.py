# Written by scripts/unasync.py from flowroute_ext/_async/claims.py. Do not edit.
"""The interface of a claim table, which records the owner and the outcome of each message."""

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
    """A claim table that any number of machines share; a subclass for each place to keep it.

    Leases expire by the table's own time, so the clocks of those machines need not agree.
    """

    def __init__(self, lease: float) -> None:
        if type(lease) not in (int, float) or not 1 <= lease <= LONGEST_LEASE:
            raise ConfigurationError(
                f"lease={lease!r} is no time to hold a claim: give 1 to {LONGEST_LEASE:,} seconds"
            )
        self.lease = timedelta(seconds=lease)
        # The other half is for a request that is late in leaving the machine.
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
        """The table's own time, aware, in UTC. The table is created if there is none.

        Take it before a batch is queued, and give it to each `send_once` as *since*.
        """

    @abstractmethod
    def get(self, reference: str) -> Claim:
        """The claim of one message; a free one where nothing is recorded."""

    @abstractmethod
    def unfinished(self) -> list[Claim]:
        """The messages that are claimed or unknown."""

    @abstractmethod
    def alike(self, likeness: str) -> list[Claim]:
        """The claims of all messages of this likeness, in the order of their references."""

    @abstractmethod
    def ids_between(self, pair: str, since: datetime, until: datetime) -> set[str]:
        """The ids of the messages of this pair of numbers that are known to be sent.

        Of those whose attempt was given up between *since* and *until* at the latest.
        """

    @abstractmethod
    def change(self, reference: str, step: Step) -> Known:
        """The claim of one message after *step*, which is applied in one transaction."""

    @abstractmethod
    def close(self) -> None:
        """Close the connections."""

    def record_receipt(self, reference: str, message_id: str) -> None:
        """Record that a message was accepted as *message_id*.

        Call it for each delivery receipt: a receipt proves that its message was accepted, even
        if the response to sending it was lost.
        """
        self.change(reference, steps.sent(Claim(reference=reference), message_id))

    def forget(self, reference: str) -> bool:
        """Make a message free to be sent again, whatever its state; return whether it is.

        It is not while a request for it may be in progress. For a message that was refused for
        a reason that is gone, and for one whose outcome you know from elsewhere.
        """
        return (self.change(reference, steps.forget(reference))).claim.state == "free"
