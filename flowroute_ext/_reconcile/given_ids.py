"""The ids that this process has given to messages, so that none is given to two."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, TypeAlias
from weakref import WeakKeyDictionary

from .._base.clock import timeline
from .candidates import similar
from .verdicts import parties

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from .._base.clock import Clock
    from .verdicts import MessageQuery, Resolution

# What identifies a message: its reference, and when it was sent.
MessageKey: TypeAlias = "tuple[str, datetime]"
# A record: its id and its time, as the sandboxes of a process may have the same ids.
Shown: TypeAlias = "tuple[str, datetime | None]"

# Half an hour of sending as fast as Flowroute allows.
CAPACITY = 10_000


def message_key(query: MessageQuery) -> MessageKey:
    """Return what identifies a message among those of an account."""
    return query.reference, query.started


class GivenIds:
    """The latest verdicts on messages of one account; read and written under `Accounts.lock`."""

    def __init__(self) -> None:
        self._given: OrderedDict[Shown, MessageQuery] = OrderedDict()
        self._absent: OrderedDict[MessageKey, None] = OrderedDict()

    def note(self, verdict: Resolution, time: datetime | None, query: MessageQuery) -> None:
        """Note the *verdict* on a message, and the *time* of its record."""
        if verdict.id is not None:
            self._given[verdict.id, time] = query
        elif verdict.verdict == "not accepted":
            self._absent[message_key(query)] = None
        for latest in (self._given, self._absent):
            if len(latest) > CAPACITY:
                latest.popitem(last=False)

    def of(self, queries: Iterable[MessageQuery]) -> dict[MessageKey, str | None]:
        """Return the ids that were given to *queries*.

        None for one that was not accepted; those with an unknown outcome are left out.
        """
        ids = {message_key(query): message_id for (message_id, _), query in self._given.items()}
        known = ids.keys() | self._absent.keys()
        return {
            message_key(query): ids.get(message_key(query))
            for query in queries
            if message_key(query) in known
        }

    def to_others(
        self, records: Iterable[Shown], queries: Sequence[MessageQuery], *, named: bool
    ) -> tuple[set[str], set[str]]:
        """Return the ids of *records* that were given to other messages than *queries*.

        First those that are certainly not of one of *queries*, as it is another text; then the
        rest. With *named* False a reference may be a new name for a message, which then is
        recognised by its time.
        """
        known = {message_key(query) for query in queries}
        moments: set[datetime] = set() if named else {query.started for query in queries}
        other: set[str] = set()
        doubtful: set[str] = set()
        for shown in records:
            assigned = self._given.get(shown)
            if assigned is None or message_key(assigned) in known or assigned.started in moments:
                continue
            alike = any(
                parties(query) == parties(assigned) and similar(query.body, assigned.body or "")
                for query in queries
            )
            (doubtful if alike else other).add(shown[0])
        return other, doubtful


class Accounts:
    """The given ids of all accounts, which all clients with the same clock share."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self._accounts: WeakKeyDictionary[object, dict[str, GivenIds]] = WeakKeyDictionary()
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._after_fork)

    def of(self, account: str, clock: Clock) -> GivenIds:
        """Return the given ids of one account."""
        return self._accounts.setdefault(timeline(clock), {}).setdefault(account, GivenIds())

    def _after_fork(self) -> None:
        # Another thread may have held it.
        self.lock = threading.Lock()


accounts = Accounts()
