"""Exports of messages: which rows, in which order, whatever happens while they are read."""

from __future__ import annotations

import csv
import json
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from exports.records import CUSTOMER, NOW, OWN, Records, message, receipt
from flowroute_ext.exports import ExportError, aexport, export

SINCE = "2026-05-01"


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ids_of(path: Path) -> list[str]:
    return [row["id"] for row in rows_of(path)]


def expected(records: Records) -> list[str]:
    """The ids of the records, the oldest first."""
    times = sorted((one["attributes"]["timestamp"], one["id"]) for one in records.messages)
    return [name for _, name in times]


def test_row(records: Records, tmp_path: Path):
    """A row has all of a record: numbers as digits, times with their zone, money to the digit."""
    at = NOW - timedelta(hours=1)
    records.messages = [message(7, at, **{"from": f"+{OWN}", "amount_nanodollars": 4000001})]
    done = export(records.client(), "messages", tmp_path / "x.csv", since=SINCE)

    assert rows_of(tmp_path / "x.csv") == [
        {
            "id": f"mdr2-{7:032x}",
            "timestamp": "2026-06-15T11:00:00.000+00:00",
            "direction": "outbound",
            "from": OWN,
            "to": CUSTOMER,
            "body": "Text 7",
            "message_type": "longcode",
            "is_mms": "false",
            "encoding": "0",
            "segments": "",
            "cost": "0.004000001",
            "status": "message buffered",
            "delivery": "delivered",
            "code": "1003",
            "description": "Message accepted by Carrier",
            "sent_at": "2026-06-15T11:00:01.000+00:00",
            "reported_at": "2026-06-15T11:00:03.000+00:00",
            "media": "",
        }
    ]
    assert (done.rows, done.new, done.requests) == (1, 1, 1)
    assert (tmp_path / "x.csv").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "x.csv.cursor").stat().st_mode & 0o777 == 0o600


def test_jsonl_row(records: Records, tmp_path: Path):
    """JSON Lines have the same, with null for what there is not, and price details as segments."""
    price = {"segment_count": 2, "base_rate": "0.0040"}
    failed = receipt(2, "delivery failure", NOW, 1103)
    records.messages = [
        message(1, NOW, price_details=price, delivery_receipts=[failed], status="delivery failure"),
        message(2, NOW, direction="inbound", status="delivered", delivery_receipts=[], body=None),
    ]
    export(records.client(), "messages", tmp_path / "x.jsonl", since=SINCE)

    first, second = map(json.loads, (tmp_path / "x.jsonl").read_text("utf-8").splitlines())
    assert [first[name] for name in ("segments", "delivery", "code", "is_mms", "sent_at")] == [
        *(2, "undelivered", "1103", False, None)
    ]
    assert [second[name] for name in ("body", "delivery", "code", "status")] == [
        *(None, None, None, "delivered")
    ]


@pytest.mark.parametrize("cap", [100_000, 10])
def test_all_of_them(records: Records, tmp_path: Path, rng: Random, cap: int):
    """Every message is in the file once, in order: quiet weeks, bursts, and equal times alike."""
    records.cap = cap
    start = NOW - timedelta(days=40)
    times = [start + timedelta(seconds=rng.random() * 40 * 86_400) for _ in range(60)]
    times += [NOW - timedelta(days=20, milliseconds=rng.randrange(30_000)) for _ in range(50)]
    times += [NOW - timedelta(days=2)] * 45
    records.messages = [message(number, at) for number, at in enumerate(times)]
    done = export(records.client(), "messages", tmp_path / "x.csv", since=SINCE)

    assert ids_of(tmp_path / "x.csv") == expected(records)
    assert done.rows == done.new == len(times)


@pytest.mark.parametrize("cap", [60, 77, 100, 1000])
def test_silent_cap(records: Records, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cap: int):
    """Nothing is missing where a server gives fewer than were asked for, and says nothing of it."""
    monkeypatch.setattr("flowroute_ext._sync.exporting.reading.MESSAGES_PAGE", 200)
    records.cap, records.says_more = cap, False
    times = [NOW - timedelta(days=9, hours=n) for n in range(170)]
    times += [NOW - timedelta(days=8)] * 130
    records.messages = [message(number, at) for number, at in enumerate(times)]
    export(records.client(), "messages", tmp_path / "x.csv", since=SINCE)
    assert ids_of(tmp_path / "x.csv") == expected(records)


