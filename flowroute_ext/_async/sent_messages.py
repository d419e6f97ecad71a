"""Looking for sent messages in Flowroute's message detail records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flowroute_api.api.messages import look_up_a_set_of_messages

from .._base.times import wire
from .._calls.paging import first_cursor, page_of
from .._reconcile.evidence import messages_version, query_of, with_document
from .._reconcile.placing import Placing
from .._reconcile.verdicts import accepted, ambiguous
from .._values.messages import MessageRecord
from .._values.pages.messages import messages_in

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from .._calls.config import MessagesVersion
    from .._calls.options import Options
    from .._reconcile.errors import OutcomeUnknown
    from .._reconcile.sent_log import SentLog
    from .._reconcile.verdicts import MessageQuery, Resolution
    from .transport import AsyncTransport

# The API sets no maximum; a thousand records are under a megabyte.
MESSAGES_PAGE = 1000
READ_PAGE = page_of(MessageRecord.from_resource, messages_in)
# A page of as many records, or a multiple of it, may be the most that Flowroute gives at once.
SMALLEST_PAGE = 50
# How often the records are read, if their period turns out to be another one than was assumed.
READINGS = 3


async def find_message(
    transport: AsyncTransport,
    sent_log: SentLog,
    unknown: OutcomeUnknown,
    now: datetime,
    options: Options,
) -> Resolution:
    """Look for the message of *unknown*, among receipts and then among the records."""
    received = sent_log.id_of(unknown.reference)
    if received is not None:
        return with_document(accepted(received, "a delivery receipt named its reference"))
    version, query = messages_version(unknown), query_of(unknown)
    resolutions = await find_sent(
        transport, sent_log, version, [query], (), now=now, options=options, unknown=unknown
    )
    return with_document(resolutions[unknown.reference])


async def find_sent(
    transport: AsyncTransport,
    sent_log: SentLog,
    version: MessagesVersion,
    sought: Sequence[MessageQuery],
    taken: Collection[str],
    *,
    now: datetime,
    options: Options,
    of_other_texts: Collection[str] = (),
    unknown: OutcomeUnknown | None = None,
) -> dict[str, Resolution]:
    """Return what the records show of each message of *sought*, by its reference.

    *taken* are ids of other messages, and those *of_other_texts* too, unless a record of them
    may show a text that is sought. *unknown* is the error of the only one, if there is one.
    """
    clock = transport.server_clock
    placing = Placing(sought, unknown, clock.here())
    records: list[MessageRecord] = []
    complete = False
    for _ in range(READINGS):
        if placing.beyond:
            why = "the clock was set since, by too much to know when it was sent"
            return {query.reference: ambiguous((), why) for query in sought}
        period = placing.period
        records, complete = await _records(transport, version, period, options)
        # The responses may have shown for the first time what the time is at Flowroute.
        placing = Placing(sought, unknown, clock.here())
        if placing.within(period):
            break
    else:
        complete = False
    return sent_log.judged(
        sought,
        records,
        taken={*taken, *placing.known_ids},
        of_other_texts=of_other_texts,
        now=now,
        complete=complete,
        ours=unknown is not None,
        alike=placing.alike,
        placed=placing.placed,
    )


async def _records(
    transport: AsyncTransport,
    version: MessagesVersion,
    period: tuple[datetime, datetime],
    options: Options,
) -> tuple[list[MessageRecord], bool]:
    """Return the records of *period*, and whether they could be read to their end."""
    start, end = wire(period[0], field="start"), wire(period[1], field="end")
    records: list[MessageRecord] = []
    complete = True
    cursor = first_cursor(None, MESSAGES_PAGE, capped=SMALLEST_PAGE)
    while not cursor.done:
        request = look_up_a_set_of_messages.request(
            version, limit=cursor.limit, offset=cursor.offset, start_date=start, end_date=end
        )
        page = await transport.call(request, READ_PAGE, options)
        items, cursor = cursor.take(page)
        # A page that is empty or repeated, although more are announced, is not the end.
        complete = complete and len(items) == len(page.items) and bool(items or not page.more)
        records.extend(items)
    return records, complete
