"""A postal address in one line, split into Flowroute's fields where that is certain. Pure.

The commas decide, and words that have one meaning only: a statistical parser, as usaddress is, has
an answer for every line, also where it is wrong, and help would go there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NoReturn

from ..._base.problems import invalid, shown
from ..._builders.places.spellings import country_meant, state_named
from ..._builders.places.states import STATES
from .street import street_of, unit_of
from .unclear import Unclear
from .words import (
    DIRECTIONS,
    IN_CITIES,
    LEADING_TYPES,
    NO_CITIES,
    NO_CITY_ENDS,
    SHORT_DIRECTIONS,
    STREET_TYPES,
    UNCLEAR_UNITS,
    UNITS,
)
from .zips import states_of

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST: Final = 300  # characters
ZIP = re.compile(r"([0-9]{5})(?:-[0-9]{4})?")
POSTAL = re.compile(r"([A-Za-z][0-9][A-Za-z])[ -]?([0-9][A-Za-z][0-9])")
CODE = re.compile(rf"(?:.*[\s,])?({ZIP.pattern}|{POSTAL.pattern})\s*$")
CITY = re.compile(r"[^\W\d_][^\W\d_.]*\.?(?:[ '’-][^\W\d_][^\W\d_.]*\.?|[’'][^\W\d_]+)*")
RULE: Final = "must be number and street, unit, city, state and ZIP, with commas between them"


def split(line: str) -> dict[str, str]:
    """Return the fields of an E911 address that *line* certainly has, but for label and name.

    ``"1182 3rd Ave, Suite 200, Seattle, WA 98101"`` has all of them. The last four digits of a
    ZIP+4 are left out, as Flowroute takes five. Raises `InvalidValue`, with the word that is not
    clear, for any other line.
    """
    try:
        return _split(line)
    except Unclear as unclear:
        _refuse(unclear.word, unclear.cure)


def _split(line: str) -> dict[str, str]:
    if len(line) > LONGEST or not line.isprintable():
        raise Unclear("more than a line", "write it in one line of visible characters")
    # Canada Post has the province in parentheses in French: Montréal (Québec) H3G 1H9.
    line = re.sub(r"\s*\(([^()]+)\)", r", \1", line, count=1)
    parts = [" ".join(part.split()) for part in line.strip(" .").split(",")]
    if "" in parts:
        raise Unclear("an empty part", "leave out the comma before it")
    country = _country(parts)
    code = _code(parts, country)
    found_country = "CA" if code[0].isalpha() else "US"
    if country not in (None, found_country):
        raise Unclear(shown(code), f"it is no code of that country; {_fields()}")
    state = _state(parts, found_country, code)
    city = _city(parts)
    number, street, unit = _street(parts)
    if street.split()[-1].lower().rstrip(".") not in STREET_TYPES and _is_type(city):
        raise Unclear(shown(city), f"it may belong to the street; {_fields()}")
    fields = {"street_number": number, "street_name": street}
    if unit:
        fields |= {"address_type": unit[0], "address_type_number": unit[1]}
    return {**fields, "city": city, "state": state, "zip": code, "country": found_country}


def _country(parts: list[str]) -> str | None:
    """Take a country from the end of *parts*; CA is one only after a Canadian postal code."""
    last = parts[-1]
    country = country_meant(last) or (last.upper() if last.upper() in ("US", "USA") else None)
    if last.upper() == "CA" and len(parts) > 1 and POSTAL.search(parts[-2]):
        country = "CA"
    if country is None or len(parts) == 1:
        return None
    parts.pop()
    return "US" if country == "USA" else country


def _code(parts: list[str], country: str | None) -> str:
    """Take the ZIP or postal code from the end of *parts*."""
    match = CODE.fullmatch(parts[-1])
    if match is None:
        kind = "postal code" if country == "CA" else "ZIP code"
        raise Unclear(shown(parts[-1]), f"end the line with the {kind}")
    parts[-1] = parts[-1][: match.start(1)].strip()
    if not parts[-1]:
        parts.pop()
    if match[2]:
        return match[2]
    return f"{match[3]} {match[4]}".upper()


def _state(parts: list[str], country: str, code: str) -> str:
    """Take the state or province from the end of *parts*; that of the code."""
    words = parts[-1].split() if parts else []
    if not words:
        raise Unclear("no state", "write it before the code")
    code_of_state = words[-1].replace(".", "").upper()  # D.C.
    state = state_named(parts[-1], country)
    if state:
        parts.pop()
    elif code_of_state in STATES[country]:
        state = code_of_state
        parts[-1] = " ".join(words[:-1])
        if not parts[-1]:
            parts.pop()
    else:
        cure = "write the two letters of the state, or of the province, before the code"
        raise Unclear(shown(words[-1]), cure)
    if state not in states_of(code):
        raise Unclear(shown(f"{state} {code}"), "that code is not in that state: check both")
    return state


def _city(parts: list[str]) -> str:
    """Take the city from the end of *parts*."""
    if len(parts) < 2:
        raise Unclear(shown(parts[-1]) if parts else "no street", "put a comma before the city")
    city = parts.pop()
    words = [word.lower().rstrip(".") for word in city.split()]
    for word, plain in zip(city.split(), words, strict=True):
        if plain in UNITS or plain in UNCLEAR_UNITS or plain in NO_CITIES:
            raise Unclear(shown(word), f"put a comma before the city, or {_fields()}")
    of_street = words[0] in STREET_TYPES and (len(words) == 1 or words[0] not in IN_CITIES)
    if words[0] in SHORT_DIRECTIONS or of_street or (len(words) == 1 and words[0] in DIRECTIONS):
        raise Unclear(shown(city.split()[0]), f"it may belong to the street; {_fields()}")
    if words[-1] in NO_CITY_ENDS:
        raise Unclear(shown(city), f"it may be the street; {_fields()}")
    if city.upper() in STATES["US"] | STATES["CA"] or city.upper() == "USA" or country_meant(city):
        raise Unclear(shown(city), "it is no city: write that before the state")
    if not CITY.fullmatch(city):
        raise Unclear(shown(city), "write the name of the city alone between two commas")
    return city


def _is_type(city: str) -> bool:
    return city.split(maxsplit=1)[0].lower().rstrip(".") in STREET_TYPES


def _street(parts: Sequence[str]) -> tuple[str, str, tuple[str, str] | None]:
    """Return the number, the name of the street and the unit, which is before or after them."""
    rest = list(parts)
    units = [unit for part in (rest[0], rest[-1]) if len(rest) > 1 and (unit := unit_of(part))]
    if len(rest) > 1 and unit_of(rest[0]):
        rest.pop(0)
    if len(rest) > 1 and unit_of(rest[-1]):
        rest.pop()
    # In French there may be a comma after the number: 1234, rue Sherbrooke Ouest.
    first = rest[1].split()[0].lower().rstrip(".") if len(rest) == 2 else ""
    if rest[0].isdecimal() and first in LEADING_TYPES:
        rest = [" ".join(rest)]
    if len(rest) > 1:
        word = rest[0] if not rest[0][:1].isdecimal() else rest[1]
        raise Unclear(shown(word), f"it is no street, and no unit with its number; {_fields()}")
    number, street, inner = street_of(rest[0])
    if inner:
        units.append(inner)
    if len(units) > 1:
        raise Unclear(shown(" ".join(units[-1])), "Flowroute takes one unit: leave out the other")
    return number, street, units[0] if units else None


def _fields() -> str:
    return "write the fields street_number, street_name, city … instead"


def _refuse(word: str, cure: str) -> NoReturn:
    raise invalid("address", "address", word, rule=RULE, cure=cure) from None