def test_arriving_meanwhile(records: Records, tmp_path: Path):
    """Messages that arrive while pages are read neither hide others nor come twice."""
    records.messages = [message(n, NOW - timedelta(minutes=n)) for n in range(90)]

    def arrive(request: int) -> None:
        number = 9000 + request
        records.messages.append(message(number, NOW - timedelta(seconds=30, minutes=request)))

    records.meanwhile = arrive
    export(records.client(), "messages", tmp_path / "x.csv", since=SINCE)
    records.meanwhile = lambda _: None
    first = ids_of(tmp_path / "x.csv")
    assert len(first) == len(set(first)) >= 90
    assert {one["id"] for one in records.messages[:90]} <= set(first)

    export(records.client(), "messages", tmp_path / "x.csv")
    assert ids_of(tmp_path / "x.csv") == expected(records)


def test_what_is_new(records: Records, tmp_path: Path):
    """A later run adds what is new, and reads only that; what was reported since is brought in."""
    old = [message(n, NOW - timedelta(days=10, minutes=n)) for n in range(70)]
    open_ = message(9999, NOW - timedelta(days=1), status="smsc submit", delivery_receipts=[])
    records.messages = [*old[1:], open_]
    export(records.client(), "messages", tmp_path / "x.csv", since=SINCE)
    assert rows_of(tmp_path / "x.csv")[-1]["delivery"] == ""

    records.messages[-1] = message(9999, NOW - timedelta(days=1))
    records.messages.append(message(5000, NOW + timedelta(hours=1)))
    records.now += timedelta(hours=2)
    done = export(records.client(), "messages", tmp_path / "x.csv")

    assert ids_of(tmp_path / "x.csv") == expected(records)
    assert rows_of(tmp_path / "x.csv")[-2]["delivery"] == "delivered"
    assert (done.rows, done.new, done.requests) == (71, 1, 1)
    everything = export(records.client(), "messages", tmp_path / "y.csv", since=SINCE)
    assert (tmp_path / "y.csv").read_bytes() == (tmp_path / "x.csv").read_bytes()
    assert everything.requests > done.requests


def test_period(records: Records, tmp_path: Path):
    """Messages before *until* are written, and the next run goes on there."""
    records.messages = [message(n, NOW - timedelta(days=n)) for n in range(1, 30)]
    client = records.client()
    export(client, "messages", tmp_path / "x.csv", since="2026-05-20", until="2026-06-01")
    times = [row["timestamp"][:10] for row in rows_of(tmp_path / "x.csv")]
    assert (times[0], times[-1], len(times)) == ("2026-05-20", "2026-05-31", 12)
    export(client, "messages", tmp_path / "x.csv")
    assert len(rows_of(tmp_path / "x.csv")) == 26


@pytest.mark.anyio
async def test_async(records: Records, tmp_path: Path):
    """The async client writes the same file."""
    records.messages = [message(n, NOW - timedelta(minutes=n)) for n in range(70)]
    export(records.client(), "messages", tmp_path / "x.csv", since=SINCE)
    done = await aexport(records.async_client(), "messages", tmp_path / "y.csv", since=SINCE)
    assert done.rows == 70
    assert (tmp_path / "x.csv").read_bytes() == (tmp_path / "y.csv").read_bytes()


@pytest.mark.parametrize("name", ["x.csv", "x.sqlite", "x.parquet"])
def test_clock_that_was_ahead(records: Records, tmp_path: Path, name: str):
    """What a clock that is far ahead settled is an error, and not passed over; fresh has it all."""
    pytest.importorskip("pyarrow")
    path = tmp_path / name
    records.messages = [message(1, NOW - timedelta(days=9))]
    records.now += timedelta(days=400)
    export(records.client(), "messages", path, since=SINCE)
    records.now = NOW
    records.messages.append(message(2, NOW - timedelta(minutes=1)))
    with pytest.raises(ExportError, match=r"goes on at 2027-\S+, which is later than now"):
        export(records.client(), "messages", path)
    assert export(records.client(), "messages", path, since=SINCE, fresh=True).rows == 2
    assert export(records.client(), "messages", path).rows == 2


@pytest.mark.parametrize("name", ["x.csv", "x.sqlite", "x.parquet"])
def test_end_before_what_is_settled(records: Records, tmp_path: Path, name: str):
    """An end may be before that of the last run, but not before what is settled."""
    pytest.importorskip("pyarrow")
    path = tmp_path / name
    records.messages = [message(n, NOW - timedelta(hours=n * 6)) for n in range(1, 40)]
    export(records.client(), "messages", path, since=SINCE)
    before = path.read_bytes()
    with pytest.raises(ExportError, match=r"is settled until 2026-06-12\S+, which is later than"):
        export(records.client(), "messages", path, until="2026-06-10")
    assert name == "x.sqlite" or path.read_bytes() == before
    for _ in range(2):
        done = export(records.client(), "messages", path, until=NOW - timedelta(days=3))
        assert (done.rows, done.until) == (
            39 if name == "x.sqlite" else 27,
            NOW - timedelta(days=3),
        )
    assert export(records.client(), "messages", path).rows == 39
