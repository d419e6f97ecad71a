"""Messages of invalid values."""

from __future__ import annotations

import copy
import pickle

import pytest

from flowroute_ext._base.errors import FlowrouteError
from flowroute_ext._base.problems import InvalidValue, Problem, Problems, invalid, nearest, shown

ZIP = Problem(
    field="zip", value="'984'", rule="must be a ZIP code of five digits", cure="write all five"
)
CITY = Problem(field="city", value="nothing", rule="must be there", cure="give it as text")


def test_one_problem() -> None:
    """A single problem is one sentence, with field, rule, value and cure."""
    assert str(InvalidValue("E911 address", [ZIP])) == (
        "Invalid E911 address: "
        "zip must be a ZIP code of five digits, but got '984': write all five."
    )


def test_several_problems() -> None:
    """Several problems are a line each."""
    assert str(InvalidValue("E911 address", (ZIP, CITY))) == (
        "Invalid E911 address, 2 problems:\n"
        "- zip must be a ZIP code of five digits, but got '984': write all five.\n"
        "- city must be there, but got nothing: give it as text."
    )


def test_kinds_of_error() -> None:
    """It can be caught as this package's error, and as a ValueError."""
    error = InvalidValue("E911 address", [ZIP])

    assert isinstance(error, FlowrouteError)
    assert isinstance(error, ValueError)


def test_copies() -> None:
    """It can be copied and pickled, as when a worker process raises it."""
    error = InvalidValue("E911 address", [ZIP, CITY])

    for copied in (copy.copy(error), copy.deepcopy(error), pickle.loads(pickle.dumps(error))):
        assert (type(copied), copied.what, copied.problems) == (
            InvalidValue,
            error.what,
            (ZIP, CITY),
        )
        assert str(copied) == str(error)


def test_gathering() -> None:
    """All problems are reported at once, with those of nested checks."""
    problems = Problems("E911 address")
    problems.add("zip", "'984'", rule=ZIP.rule, cure=ZIP.cure)

    def refuse() -> str:
        raise InvalidValue("city", [CITY])

    assert problems.attempt(refuse, "instead") == "instead"
    assert problems.attempt(lambda: "fine", "instead") == "fine"
    with pytest.raises(InvalidValue) as caught:
        problems.raise_if_any()
    assert (caught.value.what, caught.value.problems) == ("E911 address", (ZIP, CITY))


def test_nothing_wrong() -> None:
    """Without a problem nothing is raised."""
    problems = Problems("E911 address")

    problems.raise_if_any()

    assert problems.found == []


def test_invalid() -> None:
    """`invalid` makes an error with one problem."""
    error = invalid("ZIP", "zip", "'984'", rule=ZIP.rule, cure=ZIP.cure)

    assert (error.what, error.problems) == ("ZIP", (ZIP,))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "nothing"),
        ("", "an empty text"),
        (" \n", "a blank text"),
        ("984", "'984'"),
        ("it's", '"it\'s"'),
        (984, "a value of type int"),
        ({"secret": 1}, "a value of type dict"),
        ("call 206-555-0142", "'call 206•••0142'"),
        ("x" * 40, repr("x" * 40)),
        ("x" * 41, repr("x" * 39 + "…")),
        ("x" * 33 + "12065550142", repr("x" * 33 + "1206••…")),
    ],
)
def test_shown(value: object, words: str) -> None:
    """A value is shown short and masked, and one that is not text by its type."""
    assert shown(value) == words


@pytest.mark.parametrize(
    ("word", "likely"),
    [("SUIT", "Suite"), (" suite ", "Suite"), ("Flor", "Floor"), ("xyz", None), ("", None)],
)
def test_nearest(word: str, likely: str | None) -> None:
    """A misspelled word gets the most similar choice, if any is similar."""
    assert nearest(word, ["Suite", "Floor", "Unit"]) == likely
