"""The codes of an address: its country, its state or province, its ZIP or postal code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ..._base.problems import shown
from ..lines import text_of
from .spellings import country_meant, state_meant, state_named
from .states import STATES

if TYPE_CHECKING:
    from ..._base.problems import Problems

STATE_WORDS: Final = {
    "US": "US state or territory",
    "CA": "Canadian province or territory",
    None: "US state or a Canadian province",
}
LETTERS: Final = {
    "US": "write its two letters, as the USPS has them",
    "CA": "write its two letters, as Canada Post has them",
    None: "write its two letters",
}
ZIP_WORDS: Final = {
    "US": "must be a ZIP code of five digits",
    "CA": "must be a Canadian postal code",
    None: "must be a ZIP code of five digits, or a Canadian postal code",
}

COUNTRIES: Final = {"US": "US", "USA": "US", "CA": "CA"}

# Canada Post: D, F, I, O, Q and U are in no postal code, W and Z not in the first place.
POSTAL_CODE = re.compile(
    "([ABCEGHJ-NPRSTVXY][0-9][ABCEGHJ-NPRSTV-Z])[ -]?([0-9][ABCEGHJ-NPRSTV-Z][0-9])"
)
ZIP_CODE = re.compile("[0-9]{5}")
ZIP_PLUS_4 = re.compile("([0-9]{5})[ -]?[0-9]{4}")


def country_code(value: object, problems: Problems) -> str | None:
    """Return ``"US"`` or ``"CA"``; older records have ``"USA"`` (flowroute-sdk-v3-python)."""
    word = text_of(value) or ""
    if code := COUNTRIES.get(word.upper()):
        return code
    meant = country_meant(word)
    cure = f"write {meant!r}" if meant else "give one of these two"
    problems.add("country", shown(value), rule="must be 'US' or 'CA'", cure=cure)
    return None


def state_code(value: object, country: str | None, problems: Problems) -> str | None:
    """Return the two capitals of a state of *country*, or of either if that is unknown."""
    word = text_of(value) or ""
    code = word.upper()
    countries = [known_country for known_country, states in STATES.items() if code in states]
    if countries and country in (*countries, None):
        return code
    rule = f"must be the two letters of a {STATE_WORDS[country]}"
    problems.add("state", shown(value), rule=rule, cure=_state_cure(word, country))
    return None


def _state_cure(word: str, country: str | None) -> str:
    """Return the cure for *word*, which is no code of *country*.

    It names another code only where *word* is known to stand for that, and never another country
    to write: the wrong one of the two may be the state.
    """
    if country is None:
        return LETTERS[country]
    if meant := state_meant(word, country):
        return f"write {meant!r} for {STATES[country][meant]}"
    for known_country in STATES:
        if named := state_named(word, known_country):
            state = STATES[known_country][named]
            return f"{state} is in {known_country}: correct the state, or the country"
    return LETTERS[country]


def zip_code(value: object, country: str | None, problems: Problems) -> str | None:
    """Return the ZIP or postal code of *country*, or of either if that is unknown."""
    code = (text_of(value) or "").upper()
    canadian = POSTAL_CODE.fullmatch(code)
    if canadian and country != "US":
        return f"{canadian[1]} {canadian[2]}"
    if country != "CA" and ZIP_CODE.fullmatch(code):
        return code
    problems.add("zip", shown(value), rule=ZIP_WORDS[country], cure=_zip_cure(code, country))
    return None


def _zip_cure(code: str, country: str | None) -> str:
    if country == "CA":
        if ZIP_CODE.fullmatch(code) or ZIP_PLUS_4.fullmatch(code):
            return "this is a US ZIP code: correct it, or the country"
        return "write it like 'M4C 5K7'"
    if POSTAL_CODE.fullmatch(code):
        return "this is a Canadian postal code: correct it, or the country"
    if longer := ZIP_PLUS_4.fullmatch(code):
        return f"write {longer[1]!r} alone, as Flowroute takes at most 7 characters"
    if re.fullmatch("[0-9]{4}", code):
        return f"write '0{code}', if it lost its leading zero"
    return "write it like '98407', as text"
