"""Templates of texts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowroute_ext import InvalidValue
from flowroute_ext._base.reading.empty import NO_VALUES, is_empty
from flowroute_ext._outbox.templates import Template

SECRET = "not to be read"


class Person:
    name = SECRET


@pytest.mark.parametrize(
    "text",
    [
        "{person.name}",
        "{person[0]}",
        "{person!r}",
        "{person:>20}",
        "{person:{width}}",
        "{}",
        "{ }",
        "{0.__class__}",
    ],
)
def test_a_template_reads_nothing_but_the_row(text):
    """Whatever is more than a name between braces is refused before there is a row."""
    with pytest.raises(InvalidValue) as caught:
        Template(text)

    assert str(caught.value).endswith(
        ": write a field as {name}, and a brace that is meant as {{ or }}."
    )


@pytest.mark.parametrize("text", ["Hi {name", "Hi name}", "", " ", None])
def test_not_a_template(text):
    """Open braces, and what is no text, are refused."""
    with pytest.raises(InvalidValue):
        Template(text)


names = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8).filter(
    lambda name: not is_empty(name) and name not in NO_VALUES
)


@given(st.dictionaries(names, names), st.lists(st.text() | st.none()))
def test_any_text_comes_out_as_it_is(row, pieces):
    """Literal text, braces doubled, and the values of fields come out to the letter."""
    fields = list(row)
    text, expected = "x", "x"
    for index, piece in enumerate(pieces):
        if piece is not None or not fields:
            text += (piece or "").replace("{", "{{").replace("}", "}}")
            expected += piece or ""
        else:
            name = fields[index % len(fields)]
            text += f"{{{name}}}"
            expected += row[name]

    assert Template(text).fill(row) == expected


@pytest.mark.parametrize(
    "value",
    [
        *(None, "", " ", "\u200b", "\u2060\ufeff", float("nan"), float("inf"), -float("inf")),
        *(Decimal("NaN"), Decimal("Infinity"), "NaN", "nan", " <NA> ", "NaT", "-inf", "Infinity"),
        *("#N/A", "#NAME?", "#DIV/0!", "#VALEUR!", "1.#QNAN", "+inf", "-NaN", "undefined"),
        *(True, [], ["Ann"], {}, b"Ann", object(), date(2026, 1, 1)),
    ],
)
def test_what_is_no_text_is_not_sent(value):
    """What is missing, no finite number, or neither text nor a number fills no field."""
    with pytest.raises(InvalidValue, match="name must be there, as the template has it"):
        Template("Hi {name}").fill({"name": value})


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Nan", "Nan"),
        ("NA", "NA"),
        (" Ann ", " Ann "),
        (0, "0"),
        (1.5, "1.5"),
        (Decimal("2.50"), "2.50"),
        (Decimal("1E+1"), "10"),
        ("#1", "#1"),
        ("Inf. Jones", "Inf. Jones"),
    ],
)
def test_texts_and_numbers_are_sent(value, text):
    """Names that look like nothing are names, and numbers keep their digits."""
    assert Template("{name}").fill({"name": value}) == text


@pytest.mark.parametrize(
    ("row", "cure"),
    [
        ({"Name": "x"}, "write {Name}"),
        ({"na-me": "x", "code": "y"}, "write {na-me}"),
        ({"names": "x", "nam": "y"}, "write one of those that there are: 'names', 'nam'"),
        ({}, "give each row such a field"),
        (
            {f"f{number}": "x" for number in range(9)},
            "write one of those that there are: 'f0', 'f1', 'f2', 'f3', 'f4', 'f5', 'f6', 'f7', …",
        ),
    ],
)
def test_a_field_by_another_name(row, cure):
    """Another field is named alone only if its letters are the same, as others may be wrong."""
    with pytest.raises(InvalidValue) as caught:
        Template("{name}").fill(row)

    assert [problem.cure for problem in caught.value.problems] == [cure]


def test_the_length_of_a_text():
    """A text that no message can have is refused before it is made."""
    with pytest.raises(InvalidValue, match="body must have 767,840 characters at most"):
        Template("{a}" * 200_000).fill({"a": "x" * 1_000_000})
    with pytest.raises(InvalidValue, match="template must have 767,840 characters at most"):
        Template("x" * 767_841)
