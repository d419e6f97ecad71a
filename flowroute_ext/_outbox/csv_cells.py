"""Cells of CSV files that a spreadsheet would run as formulas, written and read as text.

An apostrophe before them is what spreadsheets themselves mark a text with. A cell that begins
with apostrophes already gets one more, so that reading returns what was written.
"""

from __future__ import annotations

import re
from typing import Final

from .._base.masking import INVISIBLE

# OWASP, CSV Injection; with the full-width spellings, and also where a reader trims cells.
FORMULA: Final = re.compile(
    rf"'*(?:[\t\r\n]|[\s\x00-\x1f\x7f-\x9f{INVISIBLE}]*[=+\-@\uff1d\uff0b\uff0d\uff20\u2212])"
)
# An international phone number, which every reader takes for one, or for its digits.
NUMBER: Final = re.compile(r"\+[0-9]+")
MARK: Final = "'"


def as_text(cell: str) -> str:
    """Return *cell* as it is written: marked where it would be a formula."""
    return f"{MARK}{cell}" if FORMULA.match(cell) and not NUMBER.fullmatch(cell) else cell


def from_text(cell: str) -> str:
    """Return what a *cell* was before `as_text`."""
    return cell[1:] if cell.startswith(MARK) and FORMULA.match(cell, 1) else cell
