"""What receipts report of the rows that were sent: in any order, from several processes."""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime
from itertools import permutations
from random import Random
from subprocess import PIPE, Popen

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from flowroute_ext import Outbox
from flowroute_ext._outbox import indexes, schema
from flowroute_ext._outbox.deliveries import recording
from flowroute_ext._outbox.deliveries.reports import Report
from flowroute_ext._outbox.outcomes import Outcome
from flowroute_ext._outbox.store import OutboxStore
from flowroute_ext.types import OutboxCounts
from flowroute_ext.webhooks import parse
from outbox.clients import START
from outbox.leases import next_row
from outbox.receipts import (
    BUFFERED,
    DELIVERED,
    FAILED,
    ODD,
    SUBMITTED,
    genuine_url,
    receipt,
)
from outbox.texts import rows


@pytest.fixture
def sent(outbox) -> Outbox:
    """An outbox with two rows that were sent, `mdr2-1` and `mdr2-2`."""
    outbox.add(rows(2))
    store = OutboxStore(outbox.path)
    store.open(START)
    for number in (1, 2):
        row = next_row(store, None, "sms", START)
        next_row(store, (row, Outcome(state="sent", message_id=f"mdr2-{number}")), None, START)
    store.close([], START)
    return outbox


def states(outbox: Outbox) -> list[tuple[object, ...]]:
    return [(row.message_id, row.delivery, row.status, row.code) for row in outbox.rows()]


def test_a_receipt_by_the_id_of_the_message(sent):
    """It is of the row that was accepted with that id; no URL is needed."""
    assert sent.record_receipt(receipt("mdr2-1", BUFFERED, 7))
    assert sent.record_receipt(parse(receipt("mdr2-2", FAILED)))
    assert not sent.record_receipt(receipt("mdr2-3", FAILED))

    assert states(sent) == [
        ("mdr2-1", "delivered", "message buffered", 1003),
        ("mdr2-2", "undelivered", "delivery failure", None),
    ]
    (row,) = sent.rows("delivered")
    assert (row.level, row.description) == (2, "As the carrier says")
    assert row.reported == datetime(2026, 5, 1, 12, 0, 7, tzinfo=UTC)
    assert sent.status() == OutboxCounts(sent=2, delivered=1, undelivered=1)
    assert str(sent.status()) == (
        "0 queued, 0 sending, 2 sent (1 delivered, 1 undelivered), 0 failed, 0 unknown"
    )


@pytest.mark.parametrize(
    ("came", "delivery", "status"),
    [
        ([(SUBMITTED, 1), (BUFFERED, 3)], "delivered", "message buffered"),
        ([(SUBMITTED, 9), (BUFFERED, 3)], "delivered", "message buffered"),
        ([(SUBMITTED, 1), (BUFFERED, 3), (FAILED, 5)], "undelivered", "delivery failure"),
        ([(BUFFERED, 5), (FAILED, 3)], "undelivered", "delivery failure"),
        ([(DELIVERED, 3), (FAILED, 5)], "undelivered", "delivery failure"),
        ([(FAILED, 3), (DELIVERED, 5), (SUBMITTED, 6)], "delivered", "delivery success"),
        ([(DELIVERED, 3), (FAILED, 3)], "undelivered", "delivery failure"),
        ([(SUBMITTED, 1), (ODD, 3)], None, "something new"),
        ([(ODD, 1), (BUFFERED, 3), (BUFFERED, 3)], "delivered", "message buffered"),
        ([((None, "mmsc submit", None), 1)], None, "mmsc submit"),
    ],
)
def test_the_receipt_that_goes_furthest_counts(sent, came, delivery, status):
    """Whatever the order in which they come, and however often."""
    for order in permutations(came):
        execute(sent, "UPDATE rows SET message_id = NULL WHERE id = 1")
        execute(sent, "UPDATE rows SET message_id = 'mdr2-1' WHERE id = 1")
        for kind, second in order * 2:
            assert sent.record_receipt(receipt("mdr2-1", kind, second))

        assert next((row.delivery, row.status) for row in sent.rows()) == (delivery, status)
        counts = {} if delivery is None else {delivery: 1}
        assert sent.status() == OutboxCounts(sent=2, **counts)


