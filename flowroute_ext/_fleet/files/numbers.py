"""The numbers of a table: one that is given, or several to be bought at one place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..._base.phone import phone_number
from ..._base.problems import shown
from ..._builders.cnams import Cnam
from ..._calls import choices
from ..._calls.arguments import alias as checked_alias
from ..._calls.arguments import area_code as checked_area_code
from ..._calls.arguments import digits
from ..desired import FleetNumber, Place

if TYPE_CHECKING:
    from decimal import Decimal
    from typing import TypedDict

    from .sections import Section

    class Settings(TypedDict):
        """What the numbers of a table have in common."""

        route: str | None
        failover: str | None
        messaging: bool | None
        cnam_lookups: bool | None
        cnam: str | None
        address: str | None
        max_setup_cost: Decimal | None
        max_monthly_cost: Decimal | None


MOST: Final = 1000
PLACE_KEYS: Final = ("area_code", "starts_with", "rate_center", "state", "number_type")
NUMBER_KEYS: Final = (
    *("number", "name", "count", *PLACE_KEYS, "max_setup_cost", "max_monthly_cost"),
    *("alias", "route", "failover", "messaging", "cnam", "cnam_lookups", "e911"),
)
TOLL_FREE: Final = ("800", "833", "844", "855", "866", "877", "888")


def numbers_of(section: Section) -> list[FleetNumber]:
    """Return the numbers that the table is of; what is wrong is added to its problems."""
    values = section.values
    settings = _settings(section)
    if "number" not in values:
        return _to_buy(section, settings)
    for key in ("count", *PLACE_KEYS):
        if key in values:
            rule, cure = "must not be beside number", "leave it out, or leave out number"
            section.add(key, "both", rule=rule, cure=cure)
    value = values["number"]
    text = str(value) if type(value) is int else value
    number = section.attempt("number", phone_number, text)
    if number is None:
        return []
    _check_cnam(section, settings["cnam"], number[1:4])
    alias = _alias(section)
    return [FleetNumber(name=number, number=number, alias=alias, **settings)]


def _to_buy(section: Section, settings: Settings) -> list[FleetNumber]:
    """Return the numbers of a table that says how many, and where."""
    name = section.name("name")
    count = section.count("count", MOST)
    place = _place(section)
    alias = _alias(section)
    if name is None and "name" not in section.values:
        rule, cure = "must have a name, or a number", 'write number = "…", or name = "…"'
        section.add("", "neither", rule=rule, cure=cure)
    if place == Place() and not any(key in section.values for key in PLACE_KEYS):
        cure = "write area_code, state, rate_center or number_type"
        section.add("", "none", rule="must say where the number is to be", cure=cure)
    if place.area_code and place.starts_with:
        cure = "leave out one of them"
        section.add("starts_with", "both", rule="must not be beside area_code", cure=cure)
    if "alias" not in section.values or section.values["alias"] == "":
        rule = "must have an alias, by which a number that was bought is known again"
        section.add("", "none", rule=rule, cure='write alias = "…"')
    elif alias and count > 1 and "{n}" not in alias:
        rule = "must be different for each number"
        section.add("alias", shown(alias), rule=rule, cure="write {n} where their number goes")
    _check_cnam(section, settings["cnam"], place.area_code, place)
    return [
        FleetNumber(
            name=f"{name}-{n}" if count > 1 else f"{name}",
            place=place,
            alias=alias and alias.replace("{n}", str(n)),
            **settings,
        )
        for n in range(1, count + 1)
    ]


def _settings(section: Section) -> Settings:
    cnam = section.text("cnam")
    name = section.attempt("cnam", Cnam, cnam) if cnam else None
    return {
        "route": section.text("route"),
        "failover": section.text("failover"),
        "messaging": section.flag("messaging"),
        "cnam_lookups": section.flag("cnam_lookups"),
        "cnam": None if name is None else name.value,
        "address": section.text("e911"),
        "max_setup_cost": section.amount("max_setup_cost"),
        "max_monthly_cost": section.amount("max_monthly_cost"),
    }


def _place(section: Section) -> Place:
    values = section.values
    npa = values.get("area_code")
    return Place(
        area_code=section.attempt("area_code", checked_area_code, npa) or None,
        starts_with=section.attempt("starts_with", digits, values.get("starts_with"), "starts_with")
        or None,
        rate_center=section.name("rate_center"),
        state=section.attempt("state", choices.state, values.get("state")) or None,
        number_type=section.attempt("number_type", choices.number_type, values.get("number_type"))
        or None,
    )


def _alias(section: Section) -> str | None:
    value = section.values.get("alias")
    return section.attempt("alias", checked_alias, value) or None


def _check_cnam(
    section: Section, cnam: str | None, area_code: str | None, place: Place | None = None
) -> None:
    """Add a problem for a caller name of a number that can have none.

    Source: developer.flowroute.com, Create a New CNAM Record: US local long codes only.
    """
    from ..._builders.places.states import STATES

    state = ((place and place.state) or "").upper()
    toll_free = area_code in TOLL_FREE or (place is not None and place.number_type == "toll-free")
    if cnam and (toll_free or state in STATES["CA"]):
        rule, cure = "must be of a local number in the United States", "leave it out"
        section.add("cnam", "a toll-free or a Canadian number", rule=rule, cure=cure)
