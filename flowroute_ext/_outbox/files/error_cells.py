"""The cells of a sheet of an XLSX workbook in which a formula failed, which calamine has as empty.

They are ``#N/A`` and the like: without them a row would be taken for one with an optional field
left out, or for none at all. Where the workbook is not as spreadsheets write it, there are none.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from contextlib import suppress
from html import unescape
from typing import TYPE_CHECKING, BinaryIO, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

CHUNK: Final = 256 * 1024
MOST_READ: Final = 4 * 1024 * 1024  # bytes of a part that names others
FOLDER: Final = "xl"

ERROR = re.compile(
    rb"""<c\s(?=[^>]*\bt=["']e["'])[^>]*\br=["']([A-Z]{1,3})([0-9]{1,7})["'][^>]*>"""
    rb"(?:(?!</c>|<c\s).)*?<v>([^<]*)</v>",
    re.DOTALL,
)
MARK = re.compile(rb"""\bt=["']e["']""")
SHEET = re.compile(r"<sheet\s[^>]*>")
RELATION = re.compile(r"<Relationship\s[^>]*>")
ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")

# The text of each such cell, by its row and column, both from 1 on.
ErrorCells = dict[tuple[int, int], str]


def error_cells(file: BinaryIO, sheet: str) -> ErrorCells:
    """Those of the *sheet* of this name of the workbook *file*."""
    cells: ErrorCells = {}
    with suppress(zipfile.BadZipFile, zlib.error, KeyError, RuntimeError, ValueError):
        file.seek(0)
        with zipfile.ZipFile(file) as book:
            for column, row, text in _errors(book, _part(book, sheet)):
                cells[int(row), _number(column)] = unescape(text.decode())
    return cells


def _part(book: zipfile.ZipFile, sheet: str) -> str:
    """The name of the part that has the *sheet*."""
    sheets = {
        sheet_element["name"]: sheet_element["r:id"]
        for sheet_element in _elements(book, f"{FOLDER}/workbook.xml", SHEET)
    }
    relations = _elements(book, f"{FOLDER}/_rels/workbook.xml.rels", RELATION)
    targets = {relation["Id"]: relation["Target"] for relation in relations}
    return posixpath.normpath(posixpath.join("/", FOLDER, targets[sheets[sheet]])).lstrip("/")


def _elements(
    book: zipfile.ZipFile, part: str, element: re.Pattern[str]
) -> Iterator[dict[str, str]]:
    """The attributes of each *element* of a *part*."""
    with book.open(part) as file:
        text = file.read(MOST_READ).decode()
    for attributes in element.findall(text):
        yield {
            name: unescape(double or single)
            for name, double, single in ATTRIBUTE.findall(attributes)
        }


def _errors(book: zipfile.ZipFile, part: str) -> Iterator[tuple[bytes, bytes, bytes]]:
    with book.open(part) as file:
        rest = b""
        while chunk := file.read(CHUNK):
            # Cells that have only a style have no end tag.
            whole, end, rest = (rest[-CHUNK:] + chunk).rpartition(b"</c>")
            # In most sheets there is none.
            if MARK.search(whole):
                yield from ERROR.findall(whole + end)


def _number(column: bytes) -> int:
    """The number of a *column* of letters."""
    number = 0
    for letter in column:
        number = number * 26 + letter - ord("A") + 1
    return number
