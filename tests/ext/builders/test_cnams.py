"""CNAM: names that the network can show."""

from __future__ import annotations

import copy
import pickle
import string
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowroute_ext._base.problems import InvalidValue, Problem
from flowroute_ext._builders.cnams import Cnam

ALPHABET = string.ascii_letters + string.digits + " -_.,@+&'/\""
has_letter = st.text(ALPHABET, min_size=1, max_size=15).filter(
    lambda text: any(character.isalpha() for character in text)
)


@given(has_letter)
def test_names(name: str) -> None:
    """Every name that the rules allow is kept in capitals, without blanks around it."""
    cnam = Cnam(name)

    assert cnam.value == name.strip().upper()
    assert attrs.evolve(cnam) == cnam
    assert pickle.loads(pickle.dumps(copy.copy(cnam))) == cnam


@given(st.text())
def test_never_fails_otherwise(name: str) -> None:
    """Any accepted text follows the rules."""
    try:
        value = Cnam(name).value
    except InvalidValue:
        return
    assert 1 <= len(value) <= 15
    assert set(value) <= set(ALPHABET)


ALLOWED = "must be of letters A to Z, digits, spaces and - _ . , @ + & ' / \""
REPLACE = "leave out or replace every other character"


@pytest.mark.parametrize(
    ("name", "got", "rule", "cure"),
    [
        (None, "nothing", "must be the name to show", "give it as text"),
        (7, "a value of type int", "must be the name to show", "give it as text"),
        (" ", "a blank text", "must be the name to show", "give it as text"),
        (
            "SIXTEEN LETTERS!"[:-1] + "S",
            "16 characters",
            "must have at most 15 characters",
            "shorten it by 1",
        ),
        ("Café", "'é'", ALLOWED, REPLACE),
        ("Straße", "'ß'", ALLOWED, REPLACE),
        ("Bob\nLaw!", "'\\n' '!'", ALLOWED, REPLACE),
        ("2065550142", "'206•••0142'", "must have at least one letter", "use a name, not a number"),
        ("---", "'---'", "must have at least one letter", "use a name, not a number"),
    ],
)
def test_refusals(name: Any, got: str, rule: str, cure: str) -> None:
    """Each refusal names the value, the rule and the cure."""
    with pytest.raises(InvalidValue) as caught:
        Cnam(name)

    assert caught.value.what == "CNAM"
    assert caught.value.problems == (Problem(field="value", value=got, rule=rule, cure=cure),)


def test_all_problems_at_once() -> None:
    """All problems of a name are reported at once."""
    with pytest.raises(InvalidValue) as caught:
        Cnam("!" * 16)

    rules = [problem.rule for problem in caught.value.problems]
    assert rules == ["must have at most 15 characters", ALLOWED, "must have at least one letter"]
