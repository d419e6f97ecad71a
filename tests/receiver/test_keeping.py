"""What is kept, and for how long."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from functools import partial

import pytest

from flowroute_ext import WebhookReceiver
from flowroute_ext.errors import ConfigurationError
from flowroute_ext.webhooks import OptOuts
from receiver.posts import DELIVERED, SECRET, accept, message, receipt, unknown

DAY = 86_400


def rows(path) -> dict[str, int]:
    """How many rows each table has that grows."""
    with closing(sqlite3.connect(path)) as database:
        return {
            name: database.execute(f"SELECT count(*) FROM flowroute_{name}").fetchone()[0]
            for name in ("events", "event_keys", "receipts")
        }


def test_handled_events_are_deleted(make, clock, path):
    """What was handled is deleted after `keep`, and recognised for a year; the rest stays."""
    receiver = make(keep=timedelta(days=7), tries=1)
    receiver.on_message(lambda message: 1 / (message.body != "Divide"))
    receiver.on_receipt(lambda receipt: None)
    accept(receiver, message("a"), message("b", body="Divide"), receipt("c", 2, DELIVERED))
    accept(receiver, unknown("d"))
    receiver.run_pending()

    clock.passed += 6 * DAY
    accept(receiver, message("e"))
    receiver.run_pending()
    assert rows(path) == {"events": 5, "event_keys": 5, "receipts": 1}

    # The unknown one goes as well, as nothing has ever asked for such.
    clock.passed += 2 * DAY
    accept(receiver, message("a"))
    assert receiver.counts().to_dict() == {
        "waiting": 0,
        "being_handled": 0,
        "handled": 1,
        "set_aside": 1,
    }
    assert rows(path) == {"events": 2, "event_keys": 5, "receipts": 0}

    clock.passed += 358 * DAY
    accept(receiver, message("f"))
    receiver.counts()
    assert rows(path) == {"events": 2, "event_keys": 2, "receipts": 0}


def test_what_waits_for_a_worker_stays(make, clock, path):
    """Events of a kind that a worker has once asked for wait for the next one, however long."""
    receiver = make()
    receiver.on_message(lambda message: None)
    receiver.run_pending()
    accept(receiver, message("a"), unknown("b"))

    clock.passed += 300 * DAY
    accept(receiver, unknown("c"))

    assert receiver.counts().waiting == 2
    assert rows(path) == {"events": 2, "event_keys": 3, "receipts": 0}


def test_a_long_conversation(receiver, path):
    """Each query has an index, so that none reads all rows of a conversation or of the file."""
    accept(receiver, message("a"))
    statements: set[str] = set()
    with closing(sqlite3.connect(path)) as database:
        database.set_trace_callback(statements.add)
        from flowroute_ext._receiver.store import keeping, taking

        for event in range(2, 40):
            database.execute(
                "INSERT INTO flowroute_events (kind, subject, body, query, received, confirmed,"
                " state, due) SELECT kind, subject, body, '', received, 1, 'behind', due"
                " FROM flowroute_events WHERE id = 1"
            )
            assert event
        (held,) = taking.take(database, owner="me", kinds=["message", "receipt"], now=1e12, most=10)
        taking.finish(database, owner="me", event=held.id, done=["x"], now=1.0)
        taking.next_due(database, ["message"])
        taking.owners(database)
        taking.correct(database, 1e12)
        taking.release(database, "me", 1.0)
        keeping.delete_old(database, 1e12, timedelta(days=1))
        database.set_trace_callback(None)
        plans = {
            statement: " ".join(
                row[3] for row in database.execute(f"EXPLAIN QUERY PLAN {statement}")
            )
            for statement in statements
            if statement.lstrip().startswith(("SELECT", "UPDATE", "DELETE"))
        }
        database.rollback()

    scans = {
        statement
        for statement, plan in plans.items()
        if "SCAN flowroute_events" in plan and "INDEX" not in plan
    }
    assert len(plans) > 10
    assert scans == set()


@pytest.mark.parametrize(
    "options",
    [{"keep": 30}, {"keep": timedelta(0)}, {"tries": 0}, {"tries": True}, {"concurrency": 1.5}],
)
def test_settings_that_make_no_sense(make, options):
    """A setting that cannot be is refused, by its name and with a cure."""
    with pytest.raises(ConfigurationError, match=f"{next(iter(options))}=.*: give a"):
        make(**options)


@pytest.mark.parametrize(
    "store",
    [
        "postgresql+psycopg://user:hunter2@host/database",
        " postgresql://user:hunter2@host/database",
        "POSTGRESQL://user:hunter2@host/database",
        "postgresql:user:hunter2@host",
        "mysql://user:hunter2@host/database",
        "host=db user=me password=hunter2",
        "password=hunter2 host=db",
        "sqlite:///hunter2.db",
    ],
)
def test_what_is_no_store(store):
    """A URL of another database is no file, and its password is not shown."""
    for make in (partial(WebhookReceiver, secret=SECRET), OptOuts):
        with pytest.raises(ConfigurationError, match="'postgresql://user@host/database'") as caught:
            make(store)
        assert "hunter2" not in str(caught.value)


def test_a_clock_that_is_set_back(make, clock):
    """What came, or failed, while the clock was ahead is handled once it is right again."""
    receiver = make()
    failed: list[str] = []

    @receiver.on_message
    def answer(message):
        if message.id == "mdr2-a" and not failed:
            failed.append(message.id)
            raise ValueError

    clock.sleep(10 * DAY)
    accept(receiver, message("a"), message("b"))
    assert receiver.run_pending() == 0
    accept(receiver, message("c", from_="13125550199"))
    clock.sleep(-10 * DAY)
    accept(receiver, message("d"))

    assert receiver.run_pending() == 4
    assert receiver.counts().waiting == 0
