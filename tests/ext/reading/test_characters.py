"""Characters that no line of text has: named, and refused in every field of an address."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from flowroute_ext import E911Address, InvalidValue, PortOrder, Route
from flowroute_ext._base.reading.characters import strange
from flowroute_ext._calls.arguments import alias, identifier
from flowroute_ext._calls.options import checked_reference

HOME: dict[str, Any] = {
    "label": "Home",
    "first_name": "Janet",
    "last_name": "Doe",
    "street_number": "3910",
    "street_name": "N Vassault",
    "city": "Tacoma",
    "state": "WA",
    "zip": "98407",
    "address_type": "Suite",
    "address_type_number": "200",
}
STRANGE = {
    "\n": "the line break",
    "\r": "the line break",
    "\v": "the line break",
    "\x85": "the line break",
    "\u2028": "the line break",
    "\u2029": "the line break",
    "\t": "the tab",
    "\0": "the NUL character",
    "\x1b": "the escape character",
    "\x7f": "the delete character",
    "\x9b": "U+009B (a control character)",
    "\u202e": "U+202E (right-to-left override)",
    "\u2066": "U+2066 (left-to-right isolate)",
    "\u200e": "U+200E (left-to-right mark)",
    "\u200b": "U+200B (zero width space)",
    "\u200d": "U+200D (zero width joiner)",
    "\u2060": "U+2060 (word joiner)",
    "\ufeff": "U+FEFF (zero width no-break space)",
    "\xad": "U+00AD (soft hyphen)",
    "\u3164": "U+3164 (hangul filler)",
    "\ufe0f": "U+FE0F (variation selector-16)",
    "\U000e0100": "U+E0100 (variation selector-17)",
    "\U000e0041": "U+E0041 (tag latin capital letter a)",
    "\ud800": "half of a surrogate pair",
}
FIELDS = ("label", "first_name", "last_name", "street_number", "street_name", "city")


@pytest.mark.parametrize(("character", "name"), STRANGE.items())
def test_in_an_address(character: str, name: str) -> None:
    """Each text of an address is one line of visible characters, and the cure names what is not."""
    fields = (*FIELDS, "address_type_number")

    with pytest.raises(InvalidValue) as caught:
        E911Address(**HOME | dict.fromkeys(fields, f"x{character}y"))

    assert [problem.field for problem in caught.value.problems] == list(fields)
    for problem in caught.value.problems:
        assert problem.rule == "must be in one line, of visible characters"
        assert problem.cure == f"leave out {name}"
        assert character not in str(problem) or character.isprintable()


@pytest.mark.parametrize("character", [" ", "\n", "\t", "\xa0", "\u3000", "\u2028"])
def test_blanks_around(character: str) -> None:
    """Blanks and line breaks around a text are dropped."""
    spaced = {field: f"{character}{HOME[field]}{character}" for field in FIELDS}

    assert E911Address(**HOME | spaced) == E911Address(**HOME)


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("value", ["\u200b", "\u2060\ufeff", "\u3164", float("nan"), None, "\xa0"])
def test_a_field_of_nothing(field: str, value: object) -> None:
    """A field in which nothing can be seen is not given."""
    with pytest.raises(InvalidValue) as caught:
        E911Address(**HOME | {field: value})

    assert [(one.field, one.cure) for one in caught.value.problems] == [(field, "give it as text")]


@pytest.mark.parametrize("unset", [None, "", "\u200b", float("nan")])
def test_a_unit_of_nothing(unset: Any) -> None:
    """A unit of which nothing is given is none."""
    without = E911Address(**HOME | {"address_type": unset, "address_type_number": unset})

    assert without == attrs.evolve(E911Address(**HOME), address_type=None, address_type_number=None)


@pytest.mark.parametrize("text", ["Büro 👩‍👩‍👧 ❤️", "می‌خواهم", "क्‍ष", "O'Brien–Weiß & Søn", "1️⃣ 葛󠄀"])
def test_every_script(text: str) -> None:
    """Text of any script is a line, with the joiners that belong into its words and emoji."""
    assert strange(text) is None
    assert Route.host("sip.example.com", alias=text).alias == text
    assert alias(text) == text


@pytest.mark.parametrize(("character", "name"), STRANGE.items())
def test_in_an_alias(character: str, name: str) -> None:
    """The alias of a route, and that of a number, is one line of visible characters."""
    for make in (lambda given: Route.host("sip.example.com", alias=given), alias):
        with pytest.raises(InvalidValue, match="visible") as caught:
            make(f"x{character}y")
        assert [(one.field, one.cure) for one in caught.value.problems] == [
            ("alias", f"leave out {name}")
        ]


def test_an_alias_that_cannot_be_seen() -> None:
    """An empty alias removes that of a number; one that only looks empty is refused."""
    assert alias("") == ""
    for unseen in (" ", "\u200d", "\u2800"):
        with pytest.raises(InvalidValue, match="alias must be in one line, and visible"):
            alias(unseen)


@pytest.mark.parametrize("character", ["\u3164", "\u115f", "\uffa0", "\u200b", "\u0661", "é"])
def test_in_an_id(character: str) -> None:
    """An id and a PIN are of ASCII; fillers, which nothing is seen of, are letters for Unicode."""
    mixed: Any = f"12{character}34"
    home: Any = {"billing_name": "Ada", "street": "1 Main St", "city": "Tacoma", "state": "WA"}
    with pytest.raises(InvalidValue):
        identifier(mixed, (), "route")
    for field in ("pin", "primary_route", "failover_route", "e911", "cnam"):
        with pytest.raises(InvalidValue) as caught:
            PortOrder(numbers=["12065550142"], provider="x", **home | {field: mixed})
        assert [one.field for one in caught.value.problems] == [field]


@pytest.mark.parametrize("character", ["\u3164", "\u2800", "\ufe0f"])
def test_in_a_reference(character: str) -> None:
    """References that look the same are the same."""
    with pytest.raises(InvalidValue, match="reference must be"):
        checked_reference(f"order{character}1017")


@pytest.mark.parametrize("character", ["\u200b", "\u202e", "\x1b", "\0"])
def test_in_a_host(character: str) -> None:
    """What is not seen of a host is named, and not taken for a letter."""
    with pytest.raises(InvalidValue) as caught:
        Route.host(f"sip{character}.example.com", alias="x")

    assert [one.cure for one in caught.value.problems] == [f"leave out {STRANGE[character]}"]
