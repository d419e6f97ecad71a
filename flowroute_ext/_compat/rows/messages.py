"""The methods of `client.messages`."""

from __future__ import annotations

from typing import Final

from .. import arguments as read
from .. import bodies, hints
from ..table import REQUIRED, Method, Parameter
from .common import LIMIT, OFFSET, callback, did, record


def account_callback(name: str, kind: str) -> Method:
    """Return the method that sets the account's callback for *kind*."""
    return Method(
        name,
        "set_account_callback",
        (callback("url"),),
        hints.call(f'messages.set_callback("{kind.removesuffix("_callback")}", url)'),
        (("callback_type", kind),),
    )


METHODS: Final = (
    Method(
        "send_a_message",
        "send_a_message",
        (Parameter("body", "Body", bodies.message, "body"),),
        hints.sent,
    ),
    Method(
        "look_up_a_set_of_messages",
        "look_up_a_set_of_messages",
        (
            Parameter("start_date", "date | str", read.when, "start_date"),
            Parameter("end_date", "date | str | None", read.when, "end_date", None),
            LIMIT,
            OFFSET,
        ),
        hints.listed("messages.list", start_date="start", end_date="end"),
    ),
    Method(
        "look_up_a_message_detail_record",
        "look_up_a_message_detail_record",
        (record("id", "message_id"),),
        hints.call("messages.get(message)"),
    ),
    # In the controllers and demos; the READMEs do not list them.
    Method(
        "set_account_level_callback",
        "set_account_callback",
        (
            Parameter("callback_type", "str", read.kind, "callback_type", REQUIRED),
            callback("callback_url"),
        ),
        hints.call("messages.set_callback(kind, url)"),
    ),
    account_callback("set_account_level_sms_callback", "sms_callback"),
    account_callback("set_account_level_mms_callback", "mms_callback"),
    account_callback("set_account_level_dlr_callback", "dlr_callback"),
    # Of the Python SDK; only its demo is known, not the names of its parameters.
    Method(
        "set_did_level_dlr_callback",
        "set_number_callback",
        (did("did_id"), callback("url")),
        hints.call('numbers.set_callback(number, "sms_dlr", url)'),
        (("callback_type", "dlr_callback"),),
    ),
)
