"""The rules of E911 addresses, and whether the sandbox can geocode one.

developer.flowroute.com: Create and Validate New E911 Address.
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from flowroute_sandbox.http.validation_messages import (
    MISSING,
    NOT_A_COUNTRY,
    NOT_A_STATE,
    NOT_AN_ADDRESS_TYPE,
    ZIP_LENGTH,
)
from flowroute_sandbox.state.entities import E911Row, Unlocatable

if TYPE_CHECKING:
    from flowroute_sandbox.http.fields import Fields
    from flowroute_sandbox.state.account import Account


# Assumed: geocoding
NOWHERE = "nowhere"

_US = (
    "AK AL AR AZ CA CO CT DC DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH "
    "NJ NM NV NY OH OK OR PA PR RI SC SD TN TX UT VA VI VT WA WI WV WY"
)
_CA = "AB BC MB NB NL NS NT NU ON PE QC SK YT"
STATES = {"US": frozenset(_US.split()), "CA": frozenset(_CA.split())}

# Assumed: address-type-codes
ADDRESS_TYPES = {
    code.lower(): name
    for codes, name in {
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
    }.items()
    for code in (codes, name)
}


def read(sent: Fields, old: E911Row | None) -> E911Row:
    """Return the address the body describes; what it leaves out is as in `old`, if there is one.

    Raises Refused with every problem.
    """

    def text(name: str, *, number: bool = False) -> str:
        return sent.required(name, getattr(old, name, None), number=number)

    address_type, address_type_number = _unit(sent, old)
    address = E911Row(
        id=old.id if old else "",
        label=text("label"),
        first_name=text("first_name"),
        last_name=text("last_name"),
        street_number=text("street_number", number=True),
        street_name=text("street_name"),
        address_type=address_type,
        address_type_number=address_type_number,
        city=text("city"),
        state=text("state"),
        country=text("country"),
        zip=text("zip"),
    )
    if address.zip and not 4 <= len(address.zip) <= 7:
        sent.wrong("zip", ZIP_LENGTH)
    if address.country and address.country not in STATES:
        sent.wrong("country", NOT_A_COUNTRY)
    if address.state and not any(address.state in states for states in STATES.values()):
        sent.wrong("state", NOT_A_STATE)
    sent.check()
    return address


def locatable(account: Account, address: E911Row) -> bool:
    """Return whether the sandbox geocodes the address.

    It has no list of streets. It refuses a state that the country does not have, as Flowroute does, the
    street called Nowhere, and what the control API has declared unknown.
    """
    if address.state not in STATES[address.country] or address.street_name.lower() == NOWHERE:
        return False
    return not any(_alike(rule, address) for rule in account.unlocatable)


def same_place(row: E911Row, other: E911Row) -> bool:
    """Return whether two records have the same address, under any name."""
    return all(
        getattr(row, name).casefold() == getattr(other, name).casefold()
        for name in ("address_type", "address_type_number", *_PLACE)
    )


_PLACE = [field.name for field in fields(Unlocatable)]


def _alike(rule: Unlocatable, address: E911Row) -> bool:
    expected = ((name, getattr(rule, name)) for name in _PLACE)
    return all(
        value is None or value.casefold() == getattr(address, name).casefold()
        for name, value in expected
    )


def _unit(sent: Fields, old: E911Row | None) -> tuple[str, str]:
    """Return the type of the unit within the building and its number, "" for none."""
    address_type, number = (old.address_type, old.address_type_number) if old else ("", "")
    if sent.sent("address_type"):
        address_type, number = sent.optional("address_type") or "", ""
        if address_type:
            known = ADDRESS_TYPES.get(address_type.lower())
            if known is None:
                sent.wrong("address_type", NOT_AN_ADDRESS_TYPE)
            address_type = known or ""
    if sent.sent("address_type_number"):
        number = sent.optional("address_type_number", number=True) or ""
    if address_type and not number:
        sent.wrong("address_type_number", MISSING)
    return address_type, number
