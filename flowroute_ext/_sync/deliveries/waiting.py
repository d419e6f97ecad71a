# Written by scripts/unasync.py from flowroute_ext/_async/deliveries/waiting.py. Do not edit.
"""Waiting for one message to be delivered: its record is read, less and less often."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, get_args

from flowroute_api.api.messages import look_up_a_message_detail_record

from ..._base.errors import ConnectionFailed, NotFound, RateLimited, ServerError
from ..._base.plain.literals import Until
from ..._base.problems import invalid, shown
from ..._calls.arguments import identifier
from ..._calls.options import checked_seconds
from ..._calls.polling import Pauses
from ..._outbox.deliveries.errors import DeliveryTimeout
from ..._outbox.deliveries.progress import reached
from ..._values.messages import MessageRecord, SentMessage
from ..._values.pages.messages import message_document

if TYPE_CHECKING:
    from ..._base.clock import Clock
    from ..._calls.config import MessagesVersion
    from ..._calls.types import MessageLike
    from ..transport import Transport

# Seconds between two looks.
PAUSES = Pauses(1.0, 30.0, growth=2)
# Seconds after which a message that has no record has none: they are there by then. A failure of
# Flowroute that lasts as long is more than a passing one.
NO_RECORD = 30.0
PASSING = (ConnectionFailed, RateLimited, ServerError)
# Seconds that are left at least for a look: with less, the time is up.
LAST_LOOK = 1.0


def wait(
    transport: Transport,
    version: MessagesVersion,
    clock: Clock,
    message: MessageLike,
    *,
    until: Until,
    timeout: float | None,
) -> MessageRecord:
    """Return the record of *message* once it is as far as *until*, as `messages.wait` does."""
    _check(until)
    seconds = checked_seconds(timeout, "timeout")
    message_id = identifier(message, (SentMessage, MessageRecord), "message")
    record = message if isinstance(message, MessageRecord) else None
    if record is not None and reached(record, until):
        return record
    begun = clock.monotonic()
    give_up = begun + (inf if seconds is None else seconds)
    request = look_up_a_message_detail_record.request(version, message_id)
    answered, failing_since = False, inf
    for pause in PAUSES:
        looked = clock.monotonic()
        left = give_up - looked
        failure: Exception | None = None
        try:
            record = transport.call(
                request, message_document, {} if left == inf else {"deadline": left}
            )
        except (NotFound, *PASSING) as error:
            answered = answered or isinstance(error, NotFound | RateLimited)
            failing_since = min(failing_since, looked)
            # Before the first answer it may be the address that is wrong, or the time too short.
            lasting = not answered or clock.monotonic() - failing_since >= NO_RECORD
            if lasting and (isinstance(error, NotFound) or clock.monotonic() < give_up):
                raise
            failure = error
        else:
            answered, failing_since = True, inf
            if reached(record, until):
                return record
        left = give_up - clock.monotonic()
        if left <= LAST_LOOK:
            raise DeliveryTimeout(message_id, until, give_up - begun, record) from failure
        clock.sleep(min(pause, left - LAST_LOOK))
    raise AssertionError("unreachable: there is always another pause")


def _check(until: object) -> None:
    if until in get_args(Until):
        return
    raise invalid(
        "waiting",
        "until",
        shown(until),
        rule="must be 'sent', 'delivered' or 'final'",
        cure="give one of these",
    )
