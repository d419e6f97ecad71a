"""Refused calls of the methods for messages."""

from __future__ import annotations

from flowroute_ext import Forbidden, InsufficientFunds, NotFound
from flowroute_ext.errors import MediaTooLarge
from operations.expected import NUMBER, OTHER
from operations.refusals.refusal import Refusal

BIG = "https://example.com/big.gif?bytes=767841"
UNKNOWN = "mdr2-39cadeace66e11e7aff806cd7f24ba2d"

MESSAGES = (
    Refusal(
        lambda f: f.messages.send(to=NUMBER, from_=OTHER, body="Hello"),
        Forbidden,
        "send_a_message",
    ),
    Refusal(
        lambda f: f.messages.send(to=OTHER, from_=NUMBER, body="Hello"),
        InsufficientFunds,
        "send_a_message",
        broke=True,
    ),
    Refusal(
        lambda f: f.messages.send(to=OTHER, from_=NUMBER, media_urls=[BIG]),
        MediaTooLarge,
        "send_a_message",
    ),
    Refusal(lambda f: f.messages.get(UNKNOWN), NotFound, "look_up_a_message_detail_record"),
    Refusal(lambda f: f.messages.get_callback("sms"), NotFound, "look_up_account_callback"),
    Refusal(lambda f: f.messages.remove_callback("mms"), NotFound, "remove_account_callback"),
)
