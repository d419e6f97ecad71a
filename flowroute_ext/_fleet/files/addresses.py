"""The E911 addresses of numbers in a CSV file: a row for each number."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any, Final

from ..._base.phone import phone_number
from ..._base.problems import nearest, shown
from ..desired import Fleet, FleetNumber
from ..errors import FleetProblem, InvalidFleet
from .lines import Lines
from .sections import Section
from .toml import ADDRESS_KEYS, address_of
from .uniqueness import place_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence
    from pathlib import Path

    from ..._builders.e911s import E911Address

SEPARATORS: Final = (",", ";", "\t")  # as spreadsheets of different countries write
COLUMNS: Final = ("number", *ADDRESS_KEYS)


def read_csv(path: Path, text: str) -> Fleet:
    """Return the fleet of a CSV file: numbers of the account, each with its E911 address.

    The columns are ``number``, ``first_name``, ``last_name``, ``label``, and ``address`` in one
    line or its fields. Rows with one address have one record. Raises `InvalidFleet` with all
    problems.
    """
    problems: list[FleetProblem] = []
    numbers: list[FleetNumber] = []
    addresses: dict[str, E911Address] = {}
    places: dict[Hashable, tuple[int, E911Address]] = {}
    lines: dict[str, int] = {}
    for line, row in _rows(text, problems):
        section = Section(row, (), _Line(line), problems)
        number = section.attempt("number", phone_number, row.get("number", ""))
        address = address_of(section, label=number or "row")
        if number is None or address is None:
            continue
        if number in lines:
            got, cure = f"that of line {lines[number]} again", "leave one of them out"
            section.add("number", got, rule="must be there once", cure=cure)
            continue
        first, known = places.setdefault(place_of(address), (line, address))
        if "label" not in row and _person(address) == _person(known):
            address = known
        if (address.label, _person(address)) != (known.label, _person(known)):
            got, cure = f"that of line {first} again", "write its label and names"
            rule = "must have one label and one person, as Flowroute has one record of a place"
            section.add("address", got, rule=rule, cure=cure)
        elif addresses.setdefault(address.label, address) != address:
            cure = "give it another label"
            section.add("label", "that of another address", rule="must be its own", cure=cure)
        lines.setdefault(number, line)
        numbers.append(
            FleetNumber(name=number, number=number, for_sale=False, address=address.label)
        )
    if not numbers and not problems:
        rule, cure = "must have a row at least", f"begin it with {','.join(COLUMNS[:5])}"
        problems.append(FleetProblem(field="the file", value="none", rule=rule, cure=cure))
    if problems:
        raise InvalidFleet(path.name, problems)
    return Fleet(path=str(path), numbers=tuple(numbers), addresses=addresses)


def _person(address: E911Address) -> tuple[str, str]:
    return address.first_name.casefold(), address.last_name.casefold()


class _Line(Lines):
    """All is on one line."""

    def __init__(self, line: int) -> None:
        super().__init__("")
        self._line = line

    def of(self, path: Sequence[str | int]) -> int:
        """Return that line, of whatever is at *path*."""
        return super().of(path) or self._line


def _rows(text: str, problems: list[FleetProblem]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the rows by column, without empty cells, and the line on which each ends."""
    first = text.partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        header = [cell.strip().lower().replace(" ", "_") for cell in next(reader, list[str]())]
        whole = Section({}, (), _Line(1), problems)
        for name in header:
            if name not in COLUMNS:
                meant = nearest(name, COLUMNS)
                cure = f"write {meant}, if you mean that" if meant else "leave the column out"
                whole.add("the column", shown(name), rule="must be one of the known", cure=cure)
            elif header.count(name) > 1 and not problems:
                cure = "leave one of them out"
                got = f"{shown(name)} twice"
                whole.add("the column", got, rule="must be there once", cure=cure)
        if "number" not in header:
            cure = "add the column number"
            whole.add("the first line", "others", rule="must have the column number", cure=cure)
        if problems:
            return
        for cells in reader:
            values = dict(zip(header, (cell.strip() for cell in cells), strict=False))
            more = "".join(cells[len(header) :]).strip()
            if more:
                rule, cure = "must have no more cells than the first", "quote commas"
                section = Section({}, (), _Line(reader.line_num), problems)
                section.add("the line", shown(more), rule=rule, cure=cure)
            elif any(values.values()):
                yield reader.line_num, {key: value for key, value in values.items() if value}
    except csv.Error as error:
        problems.append(
            FleetProblem(
                field="the file",
                value=f"something else ({error})",
                rule="must be CSV",
                cure="mend it",
            )
        )
