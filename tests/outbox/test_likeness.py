"""Which messages count as equal, for `Outbox` and for `send_once`."""

from __future__ import annotations

from datetime import UTC, datetime

import attrs
import pytest

from flowroute_ext import Message
from flowroute_ext._reconcile.at_most_once import likeness
from flowroute_ext._reconcile.verdicts import content
from flowroute_ext.types import MessageQuery
from outbox.texts import OWN

TEXT = Message(to="13125550110", from_=OWN, body="Your table is ready.")
NOW = datetime(2026, 5, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "change",
    [{"to": "13125550111"}, {"from_": "12065550199"}, {"body": "Hello"}, {"is_mms": True}],
    ids=str,
)
def test_messages_that_records_tell_apart(change):
    """Numbers, text, and SMS or MMS distinguish messages."""
    assert likeness(attrs.evolve(TEXT, **change)) != likeness(TEXT)


def test_messages_that_records_do_not_tell_apart():
    """Media and callbacks are not in Flowroute's records."""
    picture = Message(to=TEXT.to, from_=OWN, media_urls=["https://example.com/a.png"])
    other = attrs.evolve(
        picture,
        media_urls=["https://example.com/b.png"],
        dlr_callback="https://example.com/dlr",
    )

    assert likeness(other) == likeness(picture)


@pytest.mark.parametrize("message", [TEXT, attrs.evolve(TEXT, is_mms=True)], ids=["sms", "mms"])
def test_a_message_and_its_query(message):
    """A message has the content by which its records are looked up."""
    query = MessageQuery.of(message, reference="order-1", started=NOW, ended=NOW)

    assert content(message) == content(query)
