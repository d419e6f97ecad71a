"""Calls of the methods for messages."""

from __future__ import annotations

from datetime import UTC, date, datetime

from ext.calls.call import HOOK, NUMBER, Call, page

from flowroute_api.api.messages import (
    look_up_a_message_detail_record_v2,
    look_up_a_set_of_messages_v2,
    send_a_message_v2,
)
from flowroute_api.models import MessageSendV2
from flowroute_ext import Message

TO = "12065550100"
MENU = "https://example.com/menu.png"
MDR1 = "mdr1-fab29a740129404a8ca794efc1359e12"
MDR = "mdr2-39cadeace66e11e7aff806cd7f24ba2d"
# Of that reference, by the credentials of these calls: the same in every process.
PROOF = "78e9b09af66d67885f6376637caa2183"
SINCE = datetime(2026, 11, 1, 8, 30, tzinfo=UTC)

MESSAGES = (
    Call(
        lambda flowroute: flowroute.messages.send(
            Message(to="+1 206-555-0100", from_=NUMBER, body="Your table is ready.")
        ),
        "send_a_message",
        "POST",
        "/v2.1/messages",
        body={"to": TO, "from": NUMBER, "body": "Your table is ready."},
    ),
    Call(
        lambda flowroute: flowroute.messages.send(
            to=TO,
            from_=NUMBER,
            body="Menu",
            media_urls=[MENU],
            is_mms=True,
            dlr_callback=HOOK,
            reference="order 17",
        ),
        "send_a_message",
        "POST",
        "/v2.1/messages",
        body={
            "to": TO,
            "from": NUMBER,
            "body": "Menu",
            "media_urls": [MENU],
            "is_mms": True,
            "dlr_callback": f"{HOOK}?flowroute_reference=order%2017&flowroute_proof={PROOF}",
        },
    ),
    Call(
        lambda flowroute: flowroute.call(
            send_a_message_v2, body=MessageSendV2(to=TO, from_=NUMBER, body="Ready.")
        ),
        "send_a_message_v2",
        "POST",
        "/v2/messages",
        body={"to": TO, "from": NUMBER, "body": "Ready."},
    ),
    Call(
        lambda flowroute: flowroute.call(look_up_a_message_detail_record_v2, MDR1),
        "look_up_a_message_detail_record_v2",
        "GET",
        f"/v2/messages/{MDR1}",
    ),
    Call(
        lambda flowroute: flowroute.call(
            look_up_a_set_of_messages_v2, start_date="2026-11-01", limit=7
        ),
        "look_up_a_set_of_messages_v2",
        "GET",
        "/v2/messages",
        {"start_date": "2026-11-01", "limit": "7"},
    ),
    Call(
        lambda flowroute: flowroute.messages.get(MDR),
        "look_up_a_message_detail_record",
        "GET",
        f"/v2.1/messages/{MDR}",
    ),
    Call(
        lambda flowroute: flowroute.messages.list(start=SINCE, end=date(2026, 11, 2), limit=7),
        "look_up_a_set_of_messages",
        "GET",
        "/v2.1/messages",
        page(7, start_date="2026-11-01T08:30:00.00Z", end_date="2026-11-02"),
    ),
    Call(
        lambda flowroute: flowroute.messages.set_callback("mms", HOOK),
        "set_account_callback",
        "PUT",
        "/v2.1/messages/mms_callback",
        body={"callback_url": HOOK},
    ),
    Call(
        lambda flowroute: flowroute.messages.get_callback("sms_dlr"),
        "look_up_account_callback",
        "GET",
        "/v2.1/messages/sms_dlr_callback",
    ),
    Call(
        lambda flowroute: flowroute.messages.remove_callback("sms"),
        "remove_account_callback",
        "DELETE",
        "/v2.1/messages/sms_callback",
    ),
)
