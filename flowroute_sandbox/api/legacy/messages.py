"""Messages by the legacy version 2: texts alone, and records in its form.

developer.flowroute.com: Send a Message (v2), Look Up a Message Detail Record (v2), Look Up a Set of
Messages (v2); flowroute-messaging-python README.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING

from flowroute_sandbox.api import messages
from flowroute_sandbox.api.message_bodies import outbound
from flowroute_sandbox.api.new_messages import accept
from flowroute_sandbox.http.errors import NOT_ON_ACCOUNT, Refused
from flowroute_sandbox.http.fields import Fields
from flowroute_sandbox.http.json_responses import Document, json_response
from flowroute_sandbox.http.router import route
from flowroute_sandbox.state.prices import price

if TYPE_CHECKING:
    from flowroute_sandbox.api.context import Context
    from flowroute_sandbox.http.messages import Response
    from flowroute_sandbox.state.entities import MessageRow

VERSION = {"version": "v2"}
TYPES = {"longcode": "long-code"}


@route("POST", "/v2/messages")
def send_a_message_v2(context: Context) -> Response:
    """200 with the id of the message, which is queued."""
    context = replace(context, path=VERSION)
    body = messages.counted_body(context)
    sent = Fields(body)
    sent.required("body")
    sent.check()
    kept = ("to", "from", "body")
    # Assumed: legacy-members
    texts = {name: value for name, value in body.attributes.items() if name in kept}
    message = accept(context, outbound(context, replace(body, attributes=texts)))
    return json_response({"data": {"id": message.id}})


@route("GET", "/v2/messages/{message_id}")
def look_up_a_message_detail_record_v2(context: Context) -> Response:
    """200 with one message."""
    message = context.account.messages.get(context.path["message_id"])
    if message is None:
        raise Refused(NOT_ON_ACCOUNT)
    return json_response({"data": _resource(context, message)})


@route("GET", "/v2/messages")
def look_up_a_set_of_messages_v2(context: Context) -> Response:
    """200 with the messages of a period, the newest first."""
    rows, links = messages.period(replace(context, path=VERSION))
    # Assumed: legacy-lists
    return json_response({"data": [_resource(context, row) for row in rows], "links": links})


def _resource(context: Context, message: MessageRow) -> Document:
    number = message.sender if message.outbound else message.recipient
    callbacks = context.account.callbacks
    callback = callbacks.get(f"{number}/sms_callback") or callbacks.get("account/sms_callback")
    return {
        "attributes": {
            "body": message.body,
            "direction": "outbound" if message.outbound else "inbound",
            "amount_nanodollars": message.amount,
            "message_encoding": message.encoding,
            "timestamp": message.accepted.astimezone(UTC).isoformat(timespec="microseconds"),
            "has_mms": message.is_mms,
            "to": message.recipient,
            "amount_display": price(message.amount),
            "from": message.sender,
            "callback_url": callback.url if callback else None,
            "type": "messages",
            "message_type": TYPES.get(message.message_type, message.message_type),
        },
        "type": "message",
        "id": message.id,
    }
