"""E911 addresses: all problems are reported before anything is sent."""

from __future__ import annotations

import copy
import pickle
from types import SimpleNamespace
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowroute_ext._base.problems import InvalidValue, Problem
from flowroute_ext._builders.e911s import FIELDS, E911Address
from flowroute_ext._builders.places.states import CANADIAN_PROVINCES, US_STATES
from flowroute_ext._builders.places.units import ADDRESS_TYPES

from .addresses import address_fields, addresses

TACOMA: dict[str, Any] = {
    "label": "Home",
    "first_name": "Janet",
    "last_name": "Doe",
    "street_number": "3910",
    "street_name": "N Vassault",
    "city": "Tacoma",
    "state": "WA",
    "zip": "98407",
    "country": "US",
    "address_type": "Suite",
    "address_type_number": "200",
}
TORONTO = TACOMA | {"city": "Toronto", "state": "ON", "zip": "M4C 5K7", "country": "CA"}


def problems_of(**fields: object) -> tuple[Problem, ...]:
    with pytest.raises(InvalidValue) as caught:
        E911Address(**TACOMA | fields)
    assert caught.value.what == "E911 address"
    return caught.value.problems


def test_wire_form() -> None:
    """An address is sent with the attributes that the API documents."""
    assert E911Address(**TACOMA).to_attributes() == TACOMA


def test_unset_fields() -> None:
    """Unset fields are not sent."""
    fields = {name: value for name, value in TACOMA.items() if not name.startswith("address")}

    assert E911Address(**fields).to_attributes() == fields


def test_repr() -> None:
    """A repr has no name and no street, so that no log has."""
    assert repr(E911Address(**TACOMA)) == (
        "E911Address(label='Home', first_name=•••, last_name=•••, street_number=•••, "
        "street_name=•••, city='Tacoma', state='WA', zip='98407', country='US', "
        "address_type=•••, address_type_number=•••)"
    )


@given(addresses)
def test_copies(address: E911Address) -> None:
    """An address is equal when evolved, copied, pickled, or read from a record."""
    assert attrs.evolve(address) == address
    assert E911Address.from_record(address) == address
    assert E911Address(**address.to_attributes()) == address
    assert copy.deepcopy(address) == address
    assert pickle.loads(pickle.dumps(address)) == address
    assert hash(copy.copy(address)) == hash(address)


@given(addresses, st.sampled_from([None, ""]))
def test_records_without_unit(address: E911Address, unset: str | None) -> None:
    """A record without a unit has empty text or None for it."""
    record = SimpleNamespace(
        **address.to_attributes() | {"address_type": unset, "address_type_number": unset}
    )

    expected = attrs.evolve(address, address_type=None, address_type_number=None)
    assert E911Address.from_record(record) == expected


def test_old_records() -> None:
    """The values of an older record are converted."""
    record = SimpleNamespace(**TACOMA | {"country": "USA", "address_type": "SU"})

    assert E911Address.from_record(record) == E911Address(**TACOMA)


def test_records_that_lack_fields() -> None:
    """The missing fields of a record are named."""
    with pytest.raises(InvalidValue) as caught:
        E911Address.from_record(SimpleNamespace(label="Home"))

    fields = {problem.field for problem in caught.value.problems}
    assert fields == {*FIELDS} - {"label", "address_type", "address_type_number"}


def test_evolve_checks_again() -> None:
    """An evolved address is checked as a new one is."""
    address = E911Address(**TACOMA)

    with pytest.raises(InvalidValue, match="zip must be a ZIP code of five digits"):
        attrs.evolve(address, zip="984")


def test_frozen() -> None:
    """An address does not change once it has been checked."""
    address: Any = E911Address(**TACOMA)

    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        address.zip = "98408"


@pytest.mark.parametrize("state", US_STATES)
def test_us_states(state: str) -> None:
    """Every state and possession of the USPS is accepted, in either case."""
    assert E911Address(**TACOMA | {"state": state.lower()}).state == state


@pytest.mark.parametrize("state", CANADIAN_PROVINCES)
def test_canadian_provinces(state: str) -> None:
    """Every province and territory of Canada is accepted, in either case."""
    assert E911Address(**TORONTO | {"state": state.lower()}).state == state


def test_how_many_places() -> None:
    """There are 50 states, DC, 8 possessions and associated states, and 13 provinces."""
    assert (len(US_STATES), len(CANADIAN_PROVINCES)) == (59, 13)


@pytest.mark.parametrize(("code", "title"), ADDRESS_TYPES.items())
def test_address_types(code: str, title: str) -> None:
    """Every type is accepted in any case, and as its older code, and kept as Flowroute has it."""
    for word in (title, title.upper(), title.lower(), code, code.lower(), f" {title} "):
        assert E911Address(**TACOMA | {"address_type": word}).address_type == title


@pytest.mark.parametrize(
    ("given_zip", "kept"),
    [
        ("m4c5k7", "M4C 5K7"),
        ("M4C-5K7", "M4C 5K7"),
        (" M4C 5K7 ", "M4C 5K7"),
        ("V6B 1A1", "V6B 1A1"),
    ],
)
def test_postal_codes(given_zip: str, kept: str) -> None:
    """A Canadian postal code is kept in capitals with its space."""
    assert E911Address(**TORONTO | {"zip": given_zip}).zip == kept


