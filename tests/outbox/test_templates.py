"""Templates of texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowroute_ext import InvalidValue
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


names = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8)


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
