"""The unit of an address, such as a suite: its type and its number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..._base.problems import shown
from ..._base.reading.empty import is_empty
from ..lines import line, text_of

if TYPE_CHECKING:
    from ..._base.problems import Problems

# Older records have the codes, responses the words (developer.flowroute.com:
# Create and Validate a New E911 Address; Hanger by flowroute-sdk-v3-php alone).
ADDRESS_TYPES: Final = {
    "A": "Apartment",
    "BM": "Basement",
    "B": "Building",
    "D": "Department",
    "F": "Floor",
    "FR": "Front",
    "H": "Hanger",
    "K": "Key",
    "L": "Lobby",
    "LT": "Lot",
    "LO": "Lower",
    "O": "Office",
    "P": "Penthouse",
    "PI": "Pier",
    "RE": "Rear",
    "R": "Room",
    "S": "Side",
    "SL": "Slip",
    "SC": "Space",
    "SP": "Stop",
    "SU": "Suite",
    "T": "Trailer",
    "U": "Unit",
    "UP": "Upper",
}
TITLES: Final = {
    word.lower(): title for code, title in ADDRESS_TYPES.items() for word in (code, title)
}
# USPS Publication 28, Appendix C2, and Canada Post's, English and French (Addressing Guidelines).
# No cure comes from likeness: help would look for another door.
ABBREVIATIONS: Final = {
    "apt": "Apartment",
    "app": "Apartment",
    "appartement": "Apartment",
    "bsmt": "Basement",
    "bldg": "Building",
    "dept": "Department",
    "fl": "Floor",
    "flr": "Floor",
    "frnt": "Front",
    "hngr": "Hanger",
    "hangar": "Hanger",
    "lbby": "Lobby",
    "lowr": "Lower",
    "ofc": "Office",
    "bureau": "Office",
    "ph": "Penthouse",
    "rm": "Room",
    "spc": "Space",
    "ste": "Suite",
    "trlr": "Trailer",
    "unité": "Unit",
    "uppr": "Upper",
}


def unit(kind: object, number: object, problems: Problems) -> tuple[str | None, str | None]:
    """Return the type and the number of a unit, such as a suite: both, or neither."""
    if is_empty(kind) and is_empty(number):
        return None, None
    word = (text_of(kind) or "").lower()
    title = TITLES.get(word)
    if title is None:
        meant = ABBREVIATIONS.get(word.rstrip("."))
        titles = ", ".join(ADDRESS_TYPES.values())
        cure = f"write {meant!r}" if meant else f"give one of {titles}"
        rule = "must be a kind of unit that Flowroute supports"
        if is_empty(kind):
            rule = "must be the kind of unit that address_type_number is of"
        problems.add("address_type", shown(kind), rule=rule, cure=cure)
    if isinstance(number, str) and not is_empty(number):
        return title, line("address_type_number", number, "", problems)
    problems.add(
        "address_type_number",
        shown(number),
        rule="must go with address_type, as text",
        cure="give it, like '200' or 'A-1', or leave out address_type",
    )
    return title, None
