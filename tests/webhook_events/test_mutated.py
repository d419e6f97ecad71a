"""Documented bodies with parts that are missing, wrong or of another, and with other bytes."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowroute_ext import webhooks
from webhook_events.documented import BODIES, DOCUMENTS

JUNK: tuple[Any, ...] = (
    *(None, True, 0, -1, 1.5, float("nan"), float("inf"), 1e308, 10**900, "9" * 5000, "1e400"),
    *("", " ", "x", "\ud800", "\0", [], {}, [[]], [{}], {"data": {}}, {"attributes": {"id": 1}}),
    *("message", "delivery_receipt", "po_status_change", "inbound", "outbound"),
    *("12065550100", 12065550100, "+447700900123", "１２０６５５５０１００", "22395"),
    *("2022-13-45", "2022-02-06T17:52:33+99:99", "0001-01-01T00:00:00+14:00", "10:10 am pm"),
)
NAMES = (
    *("type", "id", "data", "attributes", "included", "relationships", "media", "from", "to"),
    *("body", "status", "level", "status_code", "direction", "event_type", "resource_id"),
)
BYTES = b'{}[]",:0123456789eE+-.\\u \xff\x00\xf0'


def places(document: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each object and list in a document, with each of its names or indices."""
    waiting = [document]
    while waiting:
        one = waiting.pop()
        members = one.items() if isinstance(one, dict) else enumerate(one)
        for name, inner in members:
            yield one, name
            if isinstance(inner, dict | list):
                waiting.append(inner)


def changed(document: Any, rng: random.Random) -> Any:
    """A document with one to four parts changed, removed or added."""
    found = copy.deepcopy(document)
    for _ in range(rng.randint(1, 4)):
        owner, name = rng.choice([(found, "data"), *places(found)])
        junk = copy.deepcopy(rng.choice(JUNK))
        if rng.random() < 0.2 and name in (owner if isinstance(owner, dict) else ()):
            del owner[name]
        elif rng.random() < 0.3 and isinstance(owner, dict):
            owner[rng.choice(NAMES)] = junk
        else:
            owner[name] = junk
    return found


def damaged(body: str, rng: random.Random) -> bytes:
    """A body with some bytes changed, removed or added."""
    found = bytearray(body.encode())
    for _ in range(rng.randint(1, 6)):
        place = rng.randrange(len(found) + 1)
        removed = rng.choice((0, 1, rng.randint(1, 20)))
        found[place : place + removed] = rng.choices(BYTES, k=rng.randint(0, 9))
    return bytes(found)


def check(body: Any) -> str:
    """Check that *body* is an event that can be used, or no webhook; return which."""
    try:
        event = webhooks.parse(body)
    except webhooks.InvalidWebhook:
        return "no webhook"
    assert event == webhooks.parse(body)
    assert isinstance(hash(event), int)
    assert len(repr(event)) < 20_000
    assert event.key.isascii()
    assert event.key.isprintable()
    assert len(event.key) < 300
    # Nothing in it that JSON or a database could not take.
    assert json.dumps(event.to_dict(), allow_nan=False, ensure_ascii=False).encode()
    match event:
        case (
            webhooks.InboundMessage(timestamp=timestamp)
            | webhooks.DeliveryReceipt(timestamp=timestamp)
        ):
            assert timestamp is None or timestamp.utcoffset() is not None
        case _:
            pass
    return event.kind


@pytest.mark.once
@pytest.mark.parametrize("part", range(5))
def test_mutated_bodies(part: int, size: Callable[[int, int], int], rng: random.Random) -> None:
    """Of 100,000 mutated bodies each is an event or no webhook, and none raises another error."""
    found: set[str] = set()
    for _ in range(size(300, 20_000)):
        name = rng.choice([*DOCUMENTS])
        document = changed(DOCUMENTS[name], rng)
        found.add(check(rng.choice([document, json.dumps(document), damaged(BODIES[name], rng)])))

    assert found == {"message", "receipt", "status_change", "unknown", "no webhook"}


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(NAMES) | st.text(), inner),
    max_leaves=10,
)


@pytest.mark.once
@given(st.binary() | st.text())
def test_any_body(body: bytes | str) -> None:
    """So it is of any bytes and any text."""
    check(body)


@pytest.mark.once
@given(ANYTHING, st.sampled_from([*DOCUMENTS]))
def test_new_members(value: object, name: str) -> None:
    """New members, which Flowroute may add at any time, change nothing."""
    document = copy.deepcopy(DOCUMENTS[name])
    owner = document.get("data", document)
    for one in (document, owner, owner.get("attributes", owner)):
        one["added_later"] = value

    assert webhooks.parse(document) == webhooks.parse(BODIES[name])
