"""How often the verdict on a lost answer is right, over random delays, clocks and equal texts."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, datetime, timedelta

from flowroute_api.models import Message
from flowroute_ext._reconcile.verdicts import NEAR, SETTLED, MessageQuery, judge
from flowroute_ext._values.messages import MessageRecord

START = datetime(2026, 1, 1, tzinfo=UTC)
FROM, TO, TEXT = "12065550100", "13125550199", "Your table is ready."


def record(number: int, at: datetime) -> MessageRecord:
    """The record of an equal text."""
    attributes = {
        "to": TO,
        "from": FROM,
        "body": TEXT,
        "is_mms": False,
        "direction": "outbound",
        "timestamp": at.isoformat(),
    }
    resource = {"type": "message", "id": f"mdr2-{number:032x}", "attributes": attributes}
    return MessageRecord.from_resource(Message.from_dict(resource))


def verdicts(luck: random.Random, texts: int, wait: float) -> list[tuple[bool, str]]:
    """Equal texts whose answers were lost: whether each was accepted, and what is said.

    Flowroute takes a text at some moment of its attempt or up to half a minute after it, or never;
    stamps it by a clock that is off; and shows it some time later, within that half minute.
    *wait* is how many half minutes after the last attempt one looks.
    """
    skew = luck.uniform(-1, 1) * NEAR
    sought: list[MessageQuery] = []
    took: list[datetime | None] = []
    for number in range(texts):
        started = START + timedelta(seconds=luck.uniform(0, luck.choice((0, 20, 200))))
        ended = started + timedelta(seconds=luck.choice((0.1, 5, 30)))
        sought.append(MessageQuery(str(number), TO, FROM, TEXT, False, started, ended))
        taken = started + luck.random() * (ended + SETTLED - started)
        took.append(taken if luck.random() < 0.5 else None)
    now = max(one.ended for one in sought) + wait * SETTLED
    seen: list[MessageRecord] = []
    for number, (one, at) in enumerate(zip(sought, took, strict=True)):
        if at is not None and at + luck.random() * (one.ended + SETTLED - at) <= now:
            seen.append(record(number, at + skew))
    luck.shuffle(seen)
    found = judge(sought, seen, taken=(), now=now)
    return [
        (at is not None, found[one.reference].verdict) for one, at in zip(sought, took, strict=True)
    ]


def one_text(count: int) -> Counter[tuple[bool, str]]:
    """What is said of single texts, once half a minute has passed."""
    luck = random.Random(1)
    return Counter(pair for _ in range(count) for pair in verdicts(luck, 1, luck.uniform(1, 3)))


def equal_texts(count: int) -> Counter[tuple[bool, str]]:
    """What is said of up to four equal texts, at any time."""
    luck = random.Random(1)
    return Counter(
        pair
        for _ in range(count)
        for pair in verdicts(luck, luck.randint(1, 4), luck.uniform(-0.2, 3))
    )
