"""Exports as Parquet, with the types of pyarrow."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from exports.records import NOW, OWN, Records, message
from flowroute_ext.exports import ExportError, export

parquet: Any = pytest.importorskip("pyarrow.parquet")


@pytest.mark.once
def test_parquet(records: Records, tmp_path: Path):
    """Times are moments, amounts decimals and numbers texts; a later run adds what is new."""
    path = tmp_path / "x.parquet"
    records.messages = [message(n, NOW - timedelta(hours=n)) for n in range(100)]
    export(records.client(), "messages", path, since="2026-06-01")
    records.messages.append(message(500, NOW + timedelta(hours=1), body="half \ud83d"))
    records.now += timedelta(hours=2)
    done = export(records.client(), "messages", path)

    rows = parquet.read_table(path).to_pylist()
    names = ("timestamp", "from", "cost", "is_mms", "body")
    assert [rows[-1][name] for name in names] == [
        *(datetime(2026, 6, 15, 13, tzinfo=UTC), OWN, Decimal("0.004"), False, "half ?")
    ]
    assert len({row["id"] for row in rows}) == len(rows) == 101
    assert (done.rows, done.new) == (101, 1)
    assert path.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["x.parquet"]
    with pytest.raises(ExportError, match="is an export of messages"):
        export(records.client(), "numbers", path)
    export(records.client(), "numbers", tmp_path / "n.parquet")
    export(records.client(), "numbers", tmp_path / "n.parquet")
    path.write_text("mine", "utf-8")
    with pytest.raises(ExportError, match="is no export"):
        export(records.client(), "messages", path)
    assert path.read_text("utf-8") == "mine"


@pytest.mark.parametrize("amount", [10**40, "9" * 60, 1e300])
def test_amount_without_room(records: Records, tmp_path: Path, amount: Any):
    """An amount that Parquet has no room for is an error, and the file is as before."""
    path = tmp_path / "x.parquet"
    records.messages = [message(1, NOW)]
    export(records.client(), "messages", path, since="2026-06-01")
    before = path.read_bytes()
    records.messages.append(message(2, NOW, amount_nanodollars=amount))
    with pytest.raises(ExportError, match="has no room for an amount"):
        export(records.client(), "messages", path)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["x.parquet"]
