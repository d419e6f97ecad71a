"""`Outbox`: messages in a file, each added once and sent once."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, get_args, overload

from .._base.clock import Clock
from .._base.frames import all_clear_frames
from .._base.problems import invalid, shown
from .._base.sqlite_faults import UNWRITABLE
from .._http.async_library import check_async_library
from .._storage.paths import check_path
from . import moving, queries
from .adding import add, numbered
from .clients import async_refresher, async_runner, refresher, runner
from .database import Database
from .deliveries.due_rows import OLDER_THAN, checked_age
from .deliveries.recording import read as read_receipt
from .deliveries.recording import record
from .deliveries.reports import Delivery
from .drafts import Defaults
from .errors import OutboxError
from .files.header import Layout, needed_columns
from .files.reading import read
from .opted_out import checked_store
from .progress import reporting
from .row_parsing import checked
from .templates import Template
from .termination import cancelling_current_task, ending_on_sigterm, raise_terminated
from .values import STATES
from .workers import AsyncWorkers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from .._builders.messages import Message
    from .clients import AsyncOutboxClient, OutboxClient
    from .deliveries.recording import Receipt
    from .opted_out import OptOutStore
    from .values import (
        OutboxAdded,
        OutboxCounts,
        OutboxProgress,
        OutboxRefreshed,
        OutboxReport,
        OutboxRow,
        State,
    )

    Rows: TypeAlias = str | os.PathLike[str] | Iterable[Mapping[str, object] | Message]


@all_clear_frames
class Outbox:
    """Messages to send in bulk, in an SQLite file that records the state of each.

    *path* is the file, which is made if there is none; it holds numbers and texts, and only
    you may read it. Several processes of one machine may work on one file. A row whose number is
    among *opt_outs*, such as those of a `WebhookReceiver`, right before it would be sent, is not.

    Raises `OutboxError` when the file is no outbox, damaged, not to be written, or of another
    release; so does every method.
    """

    def __init__(
        self, path: str | os.PathLike[str], *, opt_outs: OptOutStore | None = None
    ) -> None:
        self._opt_outs = checked_store(opt_outs)
        self.path = _real(path)
        self._open().close()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self.path)!r})"

    def add(
        self,
        rows: Rows,
        *,
        template: str | None = None,
        from_: object = None,
        dlr_callback: str | None = None,
        columns: Mapping[str, str] | None = None,
        encoding: str | None = None,
        sheet: str | None = None,
    ) -> OutboxAdded:
        """Queue *rows*: all that are new, or none if anything is wrong with any of them.

        They are dicts, or `Message`s, or the path of a file: CSV, XLSX or JSON Lines. A row has
        ``to``, ``from`` and ``body``; or ``media_urls``, several with blanks between them;
        and if need be ``is_mms``, ``dlr_callback`` and a ``reference``. *from_* and
        *dlr_callback* are for rows without their own. With a *template*, as in
        ``"Hi {name}"``, the other fields of a row make its text.

        *columns* are headers of a file by fields, as in ``{"to": "Phone"}``; *encoding* and
        *sheet* are for a file that does not show them.
        A row is known by its reference: adding it again changes nothing. Without one it is
        known by its content, and by how often that is among the rows.

        Raises `InvalidRows` with everything that is wrong, each with its line; `InvalidValue`
        for the template; `OSError` for a file of rows that cannot be read.
        """
        what, unit = "rows", "row"
        if isinstance(rows, str | os.PathLike):
            what, unit = Path(rows).name, "line"
            layout = Layout(columns or {}, needed_columns(template), encoding, sheet)
            given: Iterable[tuple[int, object]] = read(rows, layout)
        else:
            given = numbered(rows)
        defaults = Defaults(
            template=None if template is None else Template(template),
            from_=from_,
            dlr_callback=dlr_callback,
        )
        with self._open() as database:
            database.check()
            return add(database, checked(given, defaults, unit=unit), what=what, unit=unit)

    def send(
        self, flowroute: OutboxClient, *, progress: bool | Callable[[OutboxProgress], None] = False
    ) -> OutboxReport:
        """Send what is queued, and look up what is unknown; what was done, and what is left.

        Each row is sent once: its attempt is on the disk before the request leaves, and its
        outcome before it is reported. A row with an unknown outcome, of this run or of one that
        crashed, is looked up in Flowroute's records before it, or another one of the same
        content, is sent again. Runs of several processes share the client's rate limit through
        this file. After Ctrl-C the requests in progress are waited for; after SIGTERM too, where
        your program does not handle it.

        *progress* is True for a line on the standard error, or is called with `OutboxProgress`,
        from any thread, and never twice at a time.

        Raises `OutboxError` when the file can no longer be read or written; the next run looks
        up what was in progress then.
        """
        run = runner(flowroute)
        with ending_on_sigterm(raise_terminated), reporting(progress) as report:
            return run(self.path, report, self._opt_outs)

    async def asend(
        self,
        flowroute: AsyncOutboxClient,
        *,
        progress: bool | Callable[[OutboxProgress], None] = False,
    ) -> OutboxReport:
        """The same as `send`, by tasks of the running event loop.

        Cancelling it cancels the requests in progress, whose rows become unknown.
        """
        run = async_runner(flowroute)
        check_async_library()
        with ending_on_sigterm(cancelling_current_task()), reporting(progress) as report:
            return await run(self.path, report, self._opt_outs)

    def check(self) -> None:
        """Read the whole file; raise `OutboxError` if it is damaged.

        Before rows are added or sent only a part of a large file is read, and all of it after a
        run has crashed.
        """
        with self._open() as database:
            database.check(fully=True)

    def status(self) -> OutboxCounts:
        """How many rows are in each state."""
        with self._open() as database:
            return queries.counts(database)

    def rows(self, state: State | Delivery | None = None) -> Iterator[OutboxRow]:
        """The rows in the order they were added, of all states or of one.

        Those that are ``"delivered"`` or ``"undelivered"`` are among those that are ``"sent"``.
        """
        if state is not None and state not in (states := (*STATES, *get_args(Delivery))):
            rule, cure = "must be a state of a row", f"give one of {', '.join(states)}"
            raise invalid("state", "state", shown(state), rule=rule, cure=cure)
        page, after = self._page(state, 0)
        while page:
            yield from page
            page, after = self._page(state, after)

    def unknown(self) -> list[OutboxRow]:
        """The rows whose outcome is unknown."""
        return list(self.rows("unknown"))

    @overload
    def record_receipt(self, receipt: Receipt, /, *, url: str | bytes | None = None) -> bool: ...

    @overload
    def record_receipt(self, url: str | bytes, receipt: Receipt, /) -> bool: ...

    def record_receipt(
        self, first: Any, second: Any = None, /, *, url: str | bytes | None = None
    ) -> bool:
        """Record a delivery receipt; False if it is not known to be of a row of this outbox.

        It is a `DeliveryReceipt`, or the body of a webhook as it came or decoded. Whatever the
        order they come in, the receipt that goes furthest counts; the same one again changes
        nothing. One of an id that no row has yet is kept while rows are being sent.

        *url* is what Flowroute posted to, whole or from its path on. If it is the `dlr_callback`
        of a row, the proof in it shows that the row was sent, if it is unknown or queued again.
        A reference without its proof shows nothing.
        """
        receipt = read_receipt(first if second is None else second)
        if receipt is None:
            return False
        place = url if second is None else first
        with Database.existing(self.path) as database, database.changing() as connection:
            return record(connection, receipt, place, Clock().now())

    @overload
    async def arecord_receipt(
        self, receipt: Receipt, /, *, url: str | bytes | None = None
    ) -> bool: ...

    @overload
    async def arecord_receipt(self, url: str | bytes, receipt: Receipt, /) -> bool: ...

    async def arecord_receipt(self, *given: Any, **options: Any) -> bool:
        """The same as `record_receipt`, which waits for the disk in another thread."""
        return await AsyncWorkers().in_thread(partial(self.record_receipt, *given, **options))

    def refresh(
        self, flowroute: OutboxClient, *, older_than: float = OLDER_THAN
    ) -> OutboxRefreshed:
        """Look up what no receipt reported, in Flowroute's records; what was found out.

        Looked up are the rows that were sent *older_than* seconds ago and not looked up since, and
        for three days, unless a receipt or a record was final; and first those whose outcome is
        unknown. Many rows of one time are looked up by the list of their time, others one by one,
        five requests a second at most. What was found out is on the disk before the next request,
        so that it may be interrupted, and called again.
        """
        return refresher(flowroute)(self.path, checked_age(older_than))

    async def arefresh(
        self, flowroute: AsyncOutboxClient, *, older_than: float = OLDER_THAN
    ) -> OutboxRefreshed:
        """The same as `refresh`, with an `AsyncFlowroute`."""
        refresh = async_refresher(flowroute)
        check_async_library()
        return await refresh(self.path, checked_age(older_than))

    def settle(self, reference: str, message_id: str | None) -> bool:
        """Set the outcome of a row that is unknown; False if there is no such row.

        *message_id* is Flowroute's id of it, or None where it certainly was not accepted: it
        is sent again by the next run. Raises `InvalidValue` for what cannot be an id.
        """
        with self._open() as database:
            return queries.settle(database, reference, message_id)

    def retry_failed(self) -> int:
        """Queue the rows again that Flowroute refused; how many there were."""
        with self._open() as database:
            return queries.retry_failed(database)

    def move(self, path: str | os.PathLike[str]) -> Outbox:
        """Move the file to *path*, where nothing may be; the outbox there.

        Raises `OutboxError` while a run is sending from it, or another program has it open.
        """
        target = _real(path)
        moving.move(self.path, target)
        return Outbox(target, opt_outs=self._opt_outs)

    def backup(self, path: str | os.PathLike[str]) -> None:
        """Copy the outbox, as it is now, to *path*, which must not exist. Runs may go on.

        Nothing is sent from the copy before `recover`, as it does not show what was sent since.
        """
        moving.backup(self.path, _real(path), Clock().now())

    @staticmethod
    def recover(path: str | os.PathLike[str]) -> int:
        """Use a backup, or a file that lost its log, as the outbox; how many rows may be sent.

        Those are unknown then, and each is looked up before it is sent again.
        """
        return moving.recover(_real(path), Clock().now())

    def _page(self, state: State | Delivery | None, after: int) -> tuple[list[OutboxRow], int]:
        with self._open() as database:
            return queries.page(database, state, after)

    def _open(self) -> Database:
        return Database(self.path)


def _real(path: str | os.PathLike[str]) -> Path:
    """The path without links, as the locks of its runs and the log are beside it."""
    check_path("path", path, "an outbox is a file, as 'campaign.db'")
    try:
        return Path(os.path.realpath(path))
    except ValueError as error:  # a NUL in it
        raise OutboxError(Path(path), UNWRITABLE.problem, UNWRITABLE.cure) from error
