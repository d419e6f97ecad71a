"""Which messages of each conversation have been looked at, on any tab."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from flowroute_sandbox.state.entities import MessageRow

Ends = tuple[str, str]


class Seen:
    """The newest message looked at of each conversation, in memory; thread-safe.

    Those from before `since` count as looked at. A message is new by its number or by its time:
    after a reset, numbers begin again.
    """

    def __init__(self, since: datetime) -> None:
        self._since = since
        self._newest: dict[Ends, tuple[int, datetime]] = {}
        self._lock = Lock()

    def look(self, ends: Ends, sequence: int, at: datetime) -> None:
        """Note that the conversation has been looked at up to this message."""
        with self._lock:
            self._newest[ends] = sequence, at

    def is_new(self, ends: Ends, message: MessageRow) -> bool:
        """Return whether a message of the conversation has not been looked at."""
        with self._lock:
            looked = self._newest.get(ends)
        if looked is None:
            return message.accepted > self._since
        sequence, at = looked
        return message.sequence > sequence or message.accepted > at
