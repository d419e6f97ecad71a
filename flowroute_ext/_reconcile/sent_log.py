"""The sent log: recent messages of one client or outbox, to tell equal messages apart."""

from __future__ import annotations

import os
from collections import OrderedDict
from contextlib import contextmanager
from typing import TYPE_CHECKING

import attrs

from .._base.clock import timeline
from .._base.errors import CallFailed
from .._calls.options import new_reference
from .errors import OutcomeUnknown
from .given_ids import accounts, message_key
from .log_entries import LogEntry
from .log_groups import LogGroup
from .server_clock import machine
from .verdicts import LONGEST_ATTEMPT, MessageQuery, content, judge, may_show, parties
from .windows import AttemptTimes

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Generator, Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from .._base.clock import Clock, Instant
    from .._builders.messages import Message
    from .._values.messages import MessageRecord
    from .verdicts import Resolution


# Half an hour of sending as fast as Flowroute allows.
CAPACITY = 10_000


class SentLog:
    """The latest messages of one client, and the ids from their receipts. Safe in threads.

    Other logs of its *group* have messages of other clients and of outboxes, whose references may
    be the same.
    """

    def __init__(
        self,
        clock: Clock,
        account: str = "",
        group: LogGroup[SentLog] | None = None,
        *,
        is_outbox: bool = False,
    ) -> None:
        self._is_outbox = is_outbox
        self._clock = clock
        self._account = account
        self._entries: OrderedDict[str, LogEntry] = OrderedDict()
        self._received: OrderedDict[str, str] = OrderedDict()
        self._group: LogGroup[SentLog] = group or LogGroup()
        with self._group.lock:
            self._group.logs.add(self)

    def of_outbox(self, path: Path) -> SentLog:
        """Return the log of the outbox at *path*, of all clients of the group."""
        place = os.path.realpath(path)
        with self._group.lock:
            log = self._group.of_outboxes.get(place)
        if log is None:
            log = SentLog(self._clock, self._account, self._group, is_outbox=True)
            with self._group.lock:
                log = self._group.of_outboxes.setdefault(place, log)
        return log

    @contextmanager
    def sending(self, message: Message, reference: str) -> Generator[LogEntry]:
        """Keep an entry for a message while it is sent, and afterwards if it may be accepted.

        Where that is interrupted, it may be if its request may have left: see `admitting`.
        """
        now = self._clock.instant()
        query = MessageQuery.of(message, reference=reference, started=now.wall, ended=now.wall)
        entry = LogEntry(query, self._times(now, now), parties(query))
        with self._group.lock:
            self._rename(reference)
            self._entries[reference] = entry
            self._group.remember(self)
            if len(self._entries) > CAPACITY:
                self._entries.popitem(last=False)
        try:
            yield entry
        except OutcomeUnknown as error:
            self._count(entry, error)
            raise
        except BaseException as error:
            if isinstance(error, CallFailed) or not entry.may_have_left:
                self._remove(entry)
            raise
        finally:
            with self._group.lock:
                self._end(entry)
                entry.in_progress = False

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
        placed: Callable[[MessageQuery, AttemptTimes | None], MessageQuery] = lambda sent, _: sent,
    ) -> dict[str, Resolution]:
        """Return the verdicts of `judge` on *sought*, together with all else in these logs.

        *records* were read before this, so each that was sent here is in the log by now. Judging
        is serialised: two callers at once never get the same record. The ids *of_other_texts* are
        of other messages, unless their records may show one of these. *alike* are messages of
        another process between the same numbers, with an unknown outcome, and *placed* returns a
        message with its times by Flowroute's clock, from those that are known of it.

        A reference that is not in the log may be a new name for a message in it, which is then
        not distinguished from others; with *ours* that is certainly not so.
        """
        names = {query.reference for query in sought}
        with accounts.lock, self._group.lock:
            given = accounts.of(self._account, self._clock)
            shown = {record.id: record.timestamp for record in records}
            others = self._others(sought, shown, ours=ours)
            ids = {message_id for _, message_id in others if message_id}
            if ours or all(name in self._entries for name in names):
                ids |= {received for name, received in self._received.items() if name not in names}
            lost: list[tuple[MessageQuery, AttemptTimes | None]] = [
                (entry.query, entry.times) for entry, message_id in others if not message_id
            ]
            counted = [message for message in alike if not self._logged(*message)]
            given_to = given.of(query for query, _ in counted)
            ids |= {message_id for message_id in given_to.values() if message_id}
            lost += [message for message in counted if message_key(message[0]) not in given_to]
            other, given_ids = given.to_others(shown.items(), sought, named=ours)
            doubtful = may_show(sought, records, of_other_texts)
            queries = [placed(query, None) for query in sought]
            queries += _numbered(placed(*message) for message in lost)
            taken = {*taken, *ids, *other, *({*of_other_texts} - doubtful)}
            given_ids |= doubtful
            verdicts = judge(
                queries, records, taken=taken, given=given_ids, now=now, complete=complete
            )
            for query in sought:
                verdict = verdicts[query.reference]
                time = shown.get(verdict.id or "")
                given.note(verdict, time, query)
                self._note(query.reference, verdict, time)
        return {name: verdicts[name] for name in names}

    def _logged(self, query: MessageQuery, times: AttemptTimes) -> bool:
        """Return whether a message of another process is one of this process after all."""
        entry = self._entries.get(query.reference)
        return entry is not None and entry.times.started == times.started

    def _others(
        self,
        sought: Sequence[MessageQuery],
        shown: Mapping[str, datetime | None],
        *,
        ours: bool,
    ) -> list[tuple[LogEntry, str | None]]:
        """Return the entries of other messages between the same numbers, as of now, with their ids.

        Those of *sought* are recognised by their references in the logs of clients. An outbox has
        references of its own, and its messages are in its own log only. *shown* are the ids of the
        records, with their times.
        """
        names = {query.reference for query in sought}
        pairs = {parties(query) for query in sought}
        texts = {content(query) for query in sought}
        keys = {message_key(query) for query in sought}
        logs = [*self._group.logs]
        by_name = [log for log in logs if log is self or not (log._is_outbox or self._is_outbox)]
        known = {
            content(query)
            for query in sought
            if ours or any(query.reference in log._entries for log in by_name)
        }
        others: list[tuple[LogEntry, str | None]] = []
        for log in logs:
            by_time = ours and log is not self
            for name, entry in log._entries.items():
                if entry.pair not in pairs:
                    continue
                if log in by_name:
                    what = content(entry.query)
                    is_sought = message_key(entry.query) in keys if by_time else name in names
                    if is_sought or (what in texts and what not in known):
                        continue
                message_id = log._received.get(name) or entry.id
                time = shown.get(message_id or "")
                if log is self or time is None or entry.is_of(time):
                    others.append((entry, message_id))
        for entry, _ in others:
            if entry.in_progress:
                self._end(entry)
        return others

    def record_receipt(self, reference: str, message_id: str) -> None:
        """Record that a receipt has *message_id* for *reference*."""
        with self._group.lock:
            self._received[reference] = message_id
            if len(self._received) > CAPACITY:
                self._received.popitem(last=False)

    def id_of(self, reference: str) -> str | None:
        """Return the id from a receipt for *reference*, if there was one."""
        return self._received.get(reference)

    def _note(self, reference: str, verdict: Resolution, time: datetime | None) -> None:
        entry = self._entries.get(reference)
        if entry is None:
            return
        if verdict.verdict == "accepted":
            entry.id, entry.shown_at = verdict.id, time
        elif verdict.verdict == "not accepted" and entry.in_progress:
            # It will be sent again.
            now = self._clock.instant()
            entry.query = attrs.evolve(entry.query, started=now.wall)
            entry.times = self._times(now, now)
            entry.may_have_left = False
        elif verdict.verdict == "not accepted":
            del self._entries[reference]

    def _count(self, entry: LogEntry, error: OutcomeUnknown) -> None:
        """Have *error* carry what another process has to know of the messages near *entry*."""
        entry.query = attrs.evolve(entry.query, started=error.started)
        entry.times = error.times
        since = entry.query.started - LONGEST_ATTEMPT
        with self._group.lock:
            near = [
                (other, other.id or log._received.get(name))
                for log in self._group.logs
                for name, other in log._entries.items()
                if other is not entry and other.pair == entry.pair and other.query.ended >= since
            ]
        error.known_ids = tuple(message_id for _, message_id in near if message_id)
        error.alike = tuple(
            (other.query, other.times) for other, message_id in near if not message_id
        )

    def _times(self, started: Instant, ended: Instant) -> AttemptTimes:
        home = timeline(self._clock)
        moments = started.monotonic, ended.monotonic
        return AttemptTimes(started.wall, ended.wall, *moments, machine(), home=home)

    def _end(self, entry: LogEntry) -> None:
        """Set the end of a message, which was in progress until now at least."""
        now = self._clock.instant()
        entry.query = attrs.evolve(entry.query, ended=now.wall)
        entry.times = attrs.evolve(entry.times, ended=now.wall, lost_at=now.monotonic)

    def _rename(self, reference: str) -> None:
        """Rename the entry of *reference*, which is used a second time."""
        if reference not in self._entries and reference not in self._received:
            return
        name = new_reference()
        if reference in self._received:
            self._received[name] = self._received.pop(reference)
        if (earlier := self._entries.pop(reference, None)) is not None:
            earlier.query = attrs.evolve(earlier.query, reference=name)
            self._entries[name] = earlier

    def _remove(self, entry: LogEntry) -> None:
        with self._group.lock:
            if self._entries.get(entry.query.reference) is entry:
                del self._entries[entry.query.reference]


def _numbered(queries: Iterator[MessageQuery]) -> Iterator[MessageQuery]:
    """Return *queries* with references of their own, as those of two clients may be the same."""
    for number, query in enumerate(queries):
        yield attrs.evolve(query, reference=f"\0{number}")
