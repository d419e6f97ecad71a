# Written by scripts/unasync.py from flowroute_ext/_async/sent_messages.py. Do not edit.
"""Looking for sent messages in Flowroute's message detail records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flowroute_api.api.messages import look_up_a_set_of_messages

from .._base.times import wire
from .._calls.paging import first_cursor, page_of
from .._reconcile.evidence import messages_version, query_of, with_document
from .._reconcile.verdicts import SETTLED, SKEW, accepted
from .._values.messages import MessageRecord

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from .._calls.config import MessagesVersion
    from .._calls.options import Options
    from .._reconcile.errors import OutcomeUnknown
    from .._reconcile.sent_log import SentLog
    from .._reconcile.verdicts import MessageQuery, Resolution
    from .transport import Transport

# The API sets no maximum; a thousand records are under a megabyte.
MESSAGES_PAGE = 1000


def find_message(
    transport: Transport,
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
    found = find_sent(
        transport, sent_log, version, [query], (), now=now, options=options, ours=True
    )
    return with_document(found[unknown.reference])


def find_sent(
    transport: Transport,
    sent_log: SentLog,
    version: MessagesVersion,
    sought: Sequence[MessageQuery],
    taken: Collection[str],
    *,
    now: datetime,
    options: Options,
    ours: bool = False,
) -> dict[str, Resolution]:
    """Return what the records show of each message of *sought*, by its reference.

    *taken* are ids of other messages. With *ours* the references are certainly of this client.
    """
    start = wire(min(one.started for one in sought) - SKEW, field="start")
    end = wire(max(one.ended for one in sought) + SETTLED + SKEW, field="end")
    records: list[MessageRecord] = []
    complete = True
    cursor = first_cursor(None, MESSAGES_PAGE)
    read = page_of(MessageRecord.from_resource)
    while not cursor.done:
        request = look_up_a_set_of_messages.request(
            version, limit=cursor.limit, offset=cursor.offset, start_date=start, end_date=end
        )
        page = transport.call(request, read, options)
        items, cursor = cursor.take(page)
        # A page that is empty or repeated, although more are announced, is not the end.
        complete = complete and len(items) == len(page.items) and bool(items or not page.more)
        records.extend(items)
    return sent_log.judged(sought, records, taken=taken, now=now, complete=complete, ours=ours)
