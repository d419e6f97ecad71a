"""The sent log: recent messages of one client, to tell its own equal messages apart."""

from __future__ import annotations

import threading
from collections import OrderedDict
from contextlib import contextmanager
from typing import TYPE_CHECKING

import attrs

from .._base.clock import timeline
from .._base.errors import CallFailed
from .._base.forks import after_fork
from .._calls.options import new_reference
from .errors import OutcomeUnknown
from .given_ids import accounts
from .server_clock import machine
from .verdicts import LONGEST_ATTEMPT, MessageQuery, content, judge, may_show, parties
from .windows import AttemptTimes

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Generator, Sequence
    from datetime import datetime

    from .._base.clock import Clock, Instant
    from .._builders.messages import Message
    from .._values.messages import MessageRecord
    from .candidates import Pair
    from .verdicts import Resolution


# Half an hour of sending as fast as Flowroute allows.
CAPACITY = 10_000


@attrs.define
class LogEntry:
    """One message, in progress or sent: `id` is Flowroute's, once it is known."""

    query: MessageQuery
    times: AttemptTimes
    pair: Pair
    in_progress: bool = True
    id: str | None = None


class SentLog:
    """The latest messages of one client, and the ids from their receipts. Safe in threads."""

    def __init__(self, clock: Clock, account: str = "") -> None:
        self._clock = clock
        self._account = account
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
        now = self._clock.instant()
        query = MessageQuery.of(message, reference=reference, started=now.wall, ended=now.wall)
        one = LogEntry(query, self._times(now, now), parties(query))
        with self._lock:
            self._rename(reference)
            self._entries[reference] = one
            if len(self._entries) > CAPACITY:
                self._entries.popitem(last=False)
        try:
            yield one
        except CallFailed as error:
            if isinstance(error, OutcomeUnknown):
                self._count(one, error)
            else:
                self._remove(one)
            raise
        finally:
            with self._lock:
                self._end(one)
                one.in_progress = False

    def judged(
        self,
        sought: Sequence[MessageQuery],
        records: Sequence[MessageRecord],
        *,
        taken: Collection[str],
        now: datetime,
        complete: bool,
        of_other_texts: Collection[str] = (),
        ours: bool = False,
        alike: Sequence[tuple[MessageQuery, AttemptTimes]] = (),
        placed: Callable[[MessageQuery, AttemptTimes | None], MessageQuery] = lambda one, _: one,
    ) -> dict[str, Resolution]:
        """Return the verdicts of `judge` on *sought*, together with all else in this log.

        *records* were read before this, so each that was sent here is in the log by now. Judging
        is serialised: two callers at once never get the same record. The ids *of_other_texts* are
        of other messages, unless their records may show one of these. *alike* are messages of
        another process between the same numbers, with an unknown outcome, and *placed* returns a
        message with its times by Flowroute's clock, from those that are known of it.

        A reference that is not in the log may be a new name for a message in it, which is then
        not distinguished from others; with *ours* that is certainly not so.
        """
        names = {one.reference for one in sought}
        with accounts.lock, self._lock:
            given = accounts.of(self._account, self._clock)
            others = self._others(sought, ours=ours)
            known = ours or all(name in self._entries for name in names)
            ids = {name: one.id for name, one in others.items() if one.id}
            ids |= {
                name: received
                for name, received in self._received.items()
                if name in others or (known and name not in names)
            }
            counted = [one for one in alike if not self._logged(*one)]
            given_to = given.of(one for one, _ in counted)
            ids |= {name: one for name, one in given_to.items() if one}
            queries: list[tuple[MessageQuery, AttemptTimes | None]] = [
                *((one, None) for one in sought),
                *((one.query, one.times) for name, one in others.items() if name not in ids),
                *(one for one in counted if one[0].reference not in given_to),
            ]
            shown = {record.id: record.timestamp for record in records}
            other, given_ids = given.to_others(shown.items(), sought, named=ours)
            doubtful = may_show(sought, records, of_other_texts)
            verdicts = judge(
                [placed(*one) for one in queries],
                records,
                taken={*taken, *ids.values(), *other, *({*of_other_texts} - doubtful)},
                given=given_ids | doubtful,
                now=now,
                complete=complete,
            )
            for one in sought:
                verdict = verdicts[one.reference]
                given.note(verdict, shown.get(verdict.id or ""), one)
                self._note(one.reference, verdict)
        return {name: verdicts[name] for name in names}

    def _logged(self, query: MessageQuery, times: AttemptTimes) -> bool:
        """Return whether a message of another process is one of this process after all."""
        one = self._entries.get(query.reference)
        return one is not None and one.times.started == times.started

    def _others(self, sought: Sequence[MessageQuery], *, ours: bool) -> dict[str, LogEntry]:
        """Return the entries of other messages between the same numbers, as of now."""
        names = {one.reference for one in sought}
        pairs = {parties(one) for one in sought}
        texts = {content(one) for one in sought}
        known = {content(one) for one in sought if ours or one.reference in self._entries}
        others = {
            name: one
            for name, one in self._entries.items()
            if one.pair in pairs and name not in names
            if (what := content(one.query)) in known or what not in texts
        }
        for one in others.values():
            if one.in_progress:
                self._end(one)
        return others

    def record_receipt(self, reference: str, message_id: str) -> None:
        """Record that a receipt has *message_id* for *reference*."""
        with self._lock:
            self._received[reference] = message_id
            if len(self._received) > CAPACITY:
                self._received.popitem(last=False)

    def id_of(self, reference: str) -> str | None:
        """Return the id from a receipt for *reference*, if there was one."""
        return self._received.get(reference)

    def _note(self, reference: str, verdict: Resolution) -> None:
        one = self._entries.get(reference)
        if one is None:
            return
        if verdict.verdict == "accepted":
            one.id = verdict.id
        elif verdict.verdict == "not accepted" and one.in_progress:
            # It will be sent again.
            now = self._clock.instant()
            one.query = attrs.evolve(one.query, started=now.wall)
            one.times = self._times(now, now)
        elif verdict.verdict == "not accepted":
            del self._entries[reference]

    def _count(self, one: LogEntry, error: OutcomeUnknown) -> None:
        """Have *error* carry what another process has to know of the messages near this one."""
        one.query = attrs.evolve(one.query, started=error.started)
        one.times = error.times
        since = one.query.started - LONGEST_ATTEMPT
        with self._lock:
            near = {
                name: other
                for name, other in self._entries.items()
                if other is not one and other.pair == one.pair and other.query.ended >= since
            }
            ids = {name: other.id or self._received.get(name) for name, other in near.items()}
        error.known_ids = tuple(message_id for message_id in ids.values() if message_id)
        error.alike = tuple(
            (other.query, other.times) for name, other in near.items() if not ids[name]
        )

    def _times(self, started: Instant, ended: Instant) -> AttemptTimes:
        home = timeline(self._clock)
        moments = started.monotonic, ended.monotonic
        return AttemptTimes(started.wall, ended.wall, *moments, machine(), home=home)

    def _end(self, one: LogEntry) -> None:
        """Set the end of a message that is in progress, which it was until now at least."""
        now = self._clock.instant()
        one.query = attrs.evolve(one.query, ended=now.wall)
        one.times = attrs.evolve(one.times, ended=now.wall, lost_at=now.monotonic)

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