@pytest.mark.parametrize(("country", "kept"), [("us", "US"), ("USA", "US"), (" US ", "US")])
def test_countries(country: str, kept: str) -> None:
    """The country is kept in the current form."""
    assert E911Address(**TACOMA | {"country": country}).country == kept


CANADIAN = "this is a Canadian postal code: correct it, or the country"
US_ZIP = "must be a ZIP code of five digits"
LETTERS = "write its two letters, as the USPS has them"
CORRECT = "correct the state, or the country"
US_STATE = "must be the two letters of a US state or territory"
TYPE = "must be a kind of unit that Flowroute supports"
ONE_OF = f"give one of {', '.join(ADDRESS_TYPES.values())}"
NO_TYPE = "must be the kind of unit that address_type_number is of"


@pytest.mark.parametrize(
    ("field", "value", "got", "rule", "cure"),
    [
        (
            "zip",
            "98407-1234",
            "'98407-1234'",
            US_ZIP,
            "write '98407' alone, as Flowroute takes at most 7 characters",
        ),
        (
            "zip",
            "984071234",
            "'984071234'",
            US_ZIP,
            "write '98407' alone, as Flowroute takes at most 7 characters",
        ),
        ("zip", "2134", "'2134'", US_ZIP, "write '02134', if it lost its leading zero"),
        ("zip", "m4c 5k7", "'m4c 5k7'", US_ZIP, CANADIAN),
        ("zip", 98407, "a value of type int", US_ZIP, "write it like '98407', as text"),
        ("zip", "", "an empty text", US_ZIP, "write it like '98407', as text"),
        ("zip", "٩٨٤٠٧", "'٩٨٤٠٧'", US_ZIP, "write it like '98407', as text"),
        ("state", "Washington", "'Washington'", US_STATE, "write 'WA' for Washington"),
        ("state", "new yrok", "'new yrok'", US_STATE, LETTERS),
        ("state", "ON", "'ON'", US_STATE, f"Ontario is in CA: {CORRECT}"),
        ("state", "Ontario", "'Ontario'", US_STATE, f"Ontario is in CA: {CORRECT}"),
        ("state", "AE", "'AE'", US_STATE, LETTERS),
        ("state", None, "nothing", US_STATE, LETTERS),
        ("country", "Canada", "'Canada'", "must be 'US' or 'CA'", "write 'CA'"),
        ("country", "MX", "'MX'", "must be 'US' or 'CA'", "give one of these two"),
        ("address_type", "Apt", "'Apt'", TYPE, "write 'Apartment'"),
        ("address_type", "Siute", "'Siute'", TYPE, ONE_OF),
        (
            "address_type",
            None,
            "nothing",
            NO_TYPE,
            ONE_OF,
        ),
        (
            "address_type_number",
            "",
            "an empty text",
            "must go with address_type, as text",
            "give it, like '200' or 'A-1', or leave out address_type",
        ),
        (
            "address_type_number",
            200,
            "a value of type int",
            "must go with address_type, as text",
            "give it, like '200' or 'A-1', or leave out address_type",
        ),
        (
            "first_name",
            " ",
            "a blank text",
            "must be the first name of a person there",
            "give it as text",
        ),
        (
            "street_number",
            3910,
            "a value of type int",
            "must be the number of the house",
            "give it as text",
        ),
    ],
)
def test_refusals(field: str, value: object, got: str, rule: str, cure: str) -> None:
    """Each refusal names the field, the value, the rule and the cure."""
    assert problems_of(**{field: value}) == (Problem(field=field, value=got, rule=rule, cure=cure),)


def test_canadian_refusals() -> None:
    """Canadian addresses have rules of their own."""
    with pytest.raises(InvalidValue) as caught:
        E911Address(**TORONTO | {"state": "WA", "zip": "98407"})

    assert caught.value.problems == (
        Problem(
            field="state",
            value="'WA'",
            rule="must be the two letters of a Canadian province or territory",
            cure="Washington is in US: correct the state, or the country",
        ),
        Problem(
            field="zip",
            value="'98407'",
            rule="must be a Canadian postal code",
            cure="this is a US ZIP code: correct it, or the country",
        ),
    )


WRONG: dict[str, Any] = {
    "label": "",
    "first_name": None,
    "last_name": "  ",
    "street_number": 7,
    "street_name": "",
    "city": [],
    "state": "ZZ",
    "zip": "9",
    "country": "MX",
    "address_type": "Castle",
}


@given(address_fields, st.sets(st.sampled_from([*WRONG]), min_size=1))
def test_all_problems_at_once(fields: dict[str, Any], wrong: set[str]) -> None:
    """Exactly the invalid fields are named, all of them at once."""
    unit = {"address_type": "Suite", "address_type_number": "200"}

    with pytest.raises(InvalidValue) as caught:
        E911Address(**fields | unit | {name: WRONG[name] for name in wrong})

    assert sorted(problem.field for problem in caught.value.problems) == sorted(wrong)
