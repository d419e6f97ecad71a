# Written by scripts/unasync.py from flowroute_ext/_async/exporting/export.py. Do not edit.
"""One export: the records of an account, written as they are read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..._exports.call_periods import call_periods
from ..._exports.cells import spelt
from ..._exports.errors import ANEW, ExportError
from ..._exports.pages import READINGS, Changed
from ..._exports.periods import Periods, divided, newest_first
from ..._exports.sinks import Request
from ..._exports.tables import TABLES
from ..._exports.values import Exported, Progress
from ..._outbox.workers import Workers
from .calls import calls

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..._exports.clients import Order
    from ..._exports.columns import Row
    from ..._exports.periods import Period
    from ..._exports.sinks import Counts
    from ..cdrs import Cdrs
    from ..transport import Transport
    from .reading import Reader

# By so much clocks may differ.
AHEAD = timedelta(hours=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Export:
    """One export by *transport*, with a *reader* of it, of the *account*."""

    def __init__(
        self,
        transport: Transport,
        reader: Reader,
        cdrs: Cdrs,
        account: str,
        order: Order,
    ) -> None:
        self._transport = transport
        self._reader = reader
        self._cdrs = cdrs
        self._account = account
        self._order = order
        self._table = TABLES[order.what]
        self._workers = Workers()
        self._read = 0

    def run(self) -> Exported:
        """Export, and return what was done."""
        order, sink = self._order, self._order.sink
        request = Request(table=self._table, account=self._account, since=order.since)
        in_thread = self._workers.in_thread
        try:
            start = in_thread(partial(sink.begin, request))
            until = None
            if start is None:
                self._list()
            elif order.what == "cdrs":
                until = self._calls(start)
            else:
                until = self._messages(start)
            counts: Counts = in_thread(partial(sink.finish, until))
        finally:
            in_thread(sink.close)
        return Exported(
            what=order.what,
            path=sink.path,
            rows=counts.rows,
            new=counts.new,
            since=counts.since,
            until=until,
            requests=self._reader.requests,
            repeated=self._reader.repeated,
        )

    def _messages(self, start: datetime) -> datetime:
        """Write the messages from *start*; return until when they are."""
        self._check_end(start)
        periods = Periods(start, self._order.until, self._reader.size)
        until = start
        while not periods.done:
            period = periods.next(self._now())
            page = self._reader.period(period)
            if start != self._order.since:
                self._check_time(start)
            listed = [self._table.row(resource) for resource in page.resources]
            rows = period.rows(listed)
            if page.more:
                in_order = newest_first(listed)
                if periods.part(period, rows, self._now(), newest_first=in_order):
                    continue
                rows = period.rows(map(self._table.row, self._crowded(period)))
            for batch in periods.whole(period, rows):
                start, until = until, batch.until or max(self._now(), until)
                self._write(batch.rows, start, until)
                self._report(len(batch.rows), until)
        return until

    def _check_end(self, start: datetime) -> None:
        """Raise where what is settled ends after the end that was asked for."""
        end = self._order.until
        if end is not None and end < start and start != self._order.since:
            problem = f"is settled until {spelt(start)}, which is later than {spelt(end)}"
            raise ExportError(self._path, problem, "Give a later end or none, or another file")

    def _check_time(self, start: datetime) -> None:
        """Raise where what is settled ends in the future: a clock was wrong, and messages lack."""
        if start > self._now() + AHEAD:
            problem = f"goes on at {spelt(start)}, which is later than now: a clock was wrong"
            raise ExportError(self._path, problem, ANEW)

    def _crowded(self, period: Period) -> list[Mapping[str, Any]]:
        """Return the messages of a second that has more of them than a page."""
        try:
            return self._reader.crowded(period)
        except Changed:
            raise self._restless() from None

    def _write(self, rows: list[Row], start: datetime, until: datetime) -> None:
        """Write *rows*, of which what is settled is not read again."""
        write, in_thread = self._order.sink.write, self._workers.in_thread
        settled = (self._now() - self._order.recheck).replace(microsecond=0)
        if start < settled < until:
            before, rows = divided(rows, settled)
            in_thread(partial(write, before, settled, settled=True))
        in_thread(partial(write, rows, until, settled=until <= settled))

    def _calls(self, start: datetime) -> datetime:
        """Write the calls from *start*; return until when they are."""
        write, in_thread = self._order.sink.write, self._workers.in_thread
        self._cdrs.list(limit=1).first()  # whose response shows what the time is there
        now = self._now().replace(microsecond=0)
        settled = now - self._order.recheck
        if start != self._order.since:
            self._check_time(start)
        self._check_end(start)
        start = start.replace(microsecond=0)
        end = self._order.until or now
        for since, until in call_periods(start, end, settled):
            for records in calls(self._cdrs, since, until, self._path):
                rows = [self._table.row(record) for record in records]
                in_thread(partial(write, rows, until, settled=False))
                self._report(len(rows), until)
            in_thread(partial(write, (), until, settled=until <= settled))
        return max(start, end)

    def _list(self) -> None:
        """Write all of a list, as it is at one time."""
        sink, in_thread = self._order.sink, self._workers.in_thread
        for _ in range(READINGS):
            try:
                for resources in self._reader.listed(self._order.what):
                    rows = [self._table.row(resource) for resource in resources]
                    in_thread(partial(sink.write, rows, None, settled=False))
                    self._report(len(rows), None)
            except Changed:
                self._reader.repeated += 1
                self._read = 0
                in_thread(sink.again)
            else:
                return
        raise self._restless()

    def _report(self, count: int, until: datetime | None) -> None:
        self._read += count
        self._order.progress(Progress(rows=self._read, until=until))

    @property
    def _path(self) -> Path:
        return self._order.sink.path or Path("the output")

    def _restless(self) -> ExportError:
        return ExportError(
            self._path,
            f"is unchanged, as the {self._order.what} changed each time while they were read",
            "Export again when less is changed",
        )

    def _now(self) -> datetime:
        """The present moment by Flowroute's clock, if its responses show it."""
        here = self._transport.server_clock.here()
        if here.offset is None:
            return here.earliest
        return EPOCH + timedelta(seconds=here.monotonic + here.offset.low)
