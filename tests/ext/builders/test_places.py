"""Cures of states, provinces and units: from tables of the given country, never from likeness."""

from __future__ import annotations

from typing import Any

import pytest

from flowroute_ext import E911Address, InvalidValue
from flowroute_ext._builders.places import spellings
from flowroute_ext._builders.places.spellings import state_meant
from flowroute_ext._builders.places.states import STATES
from flowroute_ext._builders.places.units import ABBREVIATIONS, ADDRESS_TYPES

PEOPLE: Any = dict.fromkeys(
    ["label", "first_name", "last_name", "street_number", "street_name", "city"], "x"
)
ZIPS = {"US": "98407", "CA": "M4C 5K7"}
LETTERS = {
    "US": "write its two letters, as the USPS has them",
    "CA": "write its two letters, as Canada Post has them",
}


def cure(field: str, value: object, country: str, **fields: Any) -> str:
    """Return the cure of the only problem of an address."""
    given = PEOPLE | {"state": "WA" if country == "US" else "ON", "zip": ZIPS[country]}
    with pytest.raises(InvalidValue) as caught:
        E911Address(**given | {"country": country, field: value} | fields)
    (problem,) = caught.value.problems
    return problem.cure


@pytest.mark.parametrize(
    ("spelling", "country", "code", "name"),
    [
        ("Washington DC", "US", "DC", "District of Columbia"),
        ("Washington, D.C.", "US", "DC", "District of Columbia"),
        ("Wash. D.C.", "US", "DC", "District of Columbia"),
        ("Wash.", "US", "WA", "Washington"),
        ("Miss.", "US", "MS", "Mississippi"),
        ("Mont.", "US", "MT", "Montana"),
        ("Mass", "US", "MA", "Massachusetts"),
        ("CALIF.", "US", "CA", "California"),
        ("N. Mex.", "US", "NM", "New Mexico"),
        ("W.Va.", "US", "WV", "West Virginia"),
        ("n.y.", "US", "NY", "New York"),
        ("WA.", "US", "WA", "Washington"),
        ("Penna.", "US", "PA", "Pennsylvania"),
        ("Commonwealth of Virginia", "US", "VA", "Virginia"),
        ("state of washington", "US", "WA", "Washington"),
        ("Sask", "CA", "SK", "Saskatchewan"),
        ("Que.", "CA", "QC", "Quebec"),
        ("Qué.", "CA", "QC", "Quebec"),
        ("PQ", "CA", "QC", "Quebec"),
        ("P.E.I.", "CA", "PE", "Prince Edward Island"),
        ("Île-du-Prince-Édouard", "CA", "PE", "Prince Edward Island"),
        ("Colombie-Britannique", "CA", "BC", "British Columbia"),
        ("colombie britannique", "CA", "BC", "British Columbia"),
        ("N.-É.", "CA", "NS", "Nova Scotia"),
        ("T.-N.-L.", "CA", "NL", "Newfoundland and Labrador"),
        ("Nfld.", "CA", "NL", "Newfoundland and Labrador"),
        ("N.W.T.", "CA", "NT", "Northwest Territories"),
        ("the Yukon", "CA", "YT", "Yukon"),
        ("W.A.", "US", "WA", "Washington"),
        ("C. A.", "US", "CA", "California"),
        ("o.n.", "CA", "ON", "Ontario"),
        ("N.-E.", "CA", "NS", "Nova Scotia"),
        ("Brit. Col.", "CA", "BC", "British Columbia"),
        ("N.Y.S.", "US", "NY", "New York"),
    ],
)
def test_known_spellings(spelling: str, country: str, code: str, name: str) -> None:
    """What is known to stand for a state or a province of the country is named."""
    assert cure("state", spelling, country) == f"write {code!r} for {name}"


@pytest.mark.parametrize(
    ("word", "country"),
    [
        *(("Samoa", "US"), ("Carolina", "US"), ("Dakota", "US"), ("Columbia", "US")),
        *(("British Virgin Islands", "US"), ("Washingtn", "US"), ("New Yrok", "US")),
        *(("Sask", "US"), ("Man.", "US"), ("N.-É.", "US"), ("Qué.", "US"), ("Kansas City", "US")),
        *(("Miss.", "CA"), ("Mass.", "CA"), ("Ore.", "CA"), ("Ontaria", "CA"), ("Columbia", "CA")),
        *(("N.E.", "CA"), ("n.e.", "CA"), ("T.N.", "CA"), ("T.N.", "US"), ("W.A.", "CA")),
        *(("N.E.", "US"), ("AE", "US"), ("", "US"), ("x" * 1_000, "CA"), ("Онтарио", "CA")),
    ],
)
def test_nothing_is_guessed(word: str, country: str) -> None:
    """What is only like a name, stands for several places, or is abroad, has no code for a cure."""
    assert cure("state", word, country) == LETTERS[country]


@pytest.mark.parametrize(
    ("word", "country", "where"),
    [
        ("NE", "CA", "Nebraska is in US"),
        ("TN", "CA", "Tennessee is in US"),
        ("Washington", "CA", "Washington is in US"),
        ("Québec", "US", "Quebec is in CA"),
        ("BC", "US", "British Columbia is in CA"),
    ],
)
def test_the_other_country(word: str, country: str, where: str) -> None:
    """Of a word of the other country, either may be wrong: the state, or the country."""
    assert cure("state", word, country) == f"{where}: correct the state, or the country"


def test_an_unknown_country() -> None:
    """Without a country, nothing stands for a state."""
    with pytest.raises(InvalidValue) as caught:
        E911Address(**PEOPLE, state="Sask", zip="98407", country="MX")

    assert [problem.cure for problem in caught.value.problems] == [
        "give one of these two",
        "write its two letters",
    ]


@pytest.mark.parametrize("country", ["US", "CA"])
def test_the_tables(country: str) -> None:
    """Each spelling stands for one code of its country, and none for that of the other one."""
    listed = [
        (spelling, code)
        for code, line in spellings.ABBREVIATIONS[country].items()
        for spelling in line.split(", ")
    ]
    codes = {code for states in STATES.values() for code in states}

    assert {code for _, code in listed} <= STATES[country].keys()
    for spelling, code in listed:
        bare = spelling.strip(" .").upper()
        assert state_meant(spelling, country) == (code if bare not in codes else bare)
    for code, name in STATES[country].items():
        assert state_meant(name, country) == code
        assert state_meant(f"{code}.", country) == code


@pytest.mark.parametrize(("word", "country"), [("U.S.", "US"), ("canada", "CA"), ("CAN", "CA")])
def test_names_of_countries(word: str, country: str) -> None:
    """A country by another name is cured; one that is neither is not."""
    assert cure("country", word, country) == f"write {country!r}"


def test_kinds_of_units() -> None:
    """An abbreviation of the USPS has its kind for a cure, and a mistake has all kinds."""
    everything = f"give one of {', '.join(ADDRESS_TYPES.values())}"
    cures = {
        word: cure("address_type", word, "US", address_type_number="1")
        for word in [*ABBREVIATIONS, "STE.", "Bldg", "Siute", "Flor", "Uper", "Lowr.", "Slid"]
    }

    assert cures == {word: f"write {title!r}" for word, title in ABBREVIATIONS.items()} | {
        "STE.": "write 'Suite'",
        "Bldg": "write 'Building'",
        "Lowr.": "write 'Lower'",
        **dict.fromkeys(["Siute", "Flor", "Uper", "Slid"], everything),
    }
