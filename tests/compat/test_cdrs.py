"""Exports of call records, with the methods of the Python SDK."""

from __future__ import annotations

import csv
import json
import stat
from pathlib import Path
from typing import Any

import pytest

from compat.conftest import Account
from flowroute_ext import InvalidValue

FILTERS = {
    "start_call_start_time": "2019-01-01 00:00:00",
    "start_call_end_time": "2019-02-01 00:00:00",
    "number_aliases": ["Office 221", "Office 888"],
}


def body(account: Account) -> Any:
    """The body of the last request."""
    return json.loads(account.requests[-1].content)


def test_as_in_its_demo(account: Account, tmp_path: Path) -> None:
    """An export is created, listed, looked at, downloaded as CSV and parsed, as there."""
    cdrs, name = account.client.cdrs, str(tmp_path / "temp_cdr_file.csv")
    account.sandbox.seed_call(
        from_="12065550100",
        to="13125550199",
        direction="outbound",
        at="2019-01-25 18:18:54",
        x_tag='a "b"\nc',
    )
    filters = {name: FILTERS[name] for name in FILTERS if name != "number_aliases"}
    created = cdrs.create_cdr_export(filters, "https://example.com/cdrs")
    assert body(account) == {
        "data": {
            "type": "cdrexport",
            "attributes": {
                "callback_url": "https://example.com/cdrs",
                "filter_parameters": filters,
            },
        }
    }
    export = created["data"]["id"]
    assert cdrs.download_cdr_export(export, name) is None
    account.sandbox.advance(60)
    assert cdrs.list_cdrs(10, None, "completed") == cdrs.list_cdr_exports("completed", 10)
    assert cdrs.list_cdrs()["data"][0]["data"]["id"] == int(export)
    assert cdrs.get_cdr_export_status(int(export))["data"]["attributes"]["num_calls"] == 1
    assert cdrs.download_cdr_export(export, name) == {"filename": name}
    assert [each.name for each in tmp_path.iterdir()] == ["temp_cdr_file.csv"]
    assert stat.S_IMODE(Path(name).stat().st_mode) == 0o600
    with Path(name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert (rows[0]["custom_x_tag"], rows[0]["direction"]) == ('a "b"\nc', "Outbound")
    assert cdrs.parse_cdr_export(name) == rows


def test_the_filters_of_the_readme(account: Account) -> None:
    """The README's call is sent as it is, and what cannot be is refused before."""
    account.client.cdrs.create_cdr(FILTERS)
    assert body(account)["data"]["attributes"] == {"filter_parameters": FILTERS}
    before = len(account.sent)
    for filters in (None, "x", {}, {**FILTERS, "number_aliases": "Office"}):
        with pytest.raises(InvalidValue):
            account.client.cdrs.create_cdr(filters)
    with pytest.raises(InvalidValue, match="must be the path of a file"):
        account.client.cdrs.download_cdr_export("1", None)
    assert len(account.sent) == before
