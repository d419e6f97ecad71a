"""Rows of a file of any kind, read as a stream, each with the line that it begins on."""

from __future__ import annotations

import io
from contextlib import ExitStack
from typing import TYPE_CHECKING

from . import delimited, encodings, json_lines, sources, workbooks
from .header import Layout

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator
    from typing import BinaryIO, Self

    from .encodings import Encoding
    from .lines import Numbered

PLAIN = Layout()


class RowFile(ExitStack):
    """The rows of a *source*, the path of a file or a binary stream, to be used in a `with`.

    Raises `OSError` where it cannot be read, and `InvalidValue` where it has no rows.
    """

    encoding: Encoding | None = None

    def __init__(self, source: str | os.PathLike[str] | BinaryIO, layout: Layout = PLAIN) -> None:
        super().__init__()
        self._source = source
        self._layout = layout

    def __enter__(self) -> Self:
        try:
            self._file = self.enter_context(sources.opened(self._source))
            self._kind = sources.kind(self._file, sources.name_of(self._source))
            if self._kind != "workbook":
                self.encoding = encodings.found(self._file, self._layout.encoding)
        except BaseException:
            self.close()
            raise
        return self

    def rows(self) -> Iterator[Numbered]:
        """Each row with its line, or a `Problem` where there is no row."""
        if self.encoding is None:
            return workbooks.rows(self._file, self._layout)
        is_csv = self._kind == "csv"
        text = io.TextIOWrapper(
            self._file,
            self.encoding.name,
            # What is not UTF-8 becomes surrogates, so that its line is known.
            errors="surrogateescape" if self.encoding.is_utf8 else "strict",
            newline="" if is_csv else "\n",
        )
        # Before what closes the file itself.
        self.callback(text.detach)
        if is_csv:
            return delimited.rows(text, self._layout)
        return json_lines.rows(text, self._layout)


def read(source: str | os.PathLike[str] | BinaryIO, layout: Layout = PLAIN) -> Iterator[Numbered]:
    """Each row of *source* with its line, or a `Problem` where there is no row.

    Raises as `RowFile` does.
    """
    with RowFile(source, layout) as file:
        yield from file.rows()
