"""Exports of lists: numbers, E911 addresses and CNAM records, all of them each time."""

from __future__ import annotations

import sqlite3
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from exports.records import Records
from flowroute_ext import InvalidValue
from flowroute_ext.exports import ExportError, export


def number(last: int) -> dict[str, Any]:
    value = f"1206555{last:04}"
    return {
        "id": value,
        "type": "number",
        "attributes": {"value": value, "number_type": "standard", "alias": "=desk"},
    }


@pytest.fixture
def numbers(records: Records) -> list[dict[str, Any]]:
    found = records.lists["numbers"]
    found += [number(n) for n in range(450)]
    return found


def test_numbers(records: Records, numbers: list[dict[str, Any]], tmp_path: Path):
    """All numbers are written, as text, and again by the next run; released ones are gone."""
    path = tmp_path / "numbers.csv"
    assert export(records.client(), "numbers", path).rows == 450
    lines = path.read_text("utf-8").splitlines()
    assert lines[1] == "12065550000,longcode,,,,'=desk,,,,,,"
    del numbers[:400]
    assert export(records.client(), "numbers", path).rows == 50
    assert len(path.read_text("utf-8").splitlines()) == 51


@pytest.mark.parametrize("name", ["x.csv", "x.sqlite"])
@pytest.mark.parametrize("change", ["bought", "released"])
def test_pages_that_shift(
    records: Records, numbers: list[dict[str, Any]], tmp_path: Path, name: str, change: str
):
    """A list that changes between two pages is read again: no number is missing, or twice."""

    def shift(request: int) -> None:
        if request == 2 and change == "bought":
            numbers.insert(0, number(9000))
        elif request == 2:
            numbers.pop(0)

    records.meanwhile = shift
    done = export(records.client(), "numbers", tmp_path / name)
    if name == "x.csv":
        found = [line[:11] for line in (tmp_path / name).read_text("utf-8").splitlines()[1:]]
    else:
        with sqlite3.connect(tmp_path / name) as database:
            found = [value for (value,) in database.execute("SELECT number FROM numbers")]
    assert sorted(found) == sorted(one["id"] for one in numbers)
    assert (done.rows, done.repeated) == (len(numbers), 1)


def test_restless_list(records: Records, numbers: list[dict[str, Any]], tmp_path: Path):
    """A list that changes each time is given up, and the file stays as it was."""
    path = tmp_path / "numbers.csv"
    export(records.client(), "numbers", path)
    before = path.read_bytes()
    records.meanwhile = lambda request: numbers.insert(0, number(9000 + request))
    with pytest.raises(ExportError, match="changed each time while they were read"):
        export(records.client(), "numbers", path)
    assert path.read_bytes() == before


def test_e911s(records: Records, tmp_path: Path):
    """Addresses are in the columns of Flowroute's own converter, and byte for byte on request."""
    attributes = {
        "label": "O'Neil",
        "first_name": "Ada",
        "last_name": "Lovelace",
        "city": "Seattle",
        "street_number": 100,
        "street_name": "Main St, North",
        "state": "WA",
        "zip": "98104",
        "country": "US",
        "address_type": "",
        "address_type_number": None,
    }
    records.lists["e911s"] = [{"id": "21907", "type": "e911", "attributes": attributes}]
    export(records.client(), "e911s", tmp_path / "x.csv")
    assert (tmp_path / "x.csv").read_text("utf-8") == (
        "ID,Label,Last Name,First Name,Street Number,Street Name,Address Type,"
        "Address Type Number,City,State,Country,Zip\n"
        '21907,O\'Neil,Lovelace,Ada,100,"Main St, North",,,Seattle,WA,US,98104\n'
    )
    export(records.client(), "e911s", tmp_path / "y.csv", format="converter")
    assert (tmp_path / "y.csv").read_text("utf-8") == (
        "'ID',Label,Last Name,First Name,Street Number,Street Name,Address Type,"
        "Address Type Number,City,State,Country,Zip,\n"
        "'21907','O''Neil','Lovelace','Ada','100','Main St, North','','','Seattle','WA','US',"
        "'98104',\n"
    )


def test_cnams(records: Records, tmp_path: Path):
    """A CNAM record has its times in UTC, and why it was rejected."""
    attributes = {
        "value": "BROWN BAG",
        "is_approved": False,
        "rejection_reason": "generic",
        "creation_datetime": "2018-04-19 21:03:04.932192+00:00",
        "approval_datetime": None,
    }
    records.lists["cnams"] = [{"id": "22790", "type": "cnam", "attributes": attributes}]
    export(records.client(), "cnams", tmp_path / "x.csv")
    assert (tmp_path / "x.csv").read_text("utf-8").splitlines()[1] == (
        "22790,BROWN BAG,false,generic,2018-04-19T21:03:04.932192+00:00,"
    )


@pytest.mark.parametrize(
    ("what", "options", "error"),
    [
        ("numbers", {"since": "2026-01-01"}, "since is for messages and cdrs"),
        ("messages", {}, "since must say from when on"),
        ("messages", {"since": "yesterday"}, "since must be a date"),
        ("messages", {"since": "2026-02-01", "until": "2026-01-01"}, "until must be later"),
        ("numbers", {"format": "converter"}, "format is for e911s only"),
        ("numbers", {"format": "xlsx"}, "format must be a format"),
        ("cdrs", {"since": "2026-01-01", "format": "sqlite"}, "format is not for cdrs"),
        ("calls", {}, "what must be what can be exported"),
    ],
)
def test_values(records: Records, tmp_path: Path, what: Any, options: dict[str, Any], error: str):
    """A value that cannot be meant is named before any request, and no file is made."""
    with pytest.raises(InvalidValue, match=error):
        export(records.client(), what, tmp_path / "x.csv", **options)
    with pytest.raises(InvalidValue, match="to must end in one of"):
        export(records.client(), "numbers", tmp_path / "x.xls")
    assert (records.requests, list(tmp_path.iterdir())) == (0, [])


def test_stream(records: Records, numbers: list[dict[str, Any]]):
    """An open file gets the lines of a list once it was read as a whole; it needs a format."""
    file = BytesIO()
    records.meanwhile = lambda request: request == 2 and numbers.pop(0)
    done = export(records.client(), "numbers", file, format="csv")
    assert len(file.getvalue().splitlines()) == 450
    assert (done.path, done.rows) == (None, 449)
    for kind in (None, "sqlite"):
        with pytest.raises(InvalidValue, match=r"to must end in|format is for a file only"):
            export(records.client(), "numbers", file, format=kind)
