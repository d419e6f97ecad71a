"""Countries, states and provinces, ZIP and postal codes of E911 addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from .._base.problems import nearest, shown

if TYPE_CHECKING:
    from .._base.problems import Problems

# USPS Publication 28, Appendix B: states and possessions. Its three military "states" are
# left out: they are for mail, and no places that help could be sent to.
US_STATES: Final = {
    "AL": "Alabama",
    "AK": "Alaska",
    "AS": "American Samoa",
    "AZ": "Arizona",
    "AR": "Arkansas",
    "CA": "California",
    "CO": "Colorado",
    "CT": "Connecticut",
    "DE": "Delaware",
    "DC": "District of Columbia",
    "FM": "Federated States of Micronesia",
    "FL": "Florida",
    "GA": "Georgia",
    "GU": "Guam",
    "HI": "Hawaii",
    "ID": "Idaho",
    "IL": "Illinois",
    "IN": "Indiana",
    "IA": "Iowa",
    "KS": "Kansas",
    "KY": "Kentucky",
    "LA": "Louisiana",
    "ME": "Maine",
    "MH": "Marshall Islands",
    "MD": "Maryland",
    "MA": "Massachusetts",
    "MI": "Michigan",
    "MN": "Minnesota",
    "MS": "Mississippi",
    "MO": "Missouri",
    "MT": "Montana",
    "NE": "Nebraska",
    "NV": "Nevada",
    "NH": "New Hampshire",
    "NJ": "New Jersey",
    "NM": "New Mexico",
    "NY": "New York",
    "NC": "North Carolina",
    "ND": "North Dakota",
    "MP": "Northern Mariana Islands",
    "OH": "Ohio",
    "OK": "Oklahoma",
    "OR": "Oregon",
    "PW": "Palau",
    "PA": "Pennsylvania",
    "PR": "Puerto Rico",
    "RI": "Rhode Island",
    "SC": "South Carolina",
    "SD": "South Dakota",
    "TN": "Tennessee",
    "TX": "Texas",
    "UT": "Utah",
    "VT": "Vermont",
    "VI": "Virgin Islands",
    "VA": "Virginia",
    "WA": "Washington",
    "WV": "West Virginia",
    "WI": "Wisconsin",
    "WY": "Wyoming",
}

# Canada Post, Addressing Guidelines: provinces and territories.
CANADIAN_PROVINCES: Final = {
    "AB": "Alberta",
    "BC": "British Columbia",
    "MB": "Manitoba",
    "NB": "New Brunswick",
    "NL": "Newfoundland and Labrador",
    "NS": "Nova Scotia",
    "NT": "Northwest Territories",
    "NU": "Nunavut",
    "ON": "Ontario",
    "PE": "Prince Edward Island",
    "QC": "Quebec",
    "SK": "Saskatchewan",
    "YT": "Yukon",
}

STATES: Final = {"US": US_STATES, "CA": CANADIAN_PROVINCES}
STATE_WORDS: Final = {
    "US": "US state or territory",
    "CA": "Canadian province or territory",
    None: "US state or a Canadian province",
}
ZIP_WORDS: Final = {
    "US": "must be a ZIP code of five digits",
    "CA": "must be a Canadian postal code",
    None: "must be a ZIP code of five digits, or a Canadian postal code",
}

COUNTRIES: Final = {"US": "US", "USA": "US", "CA": "CA"}
COUNTRY_NAMES: Final = {"united states": "US", "united states of america": "US", "canada": "CA"}

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
    meant = COUNTRY_NAMES.get(word.lower())
    cure = f"write {meant!r}" if meant else "E911 is for places in these two"
    problems.add("country", shown(value), rule="must be 'US' or 'CA'", cure=cure)
    return None


def state_code(value: object, country: str | None, problems: Problems) -> str | None:
    """Return the two capitals of a state of *country*, or of either if that is unknown."""
    word = text_of(value) or ""
    home = next((land for land, states in STATES.items() if word.upper() in states), None)
    if home and country in (home, None):
        return word.upper()
    if home:
        cure = f"{word.upper()} is in {home}: write country={home!r}, or another state"
    else:
        names = {name: code for states in STATES.values() for code, name in states.items()}
        meant = nearest(word, names) if len(word) > 2 else None
        cure = f"write {names[meant]!r} for {meant}" if meant else "write it like 'WA' or 'ON'"
    rule = f"must be the two letters of a {STATE_WORDS[country]}"
    problems.add("state", shown(value), rule=rule, cure=cure)
    return None


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
        return "write country='US'" if ZIP_CODE.fullmatch(code) else "write it like 'M4C 5K7'"
    if POSTAL_CODE.fullmatch(code):
        return "this is a Canadian one: write country='CA'"
    if longer := ZIP_PLUS_4.fullmatch(code):
        return f"write {longer[1]!r} alone, as Flowroute takes at most 7 characters"
    if re.fullmatch("[0-9]{4}", code):
        return f"write '0{code}', if it lost its leading zero"
    return "write it like '98407', as text"


def text_of(value: object) -> str | None:
    """Return *value* without blanks around it, or None if it is not text."""
    return (value.strip() or None) if isinstance(value, str) else None
