"""`Outbox`: rows added once, sent once, and told of."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from . import intake, table
from .database import Database
from .files import read
from .templates import Template

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from .._builders.messages import Message
    from .values import Added, Counts, OutboxRow, State

    Rows: TypeAlias = str | os.PathLike[str] | Iterable[Mapping[str, object] | Message]


class Outbox:
    """Messages to send in bulk, in an SQLite file that remembers what became of each.

    *path* is the file, which is made if there is none; it holds numbers and texts, and only
    you may read it. Several processes of one machine may work on one file.

    Raises `OutboxError` when the file is no outbox, damaged, not to be written, or of another
    release; so does every method.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path).absolute()
        self._open().close()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self.path)!r})"

    def add(
        self,
        rows: Rows,
        *,
        template: str | None = None,
        from_: object = None,
        dlr_callback: str | None = None,
    ) -> Added:
        """Queue *rows*: all that are new, or none if anything is wrong with any of them.

        They are dicts, or `Message`s, or the path of a ``.csv`` or ``.jsonl`` file. A row has
        ``to``, ``from`` and ``body``; or ``media_urls``, several with blanks between them;
        and if need be ``is_mms``, ``dlr_callback`` and a ``reference``. *from_* and
        *dlr_callback* are for rows without their own. With a *template*, as in
        ``"Hi {name}"``, the other fields of a row make its text.

        The reference is what makes a row the same one when it is added again, which changes
        nothing. Without one the row's content does, and how often it is among the rows.

        Raises `InvalidRows` with everything that is wrong, each with its line; `InvalidValue`
        for the template; `OSError` for a file of rows that cannot be read.
        """
        what, unit = "rows", "row"
        numbered: Iterable[tuple[int, object]]
        if isinstance(rows, str | os.PathLike):
            what, unit = Path(rows).name, "line"
            numbered = read(rows)
        else:
            numbered = enumerate(rows, 1)
        defaults = intake.Defaults(
            template=None if template is None else Template(template),
            from_=from_,
            dlr_callback=dlr_callback,
        )
        drafts = intake.drafts(numbered, defaults, what=what, unit=unit)
        with self._open() as database:
            return table.add(database, drafts, what=what, unit=unit)

    def status(self) -> Counts:
        """How many rows are in each state."""
        with self._open() as database:
            return table.counts(database)

    def rows(self, state: State | None = None) -> Iterator[OutboxRow]:
        """The rows in the order they were added, of all states or of one."""
        page, after = self._page(state, 0)
        while page:
            yield from page
            page, after = self._page(state, after)

    def unknown(self) -> list[OutboxRow]:
        """The rows whose outcome is unknown."""
        return list(self.rows("unknown"))

    def _page(self, state: State | None, after: int) -> tuple[list[OutboxRow], int]:
        with self._open() as database:
            return table.page(database, state, after)

    def _open(self) -> Database:
        return Database(self.path)
