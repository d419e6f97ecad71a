"""Exports of calls: the files that Flowroute makes of them, as one that grows."""

from __future__ import annotations

import csv
from datetime import timedelta
from pathlib import Path

from flowroute_ext import Flowroute
from flowroute_ext._base.clock import Clock
from flowroute_ext.exports import export
from flowroute_sandbox.sandbox import ACCESS_KEY, SECRET_KEY
from operations.control import Control

OWN = "12065550100"


class Advancing(Clock):
    """A clock that does not sleep, but has the time of the sandbox pass."""

    def __init__(self, account: Control) -> None:
        self._account = account

    def sleep(self, seconds: float) -> None:
        """Have a minute pass, in which Flowroute makes a file."""
        self._account.advance(60)


def test_calls(account: Control, tmp_path: Path) -> None:
    """All calls are in the file once, across several exports; a later run adds the new ones."""
    account.own(OWN)
    account("POST", "/_sandbox/calls/month", {"calls": 300})
    path, since = tmp_path / "calls.csv", account.now - timedelta(days=40)

    def client() -> Flowroute:
        return Flowroute(ACCESS_KEY, SECRET_KEY, base_url=account.url, clock=Advancing(account))

    account.advance(3600)
    with client() as flowroute:
        first = export(flowroute, "cdrs", path, since=since)
    account("POST", "/_sandbox/calls", {"from": OWN, "to": "+13125550199", "seconds": 90})
    account.advance(3600)
    with client() as flowroute:
        second = export(flowroute, "cdrs", path)

    assert (first.rows, second.rows, second.new) == (300, 301, 1)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({tuple(row.values()) for row in rows}) == len(rows) == 301
    [added] = [row for row in rows if row["destination"] == "13125550199"]
    names = ("direction", "callerid", "duration", "result", "call_fail_sip_code")
    assert [added[name] for name in names] == [*("outbound", OWN, "90", "completed", "200")]
    assert added["start_time"].endswith("+00:00")
