"""The sent log: recent messages of one client, to tell its own equal messages apart."""

from __future__ import annotations

import threading
from collections import OrderedDict
from contextlib import contextmanager
from typing import TYPE_CHECKING

import attrs

from .._base.errors import CallFailed
from .._base.forks import after_fork
from .._calls.options import new_reference
from .errors import OutcomeUnknown
from .verdicts import MessageQuery, content, judge

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Iterable, Sequence
    from datetime import datetime

    from .._base.clock import Clock
    from .._builders.messages import Message
    from .._values.messages import MessageRecord
    from .verdicts import Resolution

# Half an hour of sending as fast as Flowroute allows.
CAPACITY = 10_000


@attrs.define
class LogEntry:
    """One message, in progress or sent: `id` is Flowroute's, once it is known."""

    query: MessageQuery
    in_progress: bool = True
    id: str | None = None


class SentLog:
    """The latest messages of one client, and the ids from their receipts. Safe in threads."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._entries: OrderedDict[str, LogEntry] = OrderedDict()
        self._received: OrderedDict[str, str] = OrderedDict()
        self._renew_lock()
        after_fork(self, SentLog._renew_lock)

    def _renew_lock(self) -> None:
        """Have a lock that no thread holds, as in a forked process no other thread goes on.

        What the parent sent before still explains records, so its entries stay in the child's
        copy of the log; from then on each process notes its own messages.
        """
        self._lock = threading.Lock()

    @contextmanager
    def sending(self, message: Message, reference: str) -> Generator[LogEntry]:
        """Keep an entry for a message while it is sent, and after that unless it was refused."""
        now = self._clock.now()
        one = LogEntry(MessageQuery.of(message, reference=reference, started=now, ended=now))
        with self._lock:
            self._rename(reference)
            self._entries[reference] = one
            if len(self._entries) > CAPACITY:
                self._entries.popitem(last=False)
        try:
            yield one
        except CallFailed as error:
            if not isinstance(error, OutcomeUnknown):
                self._remove(one)
            raise
        finally:
            with self._lock:
                one.query = attrs.evolve(one.query, ended=self._clock.now())
                one.in_progress = False

    def judged(
        self,
        sought: Sequence[MessageQuery],
        records: Iterable[MessageRecord],
        *,
        taken: Collection[str],
        now: datetime,
        complete: bool,
        ours: bool = False,
    ) -> dict[str, Resolution]:
        """Return the verdicts of `judge` on *sought*, together with all else in this log.

        *records* were read before this, so each that was sent here is in the log by now. Judging
        is serialised: two callers at once never get the same record.

        A reference that is not in the log may be a new name for a message in it, which is then
        not told apart from others; with *ours* that is certainly not so.
        """
        present = self._clock.now()
        names = {one.reference for one in sought}
        with self._lock:
            known = [one for one in sought if ours or one.reference in self._entries]
            texts = {content(one) for one in known}
            others = {
                name: one
                for name, one in self._entries.items()
                if name not in names and content(one.query) in texts
            }
            ids = {name: one.id for name, one in others.items() if one.id}
            ids |= {
                name: received
                for name, received in self._received.items()
                if name in others or (len(known) == len(sought) and name not in names)
            }
            rivals = [
                attrs.evolve(one.query, ended=present) if one.in_progress else one.query
                for name, one in others.items()
                if name not in ids
            ]
            verdicts = judge(
                [*sought, *rivals],
                records,
                taken={*taken, *ids.values()},
                now=now,
                complete=complete,
            )
            for name in names:
                self._note(name, verdicts[name], present)
        return {name: verdicts[name] for name in names}

    def record_receipt(self, reference: str, message_id: str) -> None:
        """Record that a receipt has *message_id* for *reference*."""
        with self._lock:
            self._received[reference] = message_id
            if len(self._received) > CAPACITY:
                self._received.popitem(last=False)

    def id_of(self, reference: str) -> str | None:
        """Return the id from a receipt for *reference*, if there was one."""
        return self._received.get(reference)

    def _note(self, reference: str, verdict: Resolution, now: datetime) -> None:
        one = self._entries.get(reference)
        if one is None:
            return
        if verdict.verdict == "accepted":
            one.id = verdict.id
        elif verdict.verdict == "not accepted" and one.in_progress:
            # It will be sent again.
            one.query = attrs.evolve(one.query, started=now)
        elif verdict.verdict == "not accepted":
            del self._entries[reference]

    def _rename(self, reference: str) -> None:
        """Rename the entry of *reference*, which is used a second time."""
        earlier, received = self._entries.pop(reference, None), self._received.pop(reference, None)
        name = new_reference()
        if received is not None:
            self._received[name] = received
        if earlier is not None:
            earlier.query = attrs.evolve(earlier.query, reference=name)
            self._entries[name] = earlier

    def _remove(self, one: LogEntry) -> None:
        with self._lock:
            if self._entries.get(one.query.reference) is one:
                del self._entries[one.query.reference]
