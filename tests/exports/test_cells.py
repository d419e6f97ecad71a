"""Cells: what a spreadsheet, an editor or a program makes of them."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from exports.records import NOW, Records, message
from flowroute_ext._exports.cells import cost, when
from flowroute_ext.exports import export

BODIES = ["=1+1", "+1 (206)", "-cmd", "@SUM(A1)", "\t=1", "two\nlines", "Mac\rline", 'q"uote, too']


def test_texts(records: Records, tmp_path: Path):
    """A formula gets an apostrophe, and every other text comes back from the file as it was."""
    records.messages = [
        message(number, NOW, body=body) for number, body in enumerate([*BODIES, "half \ud83d"])
    ]
    export(records.client(), "messages", tmp_path / "x.csv", since="2026-06-01")
    with (tmp_path / "x.csv").open(encoding="utf-8", newline="") as file:
        bodies = [row["body"] for row in csv.DictReader(file)]
    assert bodies == [*(f"'{body}" for body in BODIES[:5]), *BODIES[5:], "half ?"]

    export(records.client(), "messages", tmp_path / "x.jsonl", since="2026-06-01")
    lines = (tmp_path / "x.jsonl").read_bytes().split(b"\n")
    assert [json.loads(line)["body"] for line in lines[:-1]] == [*BODIES, "half \ud83d"]


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2017-12-22T01:52:39.39Z", "2017-12-22T01:52:39.390+00:00"),
        ("2017-12-22T01:52:39Z", "2017-12-22T01:52:39.000+00:00"),
        ("2017-12-21T16:44:35+00:00", "2017-12-21T16:44:35.000+00:00"),
        ("2017-12-21T16:44:35.1+00:00", "2017-12-21T16:44:35.100+00:00"),
        ("2018-04-23 17:04:30.829341+00:00", "2018-04-23T17:04:30.829341+00:00"),
        ("2017-12-22T01:52:39-05:00", "2017-12-22T06:52:39.000+00:00"),
        ("2017-12-22T01:52:39", "2017-12-22T01:52:39.000+00:00"),
        ("2017-02-30T01:52:39Z", None),
        ("2017-12-22T01:52:61Z", None),
        ("soon", None),
        ("", None),
        (None, None),
        (5, None),
    ],
)
def test_times(text: Any, time: str | None):
    """A time is ISO 8601 in UTC, whatever shape it had; what is none is empty."""
    assert when(text) == time


@pytest.mark.parametrize(
    ("nanodollars", "display", "amount"),
    [
        (4000000, "$0.0040", "0.004"),
        ("4000000", None, "0.004"),
        (1, None, "0.000000001"),
        (None, "$1,234.50", "1234.5"),
        (0, None, "0"),
        (19_500_000_000, None, "19.5"),
        (10_000_000_000, None, "10"),
        ([], None, None),
        (None, None, None),
    ],
)
def test_money(nanodollars: Any, display: Any, amount: str | None):
    """Money is exact, and has no exponent."""
    assert cost(nanodollars, display) == amount


def test_odd_records(records: Records, tmp_path: Path):
    """What a record has of other types than documented leaves its cells empty, and no row out."""
    odd: dict[str, Any] = {
        "to": None,
        "from": 12065550100,
        "body": {"a": 1},
        "amount_nanodollars": [1],
        "message_encoding": 10**40,
        "delivery_receipts": [None, 5, {"status": ["a"], "level": {}}],
        "is_mms": "true",
        "price_details": {"segment_count": 2**70},
    }
    records.messages = [message(1, NOW, **odd)]
    for name in ("x.csv", "x.jsonl", "x.sqlite"):
        assert export(records.client(), "messages", tmp_path / name, since="2026-06-01").rows == 1
    found = json.loads((tmp_path / "x.jsonl").read_text("utf-8"))
    assert [found[name] for name in ("to", "from", "body", "cost", "is_mms", "segments")] == [
        *(None, "12065550100", None, None, True, None)
    ]
