"""Reading the pages of message records while they grow."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from flowroute_api.models import Message as MessageResource
from flowroute_api.models import MessageList
from flowroute_ext._reconcile.sent_log import SentLog
from flowroute_ext._reconcile.server_clock import ServerClock
from flowroute_ext._sync import sent_messages
from flowroute_ext._sync.sent_messages import find_sent
from flowroute_ext.types import Clock, MessageQuery

NOW = datetime(2026, 11, 2, 8, 30, tzinfo=UTC)
LATER = NOW + timedelta(seconds=40)


class Later(Clock):
    """A clock at a time when every record is settled."""

    def now(self) -> datetime:
        return LATER


def record(number: int, body: str, at: datetime) -> dict[str, Any]:
    attributes = {
        "to": "12065550100",
        "from": "12065550142",
        "body": body,
        "direction": "outbound",
        "is_mms": False,
        "timestamp": at.strftime("%Y-%m-%dT%H:%M:%S.00Z"),
    }
    return {"type": "message", "id": f"mdr2-{number}", "attributes": attributes}


class Records:
    """A transport with records, newest first, and new ones before each page."""

    def __init__(self, records: list[dict[str, Any]], arrivals: list[int], most: int) -> None:
        self.records = records
        self.arrivals = arrivals
        self.most = most
        self.pages = 0
        self.server_clock = ServerClock(Later())

    def call(self, request: Any, read: Callable[[Any], Any], options: Any) -> Any:
        for _ in range(self.arrivals.pop() if self.arrivals else 0):
            self.records.insert(0, record(1000 + len(self.records), "another", LATER))
        self.pages += 1
        offset, limit = int(request.params["offset"]), int(request.params["limit"])
        cut = self.records[offset : offset + min(limit, self.most)]
        links = {"next": "/v2.1/messages"} if offset + len(cut) < len(self.records) else {}
        document = {"data": cut, "links": links}
        parsed = MessageList.from_dict(document)
        assert all(isinstance(one, MessageResource) for one in parsed.data)
        return read(parsed)


@given(
    st.lists(st.booleans(), max_size=8),
    st.integers(0, 20),
    st.lists(st.integers(0, 7), max_size=20),
    st.tuples(st.integers(1, 5), st.integers(1, 5)),
    st.randoms(use_true_random=False),
)
def test_pages_that_shift(
    accepted: list[bool], others: int, arrivals: list[int], sizes: tuple[int, int], rng: Any
) -> None:
    """No record is missed, whatever arrives between two pages of any size."""
    sought = [
        MessageQuery(f"row-{n}", "12065550100", "12065550142", f"text {n}", False, NOW, NOW)
        for n in range(len(accepted))
    ]
    there = [record(n, f"text {n}", NOW) for n, was in enumerate(accepted) if was]
    mixed = [*there, *(record(100 + n, "another", NOW) for n in range(others))]
    rng.shuffle(mixed)
    wanted, given_at_once = sizes
    transport: Any = Records(mixed, arrivals, given_at_once)
    before, sent_messages.MESSAGES_PAGE = sent_messages.MESSAGES_PAGE, wanted

    try:
        clock = Later()
        found = (
            find_sent(transport, SentLog(clock), "v2.1", sought, (), now=clock.now(), options={})
            if sought
            else {}
        )
    finally:
        sent_messages.MESSAGES_PAGE = before

    for n, was in enumerate(accepted):
        verdict = found[f"row-{n}"]
        if was:
            assert (verdict.verdict, verdict.id) in [
                ("accepted", f"mdr2-{n}"),
                ("still unknown", None),
            ]
        else:
            assert verdict.verdict in ("not accepted", "still unknown")


def test_a_server_that_repeats_itself(monkeypatch: Any) -> None:
    """A repeated page is not counted: what is missing may still exist."""
    monkeypatch.setattr(sent_messages, "MESSAGES_PAGE", 1)

    class Stuck(Records):
        def call(self, request: Any, read: Callable[[Any], Any], options: Any) -> Any:
            document = {"data": [record(1, "another", NOW)], "links": {"next": "/v2.1/messages"}}
            return read(MessageList.from_dict(document))

    transport: Any = Stuck([], [], 1)
    clock = Later()
    sought = [MessageQuery("x", "12065550100", "12065550142", "a", False, NOW, NOW)]

    found = find_sent(transport, SentLog(clock), "v2.1", sought, (), now=clock.now(), options={})

    assert (found["x"].verdict, found["x"].why) == (
        "still unknown",
        "the records could not be read to their end",
    )
