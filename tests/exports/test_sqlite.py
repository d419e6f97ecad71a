"""Exports as a SQLite file: its tables, and what its views say."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from exports.records import CUSTOMER, NOW, OWN, Records, message, receipt
from flowroute_ext.exports import export


@pytest.fixture
def database(records: Records, tmp_path: Path) -> sqlite3.Connection:
    """An export of two days: a failure, a reply, an opt-out, and one that was taken back."""

    def inbound(number: int, at: Any, body: str, customer: str = CUSTOMER) -> dict[str, Any]:
        facts: dict[str, Any] = {"direction": "inbound", "delivery_receipts": []}
        return message(number, at, body=body, **facts | {"from": customer, "to": OWN})

    day = NOW - timedelta(days=1)
    failed = {
        "status": "delivery failure",
        "delivery_receipts": [receipt(2, "delivery failure", day, 1103)],
    }
    records.messages = [
        message(1, day),
        message(2, day, **failed),
        inbound(3, day + timedelta(seconds=90), "Thanks"),
        inbound(4, day + timedelta(seconds=91), "Stop!"),
        message(5, NOW, status="smsc submit", delivery_receipts=[]),
        inbound(6, day, "STOP", "13125550199"),
        inbound(7, NOW, "start", "13125550199"),
    ]
    path = tmp_path / "x.sqlite"
    export(records.client(), "messages", path, since="2026-06-01")
    assert path.stat().st_mode & 0o777 == 0o600
    return sqlite3.connect(path)


@pytest.mark.parametrize(
    ("view", "rows"),
    [
        ("delivery_by_day", [("2026-06-14", 2, 1, 1, 0, 50.0), ("2026-06-15", 1, 0, 0, 1, 0.0)]),
        (
            "failures_by_code",
            [
                (
                    *("1103", "Message accepted by Carrier", 1),
                    *("2026-06-14T12:00:00.000+00:00", "2026-06-14T12:00:00.000+00:00"),
                )
            ],
        ),
        (
            "spend_by_number_and_day",
            [
                (OWN, "2026-06-14", 2, 3, 20_000_000, "0.020000000"),
                (OWN, "2026-06-15", 1, 1, 8_000_000, "0.008000000"),
            ],
        ),
        ("opt_outs", [(CUSTOMER, OWN, "STOP", "2026-06-14T12:01:31.000+00:00", 1)]),
    ],
)
def test_views(database: sqlite3.Connection, view: str, rows: list[tuple[Any, ...]]):
    """The views are there to be read, with the rows that they promise."""
    assert database.execute(f"SELECT * FROM {view}").fetchall() == rows
    database.close()


def test_replies(database: sqlite3.Connection):
    """A reply is with the last message before it between the two numbers, and how late it was."""
    found = database.execute("SELECT body, keyword, reply_to, seconds FROM replies").fetchall()
    assert found == [
        ("Thanks", None, f"mdr2-{2:032x}", 90.0),
        ("Stop!", "STOP", f"mdr2-{2:032x}", 91.0),
    ]
    database.close()


def test_updates(records: Records, tmp_path: Path):
    """A row that was written is brought up to date; all exports of an account are in one file."""
    path = tmp_path / "x.sqlite"
    records.messages = [message(1, NOW, status="smsc submit", delivery_receipts=[])]
    export(records.client(), "messages", path, since="2026-06-01")
    records.messages = [message(1, NOW), message(2, NOW - timedelta(days=30))]
    done = export(records.client(), "messages", path, since="2026-05-01")
    export(records.client(), "numbers", path)
    with sqlite3.connect(path) as database:
        found = database.execute("SELECT delivery FROM messages ORDER BY id").fetchall()
        exported = database.execute("SELECT what FROM exports ORDER BY what").fetchall()
    assert (found, exported) == ([("delivered",), ("delivered",)], [("messages",), ("numbers",)])
    assert (done.rows, done.new) == (2, 1)
