"""An outbox of any size: what is read and kept does not grow with the number of rows."""

from __future__ import annotations

import sqlite3
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from flowroute_ext import InvalidRows, Outbox, OutboxError
from flowroute_ext._outbox import adding, database, lookup_windows, queries, row_selection, schema
from flowroute_ext._outbox.store import OutboxStore, UnknownRow
from flowroute_ext._reconcile.verdicts import MessageQuery
from flowroute_ext.types import OutboxAdded, OutboxCounts
from outbox.leases import next_row
from outbox.texts import OWN, rows

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


def plan(path, query: str, *values: object) -> str:
    """How SQLite would find the rows of *query*."""
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute(f"EXPLAIN QUERY PLAN {query}", values).fetchall()
    return "; ".join(step for *_, step in found)


@pytest.mark.parametrize(
    ("query", "values"),
    [
        (row_selection._IS_QUEUED, ("sms",)),
        (row_selection._NEXT, ("sms",)),
        (
            "SELECT message_id FROM rows WHERE message_id IS NOT NULL AND started BETWEEN ? AND ?",
            ("2026-05-01", "2026-05-02"),
        ),
        ("SELECT min(id) FROM rows WHERE likeness = ? AND waits = 1 AND state = 'queued'", ("x",)),
        ("SELECT id FROM rows WHERE state = 'unknown' ORDER BY id", ()),
        ("SELECT id FROM rows WHERE state IN ('sending', 'unknown') AND account <> ''", ()),
        (
            (
                "SELECT message_id FROM rows WHERE message_id IS NOT NULL AND likeness IN"
                " (SELECT likeness FROM rows WHERE state = 'unknown')"
            ),
            (),
        ),
        (queries._LIST_STATE.replace(":", "?1 + :"), ()),
    ],
)
def test_no_query_reads_all_rows(outbox, query, values):
    """What a run asks for is found by an index, in its order."""
    named = query.replace("?1 + :after", "0").replace("?1 + :state", "'unknown'")
    found = plan(outbox.path, named.replace("?1 + :page", "10"), *values)

    assert "SCAN" not in found
    assert "TEMP B-TREE" not in found


def test_equal_rows_are_put_aside(outbox, monkeypatch):
    """Each is looked at once, and the first of them is let go when the one before has ended."""
    monkeypatch.setattr(row_selection, "MOST_PUT_ASIDE", 10)
    equal = {"to": "13125550110", "from": OWN, "body": "equal"}
    outbox.add([equal] * 45 + [equal | {"body": "another"}])
    store = OutboxStore(outbox.path)
    store.open(NOON)
    waiting = "SELECT count(*) FROM rows WHERE waits"

    first = next_row(store, None, "sms", NOON)
    other = next_row(store, None, "sms", NOON)

    assert (first.id, other.id) == (1, 46)
    assert next_row(store, None, "sms", NOON) is None
    with store.database.reading() as connection:
        assert connection.execute(waiting).fetchone() == (44,)
    assert store.kinds_ready() == []
    store.close({(other.id, other.attempt)}, NOON)
    store = OutboxStore(outbox.path)
    store.open(NOON)
    assert [next_row(store, None, "sms", NOON).id, next_row(store, None, "sms", NOON)] == [1, None]
    store.close([], NOON)


def steps(path, query: str) -> int:
    """How many thousands of instructions SQLite executes for *query*."""
    ticks: list[None] = []
    with closing(sqlite3.connect(path)) as connection:
        connection.set_progress_handler(lambda: ticks.append(None), 1000)
        connection.execute(query)
    return len(ticks)


def test_a_run_begins_at_once(outbox):
    """Rows that wait for nothing are found without a look at all that are queued, or wait."""
    outbox.add([*many(2000), *([{"to": "13125550110", "from": OWN, "body": "equal"}] * 2000)])

    assert steps(outbox.path, row_selection._LET_GO) == 0
    with closing(sqlite3.connect(outbox.path)) as connection, connection:
        connection.execute("UPDATE rows SET waits = 1 WHERE id > 2001")
        connection.execute("UPDATE rows SET state = 'unknown' WHERE id = 2001")
    assert steps(outbox.path, row_selection._LET_GO) == 0


def test_rows_that_wait_for_nothing(outbox):
    """If a change by hand left rows waiting, the next run sends them all the same."""
    outbox.add(rows(3))
    with closing(sqlite3.connect(outbox.path)) as connection, connection:
        connection.execute("UPDATE rows SET waits = 1")
    store = OutboxStore(outbox.path)
    store.open(NOON)

    assert store.kinds_ready() == ["sms"]
    store.close([], NOON)


def test_many_equal_rows_are_all_sent(clients, outbox):
    """Rows that wait for one another are sent one after the other, and each once."""
    outbox.add([{"to": "13125550110", "from": OWN, "body": f"Text {n % 2}"} for n in range(60)])

    assert clients.send(outbox).counts == OutboxCounts(sent=60)
    assert Counter(clients.bodies) == {"Text 0": 30, "Text 1": 30}


