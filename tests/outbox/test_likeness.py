"""Which messages count as equal, for `Outbox` and for `send_once`."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime

import attrs
import pytest

from flowroute_ext import Message
from flowroute_ext._outbox.drafts import Defaults, packed, unpacked
from flowroute_ext._outbox.row_parsing import checked
from flowroute_ext._reconcile.at_most_once import likeness
from flowroute_ext._reconcile.verdicts import content
from flowroute_ext.types import MessageQuery
from outbox.texts import OWN

TEXT = Message(to="13125550110", from_=OWN, body="Your table is ready.")
URL = "https://example.com/a.png?of=\u00fc&x=%22"
STRANGE = ['"\\/\b\f\n\r\t\0\x1f\x7f', "\u00e9\u2028\u2029\ufeff", "\U0001f427", "{}[]:,'", " x "]
WRITTEN = [
    *(Message(to="13125550110", from_=OWN, body=body) for body in STRANGE),
    *(Message(to="13125550110", from_=OWN, body="x", is_mms=is_mms) for is_mms in (True, False)),
    Message(
        to="13125550110", from_=OWN, media_urls=[URL], dlr_callback="https://example.com/\u00e9"
    ),
    Message(to="13125550110", from_=OWN, body="x", media_urls=[URL, URL], is_mms=True),
]
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


def digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()


@pytest.mark.parametrize("message", WRITTEN, ids=range(len(WRITTEN)))
def test_what_is_written_of_a_message(message):
    """A file keeps messages, likenesses and references as JSON and its digests, for good."""
    (draft,) = checked([(1, message)], Defaults())
    parts = {
        name: value for name, value in attrs.asdict(message).items() if value not in (None, ())
    }
    to, from_, body = message.to, message.from_, message.body
    content = [to, from_, body, message.media_urls, message.kind]

    compact = {"ensure_ascii": False, "separators": (",", ":")}
    assert draft.packed == packed(message) == json.dumps(parts, **compact)
    assert unpacked(draft.packed) == message
    assert likeness(message) == digest(json.dumps([to, from_, body, message.kind == "mms"]))
    assert draft.reference == digest(f"{json.dumps(content, ensure_ascii=False)} 1")
