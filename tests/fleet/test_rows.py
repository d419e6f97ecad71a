"""Files of addresses: a row for each number, of which no cell is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from flowroute_ext import fleet

ROW = '{number},Ada,Example,"12 Elm St, Seattle, WA 98101"\n'


def test_rows_of_one_office(tmp_path: Path) -> None:
    """Rows with one address and no label have one record, as Flowroute has one of a place."""
    path = tmp_path / "addresses.csv"
    rows = [ROW.format(number=f"1206555010{n}") for n in range(3)]
    path.write_text("number,first_name,last_name,address\n" + "".join(rows), "utf-8")

    described = fleet.read(path)

    assert [one.address for one in described.numbers] == ["12065550100"] * 3
    assert [*described.addresses] == ["12065550100"]


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        (
            "number,first_name,last_name,street_number,street_name,city,state,zip",
            "12065550100,Ada,Example,12,Elm St,Seattle,WA,98101,Apt 4",
            (
                "line 2: the line must have no more cells than the first, but got 'Apt 4': "
                "quote commas."
            ),
        ),
        (
            "number,first_name,last_name,address,Address",
            ROW.format(number="12065550100"),
            (
                "line 1: the column must be there once, but got 'address' twice: "
                "leave one of them out."
            ),
        ),
        (
            "number,first_name,last_name,address",
            ROW.format(number="12065550100")
            + ROW.format(number="12065550101").replace("Ada", "Bob"),
            (
                "line 3: address must have one label and one person, as Flowroute has one record "
                "of a place, but got that of line 2 again: write its label and names."
            ),
        ),
    ],
)
def test_cells_that_would_be_lost(tmp_path: Path, header: str, row: str, expected: str) -> None:
    """No cell of a row is left out: not one beyond the columns, and not one of two columns."""
    path = tmp_path / "addresses.csv"
    path.write_text(f"{header}\n{row}\n", "utf-8")

    with pytest.raises(fleet.InvalidFleet) as caught:
        fleet.read(path)

    assert [str(problem) for problem in caught.value.problems] == [expected]


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ('alias = ""', "must have an alias, by which a number that was bought is known again"),
        (r'alias = "A"' + "\n" + r'rate_center = "\u001b[2J"', "must be up to 64 visible"),
        (r'alias = "A"' + "\n" + 'name = "' + 65 * "x" + '"', "must be up to 64 visible"),
    ],
)
def test_texts_that_name_nothing(tmp_path: Path, key: str, expected: str) -> None:
    """No alias is not that of a number without one; and no name moves the cursor."""
    path = tmp_path / "fleet.toml"
    name = "" if "name =" in key else 'name = "a"\n'
    path.write_text(f'[[numbers]]\narea_code = "206"\n{name}{key}\n', "utf-8")

    with pytest.raises(fleet.InvalidFleet, match=expected):
        fleet.read(path)