def execute(outbox: Outbox, *statements: str) -> None:
    with closing(sqlite3.connect(outbox.path)) as other, other:
        for statement in statements:
            other.execute(statement)


def test_a_receipt_that_overtakes_the_response(outbox):
    """It is kept while its row is being sent, and counts when the response has the id."""
    outbox.add(rows(1))
    store = OutboxStore(outbox.path)
    store.open(START)
    row = next_row(store, None, "sms", START)
    for kind in (BUFFERED, SUBMITTED, BUFFERED):
        assert not outbox.record_receipt(receipt("mdr2-1", kind))
    assert not outbox.record_receipt(receipt("mdr2-other", FAILED))

    next_row(store, (row, Outcome(state="sent", message_id="mdr2-1")), None, START)
    store.close([], START)

    assert states(outbox) == [("mdr2-1", "delivered", "message buffered", 1003)]
    assert outbox.status() == OutboxCounts(sent=1, delivered=1)


@pytest.mark.parametrize("how", ["settled", "found"])
def test_a_receipt_before_the_outcome_is_found(sent, how):
    """It counts for a row that was unknown, whether its id is found in the records or by hand."""
    execute(sent, "UPDATE rows SET state = 'unknown', message_id = NULL WHERE id = 1")
    assert not sent.record_receipt(receipt("mdr2-9", DELIVERED))

    if how == "settled":
        assert sent.settle("row-0", "mdr2-9")
    else:
        execute(sent, "UPDATE rows SET state = 'sent', message_id = 'mdr2-9' WHERE id = 1")

    assert states(sent)[0] == ("mdr2-9", "delivered", "delivery success", None)
    assert sent.status() == OutboxCounts(sent=2, delivered=1)


def test_receipts_that_are_of_no_row(sent, monkeypatch):
    """They are kept only while a row may have their id, and only so many of them."""
    monkeypatch.setattr(recording, "MOST_EARLY", 3)
    early = "SELECT message_id FROM early_receipts ORDER BY id"
    sent.record_receipt(receipt("mdr2-0"))
    with closing(sqlite3.connect(sent.path)) as other:
        assert other.execute(early).fetchall() == []

        execute(sent, "UPDATE rows SET state = 'unknown', message_id = NULL WHERE id = 1")
        for number in range(5):
            sent.record_receipt(receipt(f"mdr2-forged-{number}"))
        assert other.execute(early).fetchall() == [(f"mdr2-forged-{n}",) for n in (2, 3, 4)]


def test_with_asyncio(sent):
    """`arecord_receipt` is the same for async programs, many at a time."""

    async def record() -> list[bool]:
        kinds = (SUBMITTED, BUFFERED, FAILED)
        return await asyncio.gather(
            *(sent.arecord_receipt(receipt(f"mdr2-{n}", kind)) for n in (1, 2, 3) for kind in kinds)
        )

    assert asyncio.run(record()) == [True] * 6 + [False] * 3
    assert sent.status() == OutboxCounts(sent=2, undelivered=2)


PROCESS = """
import sys
from flowroute_ext import Outbox
from outbox.receipts import BUFFERED, DELIVERED, SUBMITTED, receipt
outbox = Outbox(sys.argv[1])
for kind in (SUBMITTED, DELIVERED, BUFFERED):
    for message_id in sys.argv[2:]:
        assert outbox.record_receipt(receipt(message_id, kind))
"""


