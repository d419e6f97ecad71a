"""Rows of a workbook of a spreadsheet: XLSX, XLSB, XLS and ODS, by the library calamine."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, BinaryIO

from ..._base.errors import ConfigurationError
from ..._base.problems import invalid, shown
from ..._base.reading.empty import is_empty, trimmed
from ..row_fields import field_name
from .error_cells import error_cells
from .tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..._base.problems import InvalidValue
    from .header import Layout
    from .lines import Numbered

NEEDS = 'a workbook needs the package python-calamine: pip install "flowroute-ext[excel]"'


def rows(file: BinaryIO, layout: Layout) -> Iterator[Numbered]:
    """The rows of the sheet of the *layout*, or of the only one that has any.

    Each has the number that the spreadsheet shows beside it. Raises `InvalidValue` where it is
    not clear which sheet that is, or none can be read.
    """
    yield from TABLE.rows(_cells(file, _sheet(file, layout)), layout)


def _cells(file: BinaryIO, sheet: Any) -> Iterator[tuple[int, list[object]]]:
    """The cells of each row of the *sheet* of a *file*, with the number of the row."""
    failed = error_cells(file, sheet.name)
    by_row: dict[int, list[tuple[int, str]]] = {}
    for (row, column), text in failed.items():
        by_row.setdefault(row, []).append((column - 1 - sheet.start[1], text))
    for number, cells in enumerate(sheet.iter_rows(), 1):
        for index, text in by_row.get(number, ()):
            if 0 <= index < len(cells) and is_empty(cells[index]):
                cells[index] = text
        yield number, cells


def text_of(value: object) -> object:
    """A cell as it is texted: whole numbers without a fraction, dates as in ``2026-12-01``.

    Numbers have the fifteen digits that spreadsheets calculate with.
    """
    if isinstance(value, bool | str):
        return value
    if isinstance(value, float):
        if value.is_integer():
            return str(int(value))
        number = f"{value:.15g}"
        return number if "e" not in number else f"{value:.20f}".rstrip("0")
    if isinstance(value, datetime.datetime):
        if value.time() == datetime.time():
            return value.date().isoformat()
        return value.isoformat(" ", "minutes" if not value.second else "seconds")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, datetime.time):
        return value.isoformat("minutes" if not value.second else "seconds")
    return str(value)


def _sheet(file: BinaryIO, layout: Layout) -> Any:
    try:
        import python_calamine as calamine
    except ModuleNotFoundError:
        raise ConfigurationError(NEEDS) from None
    load: Any = vars(calamine)["load_workbook"]  # which has a type that checkers do not know
    try:
        book = load(file)
        names = [
            metadata.name
            for metadata in book.sheets_metadata
            if metadata.visible == calamine.SheetVisibleEnum.Visible
            and metadata.typ == calamine.SheetTypeEnum.WorkSheet
        ]
        if layout.sheet in book.sheet_names:
            names = [layout.sheet]
        sheets = [book.get_sheet_by_name(name) for name in names]
    except calamine.PasswordError:
        raise _unreadable("one with a password", "save it without the password") from None
    except (calamine.CalamineError, OSError, ValueError):
        cure = "save it again in the spreadsheet, as XLSX or CSV"
        raise _unreadable("a workbook that cannot be read", cure) from None
    if layout.sheet is not None and names != [layout.sheet]:
        raise _no_sheet(shown(layout.sheet), book.sheet_names)
    filled = [sheet for sheet in sheets if sheet.start is not None]
    if len(filled) != 1:
        several = "several sheets with rows" if filled else "no sheet with rows"
        raise _no_sheet(several, [sheet.name for sheet in filled or sheets])
    return filled[0]


def _cell(name: str, cell: object) -> object:
    value = text_of(cell)
    if isinstance(value, str) and field_name(name) != "body":
        return trimmed(value)
    return value


def _no_sheet(value: str, names: list[str]) -> InvalidValue:
    return invalid(
        "workbook",
        "the sheet",
        value,
        rule="must be one that has the rows",
        cure=f"give its name as the sheet, one of {', '.join(map(shown, names)) or 'none'}",
    )


def _unreadable(value: str, cure: str) -> InvalidValue:
    return invalid("workbook", "the file", value, rule="must be a workbook", cure=cure)


TABLE = Table(_cell, text_of, "give each column a name in the header")
