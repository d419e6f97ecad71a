"""SMS and MMS: send, look up, list, and their callbacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

from flowroute_api.api.messages import (
    look_up_a_message_detail_record,
    look_up_a_set_of_messages,
    look_up_account_callback,
    remove_account_callback,
    send_a_message,
    set_account_callback,
)

from .._base.frames import all_clear_frames
from .._base.problems import invalid
from .._base.times import wire
from .._builders.callbacks import callback_kind, proven_reference
from .._builders.messages import Message
from .._calls import bodies
from .._calls.arguments import identifier, optional
from .._calls.options import checked_options, checked_send_options, new_reference
from .._http.responses import as_it_is
from .._outbox.deliveries.recording import read
from .._values.callbacks import Callback
from .._values.messages import MessageRecord, SentMessage
from .._values.pages.messages import message_document
from .deliveries.waiting import wait
from .paging import AsyncListing
from .sent_messages import MESSAGES_PAGE, READ_PAGE, find_sent

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from datetime import date, datetime
    from typing import Unpack

    from .._base.clock import Clock
    from .._base.plain.literals import Until
    from .._builders.callbacks import CallbackKind
    from .._calls.config import MessagesVersion
    from .._calls.options import Options, SendOptions
    from .._calls.types import MessageLike, NumberLike
    from .._reconcile.sent_log import SentLog
    from .._reconcile.verdicts import MessageQuery, Resolution
    from .._webhooks.proofs import ReceiptLike
    from .rate_limiter import AsyncRateLimiter
    from .reconciler import AsyncReconciler
    from .transport import AsyncTransport


@all_clear_frames
class AsyncMessages:
    """SMS and MMS, sent and received."""

    def __init__(
        self,
        transport: AsyncTransport,
        reconciler: AsyncReconciler,
        sent_log: SentLog,
        limiter: AsyncRateLimiter | None,
        *,
        version: MessagesVersion,
        clock: Clock,
        receipt_key: bytes,
    ) -> None:
        self._transport = transport
        self._reconciler = reconciler
        self._sent_log = sent_log
        self._limiter = limiter
        self._version: MessagesVersion = version
        self._clock = clock
        self._receipt_key = receipt_key

    @overload
    async def send(self, message: Message, /, **options: Unpack[SendOptions]) -> SentMessage: ...

    @overload
    async def send(
        self,
        message: None = None,
        /,
        *,
        to: NumberLike,
        from_: NumberLike,
        body: str | None = None,
        media_urls: Iterable[str] = (),
        is_mms: bool | None = None,
        dlr_callback: str | None = None,
        **options: Unpack[SendOptions],
    ) -> SentMessage: ...

    async def send(
        self,
        message: Message | None = None,
        /,
        *,
        to: NumberLike = "",
        from_: NumberLike = "",
        body: str | None = None,
        media_urls: Iterable[str] = (),
        is_mms: bool | None = None,
        dlr_callback: str | None = None,
        **options: Unpack[SendOptions],
    ) -> SentMessage:
        """Send one SMS or MMS and return its id; it is never sent twice.

        Pass a `Message`, or its fields: an SMS has a *body*; *media_urls*, or *is_mms*, make
        it an MMS. Delivery receipts go to *dlr_callback* instead of any other callback.
        Beyond 5 SMS or 1 MMS a second, or the client's `RateLimit`, it waits.

        Raises `InvalidValue` before anything is sent; `RateLimited` if the responses are 429
        all the same, after all retries; `Forbidden` or `Unprocessable` where you may not send
        from *from_*; `MediaTooLarge`; `ConnectFailed`, after which it was not sent. Where the
        response is lost it is not sent again, and `OutcomeUnknown` is raised; with
        ``resolve=True`` the outcome is found out first, which takes half a minute if it was
        not accepted, and only then is it sent again.
        (developer.flowroute.com: Send an SMS, Send an MMS)
        """
        if message is None:
            message = Message(
                to=to,
                from_=from_,
                body=body,
                media_urls=media_urls,
                is_mms=is_mms,
                dlr_callback=dlr_callback,
            )
        elif to or from_ or body or media_urls or is_mms is not None or dlr_callback:
            raise invalid(
                "message",
                "the message",
                "a Message and fields of another",
                rule="must be one or the other",
                cure="use attrs.evolve(message, …) to change a Message",
            )
        return await self._send(message, options)

    async def _send(
        self,
        message: Message,
        options: SendOptions,
        admit: Callable[[], None] | None = None,
        receipt_key: bytes | None = None,
    ) -> SentMessage:
        """Send *message* as `send` does, with what an outbox adds to it.

        No request leaves unless *admit* returns, which is called right before it. *receipt_key* is
        that of an outbox.
        """
        checked = checked_send_options(options)
        reference = checked["reference"] = checked.get("reference") or new_reference()
        key = receipt_key or self._receipt_key
        request = send_a_message.request(
            self._version, body=bodies.message(message, self._version, reference, key)
        )
        limiter = self._limiter
        permits = None if limiter is None else limiter.queue(request.path, message.kind)
        with self._sent_log.sending(message, reference) as sending:
            sent = await self._reconciler.send(
                request, SentMessage.from_document, checked, permits, sending.admitting(admit)
            )
            sending.id = sent.id
        return sent

    @overload
    def record_receipt(self, reference: str, message: MessageLike | ReceiptLike) -> None: ...

    @overload
    def record_receipt(self, receipt: ReceiptLike, /, *, url: str | bytes) -> bool: ...

    def record_receipt(
        self, reference: Any, message: Any = None, *, url: str | bytes | None = None
    ) -> bool | None:
        """Record a receipt, so that an unknown outcome is resolved without Flowroute's records.

        Give a `DeliveryReceipt` or the body of the webhook, and the *url* it was posted to: the SDK
        puts the reference of a message into its `dlr_callback`, with a proof that only clients with
        the same credentials can make; else it is False. Or give the *reference* and the receipt, or
        the message, if you know them to be true; another webhook is an `InvalidValue`.
        """
        if url is None:
            # Imported when needed: programs that only send do not read webhooks.
            from .._webhooks.proofs import without_receipt

            sent = without_receipt(message, reference)
            message_id = identifier(sent, (SentMessage, MessageRecord), "message")
            self._sent_log.record_receipt(reference, message_id)
            return None
        receipt, proven = read(reference), proven_reference(url, self._receipt_key)
        if receipt is None or proven is None:
            return False
        self._sent_log.record_receipt(proven, receipt.message_id)
        return True

    async def find_sent(
        self,
        sought: Iterable[MessageQuery],
        *,
        taken: Collection[str] = (),
        of_other_texts: Collection[str] = (),
        **options: Unpack[Options],
    ) -> dict[str, Resolution]:
        """Return the outcomes of messages with unknown ones, by reference, as records show now.

        *taken* are ids that are known to be of other messages, and *of_other_texts* those that
        are taken to be, by their texts, and count unless these are similar to one sought. All
        messages of the same text with an unknown outcome have to be passed together: equal ones
        are distinguished by counting. Looks once, without waiting.
        """
        gathered = [*sought]
        if not gathered:
            return {}
        return await find_sent(
            self._transport,
            self._sent_log,
            self._version,
            gathered,
            taken,
            of_other_texts=of_other_texts,
            now=self._transport.server_clock.here().earliest,
            options=checked_options(options),
        )

    async def get(self, message: MessageLike, **options: Unpack[Options]) -> MessageRecord:
        """Return the message detail record (MDR) of one message; raise `NotFound`.

        *message* is its id, or what `send()` or `list()` returned.
        """
        message_id = identifier(message, (SentMessage, MessageRecord), "message")
        request = look_up_a_message_detail_record.request(self._version, message_id)
        return await self._transport.call(request, message_document, options)

    async def wait(
        self,
        message: MessageLike,
        *,
        until: Until = "delivered",
        timeout: float | None = 60.0,
    ) -> MessageRecord:
        """Return the record of a message that was sent, once it is as far as *until*.

        ``"sent"`` is sent to the carrier, ``"delivered"`` what Flowroute reports as such, at least
        accepted by the carrier, and ``"final"`` delivered or not. The record is read at once, and
        then less and less often; a failure that may pass ends it only after half a minute.

        Raises `NotDelivered` if it certainly will not be, unless *until* is ``"final"``;
        `DeliveryTimeout` after *timeout* seconds; `NotFound` without a record in half a minute.
        """
        return await wait(
            self._transport, self._version, self._clock, message, until=until, timeout=timeout
        )

    def list(
        self,
        *,
        start: datetime | date | str,
        end: datetime | date | str | None = None,
        limit: int | None = None,
        **options: Unpack[Options],
    ) -> AsyncListing[MessageRecord]:
        """Return the messages from *start* to *end*, or to now, newest first.

        Times are aware datetimes, or dates, which are UTC. *limit* is the greatest number of
        them; all if not given.
        """
        since = wire(start, field="start")
        until = optional(None if end is None else wire(end, field="end"))
        return AsyncListing(
            self._transport,
            lambda limit, offset: look_up_a_set_of_messages.request(
                self._version, limit=limit, offset=offset, start_date=since, end_date=until
            ),
            READ_PAGE,
            limit=limit,
            page_size=MESSAGES_PAGE,
            options=options,
        )

    async def set_callback(self, kind: CallbackKind, url: str, **options: Unpack[Options]) -> None:
        """Set the *url* that Flowroute posts *kind* of the whole account to.

        *kind* is ``"sms"`` or ``"mms"`` for inbound messages, ``"sms_dlr"`` or ``"mms_dlr"``
        for delivery receipts. A number's own callback is used instead, if it has one.
        """
        request = set_account_callback.request(
            self._version, callback_kind(kind), body=bodies.callback(url)
        )
        await self._transport.call(request, as_it_is, options)

    async def get_callback(self, kind: CallbackKind, **options: Unpack[Options]) -> Callback:
        """Return the account's callback for *kind*; raise `NotFound` if it has none."""
        request = look_up_account_callback.request(self._version, callback_kind(kind))
        return await self._transport.call(request, Callback.from_document, options)

    async def remove_callback(self, kind: CallbackKind, **options: Unpack[Options]) -> None:
        """Remove the account's callback for *kind*."""
        request = remove_account_callback.request(self._version, callback_kind(kind))
        await self._transport.call(request, as_it_is, options)
