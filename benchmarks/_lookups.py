"""How often verdicts on unknown outcomes are right, with random delays, clocks and equal texts."""

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


def verdicts(chance: random.Random, texts: int, wait: float) -> list[tuple[bool, str]]:
    """Return for each of some equal texts whether it was accepted, and the verdict on it.

    Flowroute accepts a text at some moment of its attempt or up to half a minute after it, or
    never; stamps it by a clock that is off; and shows it some time later, within that half minute.
    *wait* is the time of the lookup after the last attempt, in half minutes.
    """
    skew = chance.uniform(-1, 1) * NEAR
    sought: list[MessageQuery] = []
    accepted_at: list[datetime | None] = []
    for number in range(texts):
        started = START + timedelta(seconds=chance.uniform(0, chance.choice((0, 20, 200))))
        ended = started + timedelta(seconds=chance.choice((0.1, 5, 30)))
        sought.append(MessageQuery(str(number), TO, FROM, TEXT, False, started, ended))
        accepted = started + chance.random() * (ended + SETTLED - started)
        accepted_at.append(accepted if chance.random() < 0.5 else None)
    now = max(one.ended for one in sought) + wait * SETTLED
    seen: list[MessageRecord] = []
    for number, (one, at) in enumerate(zip(sought, accepted_at, strict=True)):
        if at is not None and at + chance.random() * (one.ended + SETTLED - at) <= now:
            seen.append(record(number, at + skew))
    chance.shuffle(seen)
    found = judge(sought, seen, taken=(), now=now)
    return [
        (at is not None, found[one.reference].verdict)
        for one, at in zip(sought, accepted_at, strict=True)
    ]


def one_text(count: int) -> Counter[tuple[bool, str]]:
    """Count the verdicts on single texts, after half a minute or more."""
    chance = random.Random(1)
    return Counter(pair for _ in range(count) for pair in verdicts(chance, 1, chance.uniform(1, 3)))


def equal_texts(count: int) -> Counter[tuple[bool, str]]:
    """Count the verdicts on up to four equal texts, at any time."""
    chance = random.Random(1)
    return Counter(
        pair
        for _ in range(count)
        for pair in verdicts(chance, chance.randint(1, 4), chance.uniform(-0.2, 3))
    )