def test_counts_follow_every_change(clients, outbox):
    """The counts are kept, not counted, and are those of the rows."""
    outbox.add(rows(20))
    clients.sandbox.fault("drop-after", operation="send_a_message", nth=3)
    clients.sandbox.fault("422", operation="send_a_message", nth=5)
    clients.send(outbox)
    outbox.retry_failed()
    outbox.add(rows(30))
    with closing(sqlite3.connect(outbox.path)) as connection, connection:
        connection.execute("DELETE FROM rows WHERE id = 30")
        counted = connection.execute("SELECT state, count(*) FROM rows GROUP BY state").fetchall()

    assert outbox.status() == OutboxCounts(**dict(counted))
    assert outbox.status().total == 29


def many(count: int) -> Iterator[dict[str, object]]:
    return ({"to": "13125550110", "from": OWN, "body": f"Text {n}"} for n in range(count))


def peak(outbox: Outbox, given: object) -> int:
    """The most bytes that were in use while rows were added."""
    tracemalloc.start()
    try:
        outbox.add(given)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.once
@pytest.mark.parametrize("kind", ["iterator", "csv", "jsonl"])
def test_adding_takes_the_same_memory_for_any_number(tmp_path, monkeypatch, size, kind):
    """Rows from an iterator or a file are never all in memory."""
    count = size(800, 100_000)
    monkeypatch.setattr(adding, "BATCH", size(100, adding.BATCH))

    def given(rows: int) -> object:
        if kind == "iterator":
            return many(rows)
        file = tmp_path / f"{rows}.{kind}"
        with file.open("w") as out:
            out.write("to,from,body\n" if kind == "csv" else "")
            for n in range(rows):
                row = f'{{"to": "13125550110", "from": "{OWN}", "body": "Text {n}"}}'
                out.write(f"13125550110,{OWN},Text {n}\n" if kind == "csv" else f"{row}\n")
        return file

    few = peak(Outbox(tmp_path / "few.db"), given(count))
    more = peak(Outbox(tmp_path / "more.db"), given(4 * count))

    assert more < 1.2 * few


def test_adding_again_counts_equal_rows(outbox):
    """Rows of one content have the same references, however they are mixed with others."""
    equal = {"to": "13125550110", "from": OWN, "body": "equal"}
    given = [equal, *many(3), equal, equal, equal | {"reference": "r"}]

    assert outbox.add(iter(given)) == OutboxAdded(new=7, known=0)
    assert outbox.add(iter([equal, *given])) == OutboxAdded(new=1, known=7)
    assert outbox.add([equal] * 2) == OutboxAdded(new=0, known=2)
    assert len({row.reference for row in outbox.rows()}) == 8


def test_nothing_is_added_if_the_last_row_is_bad(outbox):
    """However many rows were good, none of them is added."""
    with pytest.raises(InvalidRows) as caught:
        outbox.add([*many(2_500), {"to": "911"}, *many(10)])

    assert {problem.line for problem in caught.value.problems} == {2_501}
    assert outbox.status() == OutboxCounts()


def test_a_large_file_is_checked_by_a_sample(outbox, monkeypatch):
    """Before rows are added or sent, some are read from each part; `check` reads all."""
    outbox.add(many(500))
    monkeypatch.setattr(database, "FEW_PAGES", 0)
    assert outbox.add(many(501)) == OutboxAdded(new=1, known=500)
    outbox.check()
    with outbox.path.open("r+b") as file:
        file.truncate(outbox.path.stat().st_size // 2)

    for use in (lambda: outbox.add(many(502)), outbox.check):
        with pytest.raises(OutboxError) as caught:
            use()
        assert "is damaged. Nothing was sent from it." in str(caught.value)


def query(name: str, started: int, ended: int, body: str = "x") -> MessageQuery:
    """A message that was sent between these minutes after noon."""
    moments = (NOON + timedelta(minutes=minutes) for minutes in (started, ended))
    return MessageQuery(name, "13125550110", OWN, body, False, *moments)


def test_windows_of_old_and_new_messages():
    """What was sent at about the same time is looked up together, and nothing in between."""
    old, long, late = query("old", 0, 1), query("long", 5, 100), query("late", 110, 111)
    new = query("new", 500, 501)

    assert lookup_windows.windows([new, late, old, long]) == [[old, long, late], [new]]
    assert lookup_windows.windows([]) == []


def test_rows_that_were_looked_up_for_good():
    """They are left out, unless they are of the same content as one that was not."""
    found = [
        UnknownRow(1, 1, query("a", 0, 1)),
        UnknownRow(2, 1, query("b", 0, 1, "y")),
        UnknownRow(3, 1, query("c", 500, 501)),
    ]

    assert lookup_windows.open_rows(found, {(1, 1), (2, 1)}) == [found[0], found[2]]
    assert lookup_windows.open_rows(found, {(1, 1), (2, 1), (3, 1)}) == []


def test_a_file_without_indexes(path):
    """A file of before there were any gets them when it is opened, and its rows are counted."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in schema.SCHEMA:
            connection.execute(statement)
        connection.execute("CREATE INDEX rows_by_likeness ON rows (likeness, state)")
        row = "INSERT INTO rows (reference, kind, message, likeness, state) VALUES (?, ?, ?, ?, ?)"
        for number, state in enumerate(["queued", "sent", "sent"]):
            connection.execute(row, (f"r-{number}", "sms", "{}", "x", state))

    assert Outbox(path).status() == OutboxCounts(queued=1, sent=2)
    with closing(sqlite3.connect(path)) as connection:
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    assert ("rows_by_likeness" in names, "rows_busy" in names) == (False, True)
