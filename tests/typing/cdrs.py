"""CDR exports as type checkers see them. Checked by mypy and pyright, and never run."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import assert_type

from flowroute_ext import AsyncFlowroute, Flowroute
from flowroute_ext.exports import call_records
from flowroute_ext.types import AsyncListing, CallRecord, CdrExport, Listing


def cdrs(flowroute: Flowroute, export: CdrExport, day: date) -> None:
    api = flowroute.cdrs
    assert_type(api.export(start=day, end="2026-11-01", resolve=True), CdrExport)
    assert_type(api.list(status="completed"), Listing[CdrExport])
    assert_type(api.get(export), CdrExport)
    assert_type(api.wait(export, timeout=60), CdrExport)
    assert_type(api.download(export, "calls.csv.gz", progress=print), Path)
    assert_type(api.records(export), Iterator[CallRecord])
    for record in call_records("calls.csv.gz"):
        assert_type(record.total_cost, Decimal | None)
        assert_type(record.duration, timedelta | None)


async def async_cdrs(flowroute: AsyncFlowroute, export: CdrExport, day: date) -> None:
    api = flowroute.cdrs
    assert_type(await api.export(start=day, end=day + timedelta(days=1)), CdrExport)
    assert_type(api.list(), AsyncListing[CdrExport])
    assert_type(await api.wait(export), CdrExport)
    assert_type(await api.download(export, Path("calls.csv.gz")), Path)
    assert_type(api.records(export), AsyncIterator[CallRecord])
