"""Looking up the rows of an outbox of which no final receipt came."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from flowroute_api.api.messages import (
    look_up_a_message_detail_record,
    look_up_a_set_of_messages,
)

from ..._base.errors import CallFailed, NotFound, UnreadableResponse
from ..._base.times import wire
from ..._calls.paging import first_cursor, page_of
from ..._outbox import queries
from ..._outbox.database import Database
from ..._outbox.deliveries.due_rows import PAGE, DueRow, Group, book, due
from ..._outbox.deliveries.progress import reports_of
from ..._outbox.values import OutboxCounts, OutboxRefreshed
from ..._outbox.workers import AsyncWorkers
from ..._values.messages import MessageRecord
from ..._values.pages.messages import message_document, messages_in

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ..._base.clock import Clock
    from ..._calls.config import MessagesVersion
    from ..._outbox.deliveries.reports import Report
    from ..transport import AsyncTransport

# Seconds between two requests: Flowroute documents no limit for look-ups, but five messages a
# second.
PAUSE = 0.2
# A page of as many records, or a multiple of it, may be the most that Flowroute gives at once.
SMALLEST_PAGE = 50
# So many records that cannot be read, one after the other, are no matter of single records.
MOST_UNREADABLE = 3


class AsyncRefresh:
    """One look at the records of all rows in the file at *path* that are due."""

    def __init__(
        self,
        path: Path,
        transport: AsyncTransport,
        version: MessagesVersion,
        clock: Clock,
        older_than: float,
    ) -> None:
        self._path = path
        self._transport = transport
        self._version: MessagesVersion = version
        self._clock = clock
        self._older_than = older_than
        self._workers = AsyncWorkers()
        self._requests = 0
        self._unreadable = 0
        self._next = clock.monotonic()
        self._found = {"delivered": 0, "undelivered": 0, "pending": 0, "missing": 0}

    async def run(self, stopped: str | None) -> OutboxRefreshed:
        """Look up the rows, unless it was *stopped* before; what was found out."""
        after: DueRow | None = None
        try:
            while stopped is None and (groups := await self._due(after)):
                for group in groups:
                    await self._look_up(group)
                after = groups[-1].rows[-1]
        except CallFailed as error:
            stopped = f"the records could not be read ({error}). See to it, and refresh again."
        return OutboxRefreshed(
            **self._found,
            counts=await self._workers.in_thread(self._counts),
            requests=self._requests,
            stopped=stopped,
        )

    async def _look_up(self, group: Group) -> None:
        """Look up the rows of *group* by the list of their time, and the rest one by one."""
        left = {row.message_id for row in group.rows}
        if group.pages_allowed:
            left -= await self._listed(group, left)
        for row in group.rows:
            if row.message_id in left:
                await self._look_up_one(row)

    async def _look_up_one(self, row: DueRow) -> None:
        """Look up one row; a record that cannot be read does not keep the rest from being."""
        try:
            record = await self._record(row)
        except UnreadableResponse:
            self._unreadable += 1
            if self._unreadable == MOST_UNREADABLE:
                raise
            await self._workers.in_thread(partial(self._write, {row.message_id: None}))
            self._found["pending"] += 1
        else:
            self._unreadable = 0
            await self._book({row.message_id: record})

    async def _listed(self, group: Group, wanted: set[str]) -> set[str]:
        """Book what the list of messages shows of those *wanted*; which of them it has."""
        start, end = (wire(time, field="start") for time in group.period)
        cursor = first_cursor(None, PAGE, capped=SMALLEST_PAGE)
        read = page_of(MessageRecord.from_resource, messages_in)
        seen: set[str] = set()
        for _ in range(group.pages_allowed):
            await self._pace()
            request = look_up_a_set_of_messages.request(
                self._version,
                limit=cursor.limit,
                offset=cursor.offset,
                start_date=start,
                end_date=end,
            )
            try:
                page = await self._transport.call(request, read, {})
            except UnreadableResponse:
                break
            records, cursor = cursor.take(page)
            listed = [record for record in records if record.id in wanted - seen]
            await self._book({record.id: record for record in listed})
            seen.update(record.id for record in listed)
            if cursor.done or len(seen) == len(wanted):
                break
        return seen

    async def _record(self, row: DueRow) -> MessageRecord | None:
        """The record of a row, or None if there is none."""
        await self._pace()
        request = look_up_a_message_detail_record.request(self._version, row.message_id)
        try:
            return await self._transport.call(request, message_document, {})
        except NotFound:
            return None

    async def _pace(self) -> None:
        """Wait until the next request may be made, and count it."""
        seconds = self._next - self._clock.monotonic()
        if seconds > 0:
            await self._clock.asleep(seconds)
        self._next = self._clock.monotonic() + PAUSE
        self._requests += 1

    async def _book(self, records: dict[str, MessageRecord | None]) -> None:
        if not records:
            return
        reports = {name: _furthest(record) for name, record in records.items()}
        await self._workers.in_thread(partial(self._write, reports))
        for name, report in reports.items():
            state = "missing" if records[name] is None else "pending"
            self._found[(report and report.delivery) or state] += 1

    async def _due(self, after: DueRow | None) -> Sequence[Group]:
        return await self._workers.in_thread(partial(self._read, after))

    def _read(self, after: DueRow | None) -> list[Group]:
        with Database.existing(self._path) as database, database.reading() as connection:
            return due(connection, after, self._clock.now(), self._older_than)

    def _write(self, reports: dict[str, Report | None]) -> None:
        with Database.existing(self._path) as database, database.changing() as connection:
            book(connection, reports, self._clock.now())

    def _counts(self) -> OutboxCounts:
        with Database.existing(self._path) as database:
            return queries.counts(database)


def _furthest(record: MessageRecord | None) -> Report | None:
    return next(iter(reports_of(record)), None) if record else None
