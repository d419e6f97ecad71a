"""The names of the columns of a file, and which of them are the fields of a row. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import attrs

from ..._base.problems import Problem, shown
from ..._base.reading.empty import is_empty, trimmed
from ..._base.reading.phones import received_number
from ..row_fields import field_name, letters, repeated
from .lines import UnreadableError, line_problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

MOST_NAMED = 12

# Words in the names of columns with phone numbers, the likeliest first; in the languages of the
# places where those numbers are.
PHONE_WORDS = (
    *("mobile", "cell", "móvil", "movil", "sms", "textnumber"),
    *("phone", "teléfono", "telefono", "téléphone", "telephone", "msisdn"),
    *("recipient", "destination", "tel", "number", "numéro", "número"),
)
OTHER_NUMBERS = re.compile(
    r"fax|order|account|invoice|customer|house|street|ticket|ext|sender|from|id$", re.IGNORECASE
)
BODY_WORDS = ("message", "text", "body", "sms", "mensaje", "texto", "content")


def _in_python(field: str, header: str) -> str:
    return f"give columns={{{field!r}: {header!r}}}"


@attrs.frozen
class Layout:
    """How a file is to be read.

    `columns` are headers by the fields that they are. `needed` are fields that a row must have:
    where the file has no such column, that is its one problem. `encoding` and `sheet` are given
    where the file does not show them. `cure` returns how a field is given a header, for an error.
    """

    columns: Mapping[str, str] = attrs.field(factory=dict[str, str])
    needed: tuple[str, ...] = ()
    encoding: str | None = None
    sheet: str | None = None
    cure: Callable[[str, str], str] = _in_python


def needed_columns(template: object) -> tuple[str, ...]:
    """What each file must have: what makes a text, unless a *template* does."""
    return ("to", "body|media_urls") if template is None else ("to",)


@attrs.frozen
class Header:
    """The `names` of the columns, and the fields that are `mapped`, each to a column's index.

    A name that is "" is of no field. The columns that are `unnamed` have nothing in them, unless
    they come first, as that of an index does: else a text is cut off, such as one with a comma.
    """

    given: list[str]
    names: list[str]
    mapped: list[tuple[str, int]]
    layout: Layout
    unnamed: tuple[int, ...] = ()

    @classmethod
    def of(cls, cells: Iterable[object], layout: Layout) -> Header:
        """The header of these *cells*, which are trimmed."""
        given = [trimmed(str(cell)) for cell in cells]
        mapped: list[tuple[str, int]] = []
        for field, wanted in layout.columns.items():
            index = _index(given, wanted)
            if index is not None:
                mapped.append((field_name(field), index))
        taken = {letters(field) for field, _ in mapped}
        names = ["" if letters(field_name(name)) in taken else name for name in given]
        unnamed = [
            index for index, name in enumerate(given) if is_empty(name) and any(given[:index])
        ]
        return cls(given, names, mapped, layout, tuple(unnamed))

    def astray(self, cells: Sequence[object]) -> Problem | None:
        """The problem of the first of *cells* that is under no name."""
        for index in self.unnamed:
            if index < len(cells) and not is_empty(cells[index]):
                rule = "must have its cells under names"
                cure = "name that column, or put a text with a delimiter in it in quotes"
                return line_problem(rule, cure, f"one in column {index + 1}, which has none")
        return None

    def problems(self, first_row: Callable[[], Sequence[object]]) -> list[Problem]:
        """What is wrong with it; *first_row* has the cells of the row below it."""
        twice = [_same_column(*pair) for pair in repeated(filter(None, self.names))]
        return twice or self._chosen_twice() or self.missing(first_row)

    def missing(self, first_row: Callable[[], Sequence[object]]) -> list[Problem]:
        """The problems of columns that are not there."""
        columns = self.layout.columns.items()
        absent = [(field, name) for field, name in columns if _index(self.given, name) is None]
        if absent:
            return [self._no_column(field, wanted) for field, wanted in absent]
        have = {field_name(name) for name in self.names} | {field for field, _ in self.mapped}
        missing = [field for field in self.layout.needed if not have & {*field.split("|")}]
        if not missing:
            return []
        cells = [trimmed(str(cell)) for cell in first_row()]
        return [self._missing(field.partition("|")[0], cells) for field in missing]

    def _chosen_twice(self) -> list[Problem]:
        """The problems of names that are given for a field, and are those of several columns."""
        wanted = self.layout.columns.values()
        return [_same_column(name, name) for name in wanted if self.given.count(name) > 1]

    def _no_column(self, field: str, wanted: str) -> Problem:
        return Problem(
            field="the header",
            value=f"no column {shown(wanted)}; the file has {_listed(self.given)}",
            rule=f"must have the column that is to be the field {shown(field)}",
            cure="give the name of one that there is",
        )

    def _missing(self, field: str, cells: Sequence[str]) -> Problem:
        rule = "must say which column has the phone numbers"
        cure = "name the column of the phone numbers to"
        if field != "to":
            rule = "must say which column has the texts, where there is no template"
            cure = f"name the column of the texts {field}, or give a template"
        if field == "to" and any(map(_is_phone, self.given)):
            cure = "put a line with the names of the columns before it, such as to,body"
            return Problem(field="the header", value="a phone number", rule=rule, cure=cure)
        titled = sum(map(bool, self.given)) == 1 < sum(map(bool, cells))
        if titled and not any(map(_is_phone, cells)):
            shown_header = f"one without a column {field}; the next line has {_listed(cells)}"
            cure = "take out what stands above the line with the names of the columns"
            return Problem(field="the header", value=shown_header, rule=rule, cure=cure)
        likely = proposals(self.given, cells) if field == "to" else _texts(self.given)
        if likely:
            cure = self.layout.cure(field, likely[0])
        if len(likely) > 1:
            cure += f", or {_listed(likely[1:])} instead"
        shown_header = f"no column {field}; the file has {_listed(self.given)}"
        return Problem(field="the header", value=shown_header, rule=rule, cure=cure)


def with_columns(row: Mapping[str, Any], layout: Layout, *, first: bool) -> Mapping[str, Any]:
    """An object of JSON Lines with the fields of the *layout*, like a row of a table.

    Raises `UnreadableError` where the *first* one lacks what each must have.
    """
    if not first and not layout.columns:
        return row
    header = Header.of(row, layout)
    if first and (problems := header.missing(lambda: [*row.values()])):
        raise UnreadableError(problems[0], fatal=True)
    if not layout.columns:
        return row
    values = [*row.values()]
    kept = {name: row[name] for name, own in zip(row, header.names, strict=True) if own}
    return kept | {field: values[index] for field, index in header.mapped}


def proposals(names: Sequence[str], cells: Sequence[str] = ()) -> list[str]:
    """The *names* that look like that of a column of phone numbers, the likeliest first.

    Where none does, it is those whose first *cells* are such numbers.
    """
    candidates = [name for name in names if name and not OTHER_NUMBERS.search(name)]
    ranks = {name: _rank(name) for name in candidates}
    named = sorted(
        (name for name in candidates if ranks[name] is not None), key=lambda name: ranks[name] or 0
    )
    return named or [
        name for name, cell in zip(names, cells, strict=False) if name and _is_phone(cell)
    ]


def _rank(name: str) -> int | None:
    plain = letters(name)
    return next((rank for rank, word in enumerate(PHONE_WORDS) if word in plain), None)


def _texts(names: Sequence[str]) -> list[str]:
    return [name for name in names if letters(name) in BODY_WORDS]


def _is_phone(cell: str) -> bool:
    return received_number(cell.removesuffix(".0"))[1] == "number"


def _index(given: Sequence[str], wanted: str) -> int | None:
    """Where *wanted* is among the names *given*: as it is, or else by its letters."""
    if wanted in given:
        return given.index(wanted)
    same = [index for index, name in enumerate(given) if letters(name) == letters(wanted)]
    return same[0] if len(same) == 1 and letters(wanted) else None


def _same_column(first: str, second: str) -> Problem:
    return Problem(
        field="the header",
        value=f"{shown(first)} and {shown(second)}",
        rule="must be unique",
        cure="name each column once",
    )


def _listed(names: Sequence[str]) -> str:
    known = [shown(name)[1:-1] for name in names if not is_empty(name)]
    more = f" and {len(known) - MOST_NAMED} more" if len(known) > MOST_NAMED else ""
    return ", ".join(known[:MOST_NAMED]) + more if known else "no names at all"
