"""On which line of a TOML file something is: tomllib does not say. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
KEY = re.compile(r"\s*(\"[^\"]*\"|'[^']*'|[A-Za-z0-9_-]+)\s*=")


class Lines:
    """The lines of the tables and keys of a *text*; of some none is known, and none is guessed."""

    def __init__(self, text: str) -> None:
        self._lines: dict[tuple[str, ...], int] = {}
        # Within a text of several lines anything may look like a key.
        if '"""' not in text and "'''" not in text:
            self._read(text)

    def of(self, path: Sequence[str | int]) -> int | None:
        """Return the line of what is at *path*, such as ``("numbers", 0, "alias")``, or None.

        A key that is not there has that of its table.
        """
        parts = tuple(map(str, path))
        return next((self._lines[p] for p in (parts, parts[:-1]) if p in self._lines), None)

    def _read(self, text: str) -> None:
        table: tuple[str, ...] = ()
        counts: dict[str, int] = {}
        for number, line in enumerate(text.splitlines(), 1):
            if header := HEADER.match(line):
                table = tuple(part.strip().strip("\"'") for part in header[2].split("."))
                if header[1] == "[[":
                    name = ".".join(table)
                    counts[name] = counts.get(name, -1) + 1
                    table = (*table, str(counts[name]))
                self._lines.setdefault(table, number)
            elif key := KEY.match(line):
                self._lines.setdefault((*table, key[1].strip("\"'")), number)
