"""Exports of call records, with the methods of the Python SDK."""

from __future__ import annotations

import csv
import json
import stat
from pathlib import Path
from typing import Any

import pytest

from compat.conftest import Account
from flowroute_ext import InvalidValue, OutcomeUnknown, compat

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
    sent = body(account)["data"]
    url = sent["attributes"].pop("callback_url")
    assert url.startswith("https://example.com/cdrs?flowroute_reference=")
    assert sent == {"type": "cdrexport", "attributes": {"filter_parameters": filters}}
    assert created["data"]["attributes"]["callback_url"] == url
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


def test_a_lost_response(account: Account) -> None:
    """An export whose response is lost is found, also beside an equal one, and made once."""
    for url in ("https://example.com/cdrs", "https://example.com/cdrs"):
        account.sandbox.fault("drop-after", operation="create_a_cdr_export")
        with pytest.raises(OutcomeUnknown) as lost:
            account.client.cdrs.create_cdr_export(FILTERS, url)
        newest = account.client.cdrs.list_cdrs()["data"][0]["data"]["id"]
        assert lost.value.resolve().id == str(newest)
    assert len(account.client.cdrs.list_cdrs()["data"]) == 2


def test_the_hint_has_the_filters(account: Account) -> None:
    """The hint of an export names its filters, known or not, and has none of their values."""
    compat.hints(True)
    filters = {**FILTERS, "tollfree_only": True}
    try:
        with pytest.warns(compat.CompatHint) as hints:
            account.client.cdrs.create_cdr_export(filters, "https://example.com/s3cr3t")
    finally:
        compat.hints(False)
    call = "start=start, end=end, number_aliases=number_aliases, other_filters=other_filters"
    assert f"flowroute.cdrs.export({call}, callback_url=callback_url)" in str(hints[0].message)
    assert "s3cr3t" not in str(hints[0].message)
