# Written by scripts/unasync.py from tests/operations/_async/test_cdrs.py. Do not edit.
"""Exports of call detail records: requested, waited for, downloaded and read."""

from __future__ import annotations

import stat
from datetime import timedelta
from pathlib import Path

import pytest
from operations.control import Control

from flowroute_ext import Flowroute, InvalidValue, NotFound
from flowroute_ext.exports import call_records


@pytest.mark.proves("create_a_cdr_export", "list_cdr_exports", "list_cdr_export_details")
def test_an_export(flowroute: Flowroute, account: Control, tmp_path: Path) -> None:
    """Calls are exported, downloaded into a private file, and read as typed records."""
    account.own("12065550100")
    account("POST", "/_sandbox/calls/month", {"calls": 200})
    asked = {"from": "12065550100", "to": "+13125550199", "seconds": 90, "x_tag": 'a, "b"\nc'}
    account("POST", "/_sandbox/calls", asked)
    cdrs, now = flowroute.cdrs, account.now
    created = cdrs.export(start=now - timedelta(days=31), end=now)
    assert (created.id, created.status, created.download_url) == ("700001", "processing", None)
    with pytest.raises(InvalidValue, match=r"wait for it with cdrs.wait\(\)"):
        cdrs.download(created, tmp_path / "early.gz")
    account.advance(60)
    export = cdrs.wait(created)
    assert (export.status, export.num_calls) == ("completed", 201)
    assert [one for one in cdrs.list(status="completed")] == [export]
    assert [one for one in cdrs.list(status="failed")] == []

    path = cdrs.download(export, tmp_path / "calls.csv.gz")

    assert [each.name for each in tmp_path.iterdir()] == ["calls.csv.gz"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    records = [record for record in cdrs.records(export)]
    assert list(call_records(path)) == records
    assert len(records) == export.num_calls
    costs = [record.total_cost for record in records if record.total_cost is not None]
    assert sum(costs) == export.total_cost
    [added] = [record for record in records if record.custom_x_tag]
    assert (added.direction, added.destination, added.callerid) == (
        "outbound",
        "13125550199",
        "12065550100",
    )
    assert (added.duration, added.billed_duration) == (timedelta(seconds=90),) * 2
    assert (added.custom_x_tag, added.call_fail_sip_code) == ('a, "b"\nc', 200)
    with pytest.raises(NotFound):
        cdrs.get("9")


def test_an_export_that_is_gone(flowroute: Flowroute, account: Control, tmp_path: Path) -> None:
    """A file is refused after three days, and one that failed at once, each with its cure."""
    now = account.now
    export = flowroute.cdrs.export(start=now - timedelta(days=1), end=now)
    account.advance(60 + 3 * 86_400)
    with pytest.raises(InvalidValue) as expired:
        flowroute.cdrs.download(export, tmp_path / "calls.csv.gz")
    assert expired.value.problems[0].cure == "export the calls again"
    account("POST", f"/_sandbox/cdrs/exports/{export.id}/status", {"status": "failed"})
    with pytest.raises(InvalidValue, match="got one that is failed: export the calls again"):
        flowroute.cdrs.download(export, tmp_path / "calls.csv.gz")
    assert list(tmp_path.iterdir()) == []
