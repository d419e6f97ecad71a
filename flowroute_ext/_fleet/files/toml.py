"""A fleet in a TOML file."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any, Final, cast

from ..._base.problems import shown
from ..._builders.e911s import E911Address
from ..._builders.routes import Route
from ..addresses.line import split
from ..desired import NONE, REGISTRATION, Fleet
from ..errors import FleetProblem, InvalidFleet
from .lines import Lines
from .numbers import NUMBER_KEYS, numbers_of
from .sections import LONGEST_NAME, Section
from .uniqueness import check_unique

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ..desired import FleetNumber

TABLES: Final = ("numbers", "routes", "addresses")
TARGETS: Final = ("host", "number", "uri")
ROUTE_KEYS: Final = (*TARGETS, "alias", "edge_strategy")
PARTS: Final = (
    *("street_number", "street_name", "address_type", "address_type_number"),
    *("city", "state", "zip", "country"),
)
ADDRESS_KEYS: Final = ("address", "label", "first_name", "last_name", *PARTS)


def read_toml(path: Path, text: str) -> Fleet:
    """Return the fleet that *text* describes, the TOML in the file at *path*.

    Raises `InvalidFleet` with all problems.
    """
    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        problem = FleetProblem(
            field="the file", value=f"something else ({error})", rule="must be TOML", cure="mend it"
        )
        raise InvalidFleet(path.name, [problem]) from None
    problems: list[FleetProblem] = []
    whole = Section(document, (), Lines(text), problems)
    whole.check_keys(TABLES)
    routes = _routes(_named(whole, "routes"))
    addresses = _addresses(_named(whole, "addresses"))
    numbers = [
        (member, section)
        for section in _listed(whole, "numbers")
        for member in _numbers(section, routes, addresses)
    ]
    if not numbers and not problems:
        rule, cure = "must have a number at least", "begin a table [[numbers]]"
        whole.add("", "none", rule=f"the file {rule}", cure=cure)
    if not problems:
        check_unique(numbers, routes, addresses, whole)
    if problems:
        raise InvalidFleet(path.name, sorted(problems, key=lambda problem: problem.line or 0))
    return Fleet(
        path=str(path),
        numbers=tuple(member for member, _ in numbers),
        routes={name: route for name, route in routes.items() if route},
        addresses={name: address for name, address in addresses.items() if address},
    )


def _numbers(
    section: Section,
    routes: Mapping[str, Route | None],
    addresses: Mapping[str, E911Address | None],
) -> list[FleetNumber]:
    section.check_keys(NUMBER_KEYS)
    for key, known, more in (
        ("route", routes, (REGISTRATION,)),
        ("failover", routes, (REGISTRATION, NONE)),
        ("e911", addresses, ()),
    ):
        name = section.values.get(key)
        if isinstance(name, str) and name not in known and name not in more:
            table = "addresses" if key == "e911" else "routes"
            rule = f"must be the name of a table [{table}.…]"
            others = "".join(f", or {reserved!r}" for reserved in more)
            section.add(key, shown(name), rule=rule + others, cure="add that table, or correct it")
    return numbers_of(section)


def _routes(sections: Mapping[str, Section]) -> dict[str, Route | None]:
    """Return the routes by name, None for those with problems."""
    routes: dict[str, Route | None] = {}
    for name, section in sections.items():
        section.check_keys(ROUTE_KEYS)
        targets = [key for key in TARGETS if key in section.values]
        routes[name] = None
        if name in (REGISTRATION, NONE):
            rule, cure = "must not be a name of this file's own", "give the route another name"
            section.add("", shown(name), rule=rule, cure=cure)
        elif len(targets) != 1:
            got = " and ".join(targets) or "none"
            rule = "must have one of host, number and uri"
            section.add("", got, rule=rule, cure="say where the calls go, once")
        else:
            section.keys = {"value": targets[0], "edge_strategy_id": "edge_strategy"}
            routes[name] = section.attempt(
                "",
                Route,
                route_type=cast("Any", targets[0]),
                value=cast("str", section.values[targets[0]]),
                alias=section.text("alias") or name,
                edge_strategy_id=section.values.get("edge_strategy"),
            )
    return routes


def _addresses(sections: Mapping[str, Section]) -> dict[str, E911Address | None]:
    """Return the E911 addresses by name, None for those with problems."""
    addresses: dict[str, E911Address | None] = {}
    for name, section in sections.items():
        section.check_keys(ADDRESS_KEYS)
        addresses[name] = address_of(section, label=name)
    return addresses


def address_of(section: Section, *, label: str) -> E911Address | None:
    """Return the E911 address of a table or a row, in its own fields or in one line."""
    values = {key: section.values.get(key) for key in PARTS if section.values.get(key) is not None}
    line = section.text("address")
    if line and values:
        rule, cure = "must be alone", f"leave out {next(iter(values))}, or write all fields"
        section.add("address", "other fields too", rule=rule, cure=cure)
        return None
    if "address" in section.values:
        parts = section.attempt("address", split, line) if line else None
        if parts is None:
            return None
        values = dict(parts)
    fields: dict[str, Any] = {
        "label": section.text("label") or label,
        **{key: section.values.get(key) for key in ("first_name", "last_name")},
        **dict.fromkeys(PARTS),
        "country": "US",
        **values,
    }
    return section.attempt("", E911Address, **fields)


def _named(whole: Section, key: str) -> dict[str, Section]:
    """Return the tables in the table *key*, by their names."""
    tables = _table(whole.values.get(key, {}))
    sections: dict[str, Section] = {}
    if tables is None:
        whole.add(key, "something else", rule="must be a table", cure=f"write [{key}.name]")
        return sections
    for name, value in tables.items():
        section = whole.within(key, name)
        values = _table(value)
        if values is not None and name.isprintable() and 0 < len(name) <= LONGEST_NAME:
            sections[name] = section.of(values)
        else:
            cure = f"write [{key}.name] with its keys below it"
            section.add("", shown(value), rule="must be a table with a short name", cure=cure)
    return sections


def _listed(whole: Section, key: str) -> list[Section]:
    """Return the tables in the array *key*."""
    array: Any = whole.values.get(key, [])
    listed = cast("list[object]", array) if isinstance(array, list) else [None]
    tables = [_table(value) for value in listed]
    if None in tables:
        cure = f"write [[{key}]] above each"
        whole.add(key, "something else", rule="must be tables", cure=cure)
    return [whole.within(key, n).of(table) for n, table in enumerate(tables) if table is not None]


def _table(value: object) -> dict[str, Any] | None:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else None
