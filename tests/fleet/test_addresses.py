"""Postal addresses in one line: split where that is certain, and otherwise never."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowroute_ext import E911Address, InvalidValue
from flowroute_ext.fleet import split_address

TABLE = [
    line.split(" => ")
    for line in Path(__file__).with_name("addresses.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
STREETS = ("Main", "3rd", "Lake", "St Clair", "Park Place", "Highway 9", "Broadway", "Court")
TYPES = ("", " St", " Ave", " Blvd", " Way")
UNITS = ("", " Apt 4", ", Suite 200", " #4", ", 4", " 4", ", Rear", " Unit")
CITIES = ("Seattle", "St Paul", "Lake City", "NW Bend", "Ave Maria", "Kent 4", "Apt City")
ENDS = (", WA 98101", " WA 98101", ", WA", ", ME 98101", ", Washington 98101-1234, USA")


def shown(line: str) -> str:
    """What the table has for a line: the fields, or the unclear word."""
    try:
        fields = split_address(line)
    except InvalidValue as error:
        (problem,) = error.problems
        return f"? {problem.value}"
    E911Address(label="Home", first_name="Ada", last_name="Example", **fields)
    unit = " ".join(fields.get(name, "") for name in ("address_type", "address_type_number"))
    names = ("street_number", "street_name", "", "city", "state", "zip")
    return " | ".join(fields[name] if name else unit.strip() for name in names)


def test_tricky_lines() -> None:
    """Of 200 lines each has exactly these fields, or this word that is not clear."""
    assert len(TABLE) >= 200
    wrong = []
    for line, expected in TABLE:
        found = shown(line.replace("\\n", "\n"))
        if not (found == expected or (expected[0] == "?" and found.startswith(expected))):
            wrong.append((line, expected, found))
    assert wrong == []


def test_the_error() -> None:
    """The error names the word, the rule and the cure."""
    with pytest.raises(InvalidValue) as caught:
        split_address("123 Main St Ballard, Seattle, WA 98101")

    (problem,) = caught.value.problems
    assert problem.to_dict() == {
        "field": "address",
        "value": "'Ballard'",
        "rule": "must be number and street, unit, city, state and ZIP, with commas between them",
        "cure": "it follows the street; put a comma before it, or write the fields street_number,"
        " street_name … instead",
    }


@given(
    street=st.sampled_from(STREETS),
    kind=st.sampled_from(TYPES),
    unit=st.sampled_from(UNITS),
    city=st.sampled_from(CITIES),
    end=st.sampled_from(ENDS),
)
def test_no_word_is_lost(street: str, kind: str, unit: str, city: str, end: str) -> None:
    """Every word of a line that is split is in its field, and only in that one."""
    line = f"12 {street}{kind}{unit}, {city}{end}"
    try:
        fields = split_address(line)
    except InvalidValue:
        return
    assert fields["street_number"] == "12"
    assert fields["street_name"] == f"{street}{kind}"
    assert fields["city"] == city
    assert fields.get("address_type_number") == (re.findall(r"\d+", unit) or [None])[0]


@given(st.text(alphabet="12 Main St,Apt4#WA98101é½\n\x00", max_size=40))
def test_any_text(text: str) -> None:
    """No text raises another error."""
    try:
        split_address(text)
    except InvalidValue as refused:
        found = refused.problems
    else:
        found = ()
    assert all(problem.field == "address" for problem in found)
