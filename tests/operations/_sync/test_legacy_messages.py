# Written by scripts/unasync.py from tests/operations/_async/test_legacy_messages.py. Do not edit.
"""The messages of version 2, by the operations of the document."""

from __future__ import annotations

import pytest
from operations.control import Control
from operations.expected import NUMBER

from flowroute_api.api.messages import (
    look_up_a_message_detail_record_v2,
    look_up_a_set_of_messages_v2,
    send_a_message_v2,
)
from flowroute_api.models import MessageSendV2
from flowroute_ext import Flowroute

TO = "12065550199"
TEXT = "Your table is ready."


@pytest.mark.proves(
    "send_a_message_v2", "look_up_a_message_detail_record_v2", "look_up_a_set_of_messages_v2"
)
def test_a_legacy_message(flowroute: Flowroute, account: Control) -> None:
    """A message that was sent has a record, by itself and among those since a day."""
    account.own(NUMBER)
    text = MessageSendV2(to=TO, from_=NUMBER, body=TEXT)
    sent = flowroute.call(send_a_message_v2, body=text)
    account.advance(3)

    found = flowroute.call(look_up_a_message_detail_record_v2, sent.data.id)
    listed = flowroute.call(look_up_a_set_of_messages_v2, start_date="2020-01-01")

    record = found.data.attributes
    assert (found.data.id, record.to, record.from_, record.body) == (sent.data.id, TO, NUMBER, TEXT)
    assert [each.id for each in listed.data] == [sent.data.id]
