"""Messages: sending them, their records, and their callbacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flowroute_api.api.messages import (
    look_up_a_message_detail_record_v2,
    look_up_a_set_of_messages_v2,
    send_a_message_v2,
)
from flowroute_api.models import MessageSendV2

if TYPE_CHECKING:
    from datetime import date

    import httpx

    from flowroute_api.models import MessageDocumentV2, MessageListV2, SentMessageDocumentV2
    from flowroute_ext import Callback, Flowroute, MessageRecord, Number, SentMessage


def report(flowroute: Flowroute) -> None:
    """Have delivery receipts of the whole account reported to a URL."""
    flowroute.messages.set_callback("sms_dlr", "https://example.com/receipts")


def callback(flowroute: Flowroute) -> Callback:
    """Look up where they are reported."""
    return flowroute.messages.get_callback("sms_dlr")


def report_no_longer(flowroute: Flowroute) -> None:
    """Stop reporting them."""
    flowroute.messages.remove_callback("sms_dlr")


def sent(flowroute: Flowroute, number: Number, phone: str) -> SentMessage:
    """Send a text."""
    return flowroute.messages.send(to=phone, from_=number, body="Your table is ready.")


def carrier_accepts(sandbox: httpx.Client, sent: SentMessage) -> None:
    """A carrier would take some seconds; the sandbox does it at once."""
    sandbox.post(f"/_sandbox/messages/{sent.id}/deliver").raise_for_status()


def messages(flowroute: Flowroute, today: date) -> list[MessageRecord]:
    """The messages since midnight UTC, newest first."""
    return list(flowroute.messages.list(start=today, limit=3))


def record(flowroute: Flowroute, messages: list[MessageRecord]) -> MessageRecord:
    """One message, with its delivery receipts."""
    return flowroute.messages.get(messages[0])


def legacy_sent(flowroute: Flowroute, number: Number, phone: str) -> SentMessageDocumentV2:
    """Send a text by the legacy version 2, by the low level."""
    text = MessageSendV2(to=phone, from_=number.value, body="Your table is ready.")
    return flowroute.call(send_a_message_v2, body=text)


def legacy_messages(flowroute: Flowroute, today: date) -> MessageListV2:
    """The messages since midnight UTC, as that version writes them."""
    return flowroute.call(look_up_a_set_of_messages_v2, start_date=f"{today}", limit=1)


def legacy_record(flowroute: Flowroute, messages: list[MessageRecord]) -> MessageDocumentV2:
    """One of them."""
    return flowroute.call(look_up_a_message_detail_record_v2, messages[0].id)