def test_several_processes(sent):
    """Receipts that several processes record in one file are all counted, once."""
    command = [sys.executable, "-c", PROCESS, str(sent.path), "mdr2-1", "mdr2-2"]
    environment = {"PYTHONPATH": ":".join(sys.path)}
    with Popen(command, env=environment, stderr=PIPE) as other:
        while other.poll() is None:
            for message_id in ("mdr2-2", "mdr2-1"):
                assert sent.record_receipt(receipt(message_id, BUFFERED))
        assert (other.returncode, other.communicate()[1]) == (0, b"")

    assert sent.status() == OutboxCounts(sent=2, delivered=2)
    assert [row.status for row in sent.rows()] == ["delivery success"] * 2


def test_a_file_of_an_earlier_release(path):
    """It is upgraded where it is; its rows take receipts, and its own release can still use it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in (*schema.SCHEMA, *indexes._STATEMENTS):
            connection.execute(statement)
        row = (
            "INSERT INTO rows (reference, kind, message, likeness, state, message_id, attempts)"
            " VALUES (?, 'sms', ?, ?, ?, ?, 1)"
        )
        message = '{"to": "13125550110", "from": "12065550100", "body": "x"}'
        connection.execute(row, ("a", message, "x", "sent", "mdr2-1"))
        connection.execute(row, ("b", message, "y", "unknown", None))

    outbox = Outbox(path)
    assert outbox.record_receipt(receipt("mdr2-1", DELIVERED))
    assert outbox.record_receipt(receipt("mdr2-2", DELIVERED), url=genuine_url(outbox, "b"))
    assert outbox.status() == OutboxCounts(sent=2, delivered=2)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        # What that release does: its counts have the states that it knows.
        connection.execute(row, ("c", message, "z", "queued", None))
        connection.execute("UPDATE rows SET state = 'sent', message_id = 'mdr2-3' WHERE id = 3")
        found = dict(connection.execute("SELECT state, amount FROM counts").fetchall())
    assert found == {"queued": 0, "sending": 0, "sent": 3, "failed": 0, "unknown": 0}
    assert Outbox(path).status() == OutboxCounts(sent=3, delivered=2)
    assert outbox.record_receipt(receipt("mdr2-3", FAILED))


TEXT = st.none() | st.sampled_from(
    [
        "smsc submit",
        "message buffered",
        "delivered",
        "delivery failure",
        "Failed",
        "x",
        "\ud800" * 300,
    ]
)
REPORTS = st.builds(
    Report.of,
    st.builds(
        lambda level, status, code, description, at: parse(
            {
                "id": "mdr2-1",
                "type": "delivery_receipt",
                "attributes": {
                    "level": level,
                    "status": status,
                    "status_code": code,
                    "status_code_description": description,
                    "timestamp": at,
                },
            }
        ),
        st.none() | st.integers() | st.sampled_from([1, 2, "2"]),
        TEXT,
        st.none() | st.integers() | st.just("1003"),
        TEXT,
        st.none() | st.sampled_from(["2026-05-01T12:00:00Z", "2026-05-01T12:00:01.5Z", "soon"]),
    ),
)


@settings(max_examples=150)
@given(st.lists(REPORTS, min_size=1, max_size=4), st.randoms())
@example([Report(1, "sent", code, None, None) for code in (None, 0, "0")], Random(1))
@example([Report(1, "sent", code, None, None) for code in (0, "0", None)], Random(2))
def test_one_report_is_the_furthest(reports: list[Report], rng) -> None:
    """The same of all orders, and SQLite takes it; a state that is known is never lost again."""
    mixed = [*reports, rng.choice(reports)]
    rng.shuffle(mixed)
    furthest = max(reports, key=Report.order)

    assert max(mixed, key=Report.order) == furthest
    assert furthest.delivery is not None or not any(one.delivery for one in reports)
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE t (delivery TEXT, a INTEGER, b TEXT, c, d TEXT, e TEXT)")
        connection.execute("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?)", furthest.columns())
        (found,) = connection.execute("SELECT a, b, c, d, e FROM t").fetchall()
    assert Report(*found) == furthest
