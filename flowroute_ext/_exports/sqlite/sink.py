"""A SQLite file as the sink of exports: a row that is there already is brought up to date."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from ..._base.sqlite_faults import SQLiteFault
from ..._storage.database import StoredDatabase
from ..._storage.format import Format, not_ours
from ..cells import spelt, spelt_if
from ..errors import ExportError
from ..sinks import Counts
from . import schema

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from pathlib import Path

    from ..columns import Row
    from ..sinks import Request


class ExportFile(StoredDatabase):
    """A connection to the file at `path`, which is made if there is none."""

    format = Format(
        application_id=schema.APPLICATION_ID,
        version=schema.VERSION,
        schema=schema.SCHEMA,
        error=ExportError,
        faults=not_ours("an export"),
        moved=SQLiteFault(
            "was renamed, removed or replaced while it was written", "Export to it again."
        ),
        linked=SQLiteFault(
            "has a second name (a hard link), and by each name it would have another log",
            "Remove one of the names.",
        ),
    )


class Database:
    """The sink of an export in SQLite; the file has all exports of an account, one of each kind."""

    def __init__(self, path: Path, *, fresh: bool = False) -> None:
        self.path = path
        self._fresh = fresh
        self._file: ExportFile | None = None
        self._since: str | None = None

    def begin(self, request: Request) -> datetime | None:
        """Open the file; go on where what is settled ends."""
        self._file = ExportFile(self.path)
        self._table = table = request.table
        self._upsert = schema.upsert(table)
        since = spelt_if(request.since)
        with self._file.changing() as connection:
            self._check_account(connection, request.account)
            if self._fresh:
                connection.execute(self._sql("DELETE FROM $table"))
                connection.execute("DELETE FROM exports WHERE what = ?", (table.name,))
            row = connection.execute(
                "SELECT since, settled FROM exports WHERE what = ?", (table.name,)
            ).fetchone()
            old: str | None
            settled: str | None
            old, settled = row or (None, None)
            # Rows are brought up to date, so that an earlier time is as good.
            if old is None or (since is not None and since < old):
                old, settled = since, None
            if old is None and table.name == "messages":
                raise ExportError(
                    self.path, "has no messages yet", "Say since when they are wanted"
                )
            connection.execute(
                "INSERT INTO exports (what, account, since, settled) VALUES (?, ?, ?, ?)"
                " ON CONFLICT DO UPDATE SET since = excluded.since, settled = excluded.settled",
                (table.name, request.account, old, settled),
            )
            self._before = self._count(connection)
            self._since = old
            if table.name != "messages":
                connection.execute(
                    self._sql("CREATE TEMP TABLE listed AS SELECT * FROM $table WHERE 0")
                )
                connection.execute(self._sql("CREATE UNIQUE INDEX temp.each ON listed ($id)"))
                self._upsert = self._upsert.replace(f"INTO {table.name} ", "INTO temp.listed ", 1)
                return None
        return datetime.fromisoformat(settled or str(old))

    def write(self, rows: Sequence[Row], until: datetime | None, *, settled: bool) -> None:
        """Write *rows*, and until when they are settled, in one transaction."""
        values: list[Sequence[Any]] = [schema.stored(self._table, row) for row in rows]
        with self._open.changing() as connection:
            try:
                connection.executemany(self._upsert, values)
            except UnicodeEncodeError:  # half a character
                connection.executemany(self._upsert, map(_encodable, values))
            if settled and until is not None:
                self._note(connection, settled=spelt(until))

    def again(self) -> None:
        """Drop the rows of a list."""
        with self._open.changing() as connection:
            connection.execute("DELETE FROM temp.listed")

    def finish(self, until: datetime | None) -> Counts:
        """Put the rows of a list in the place of those before, or note until when messages are."""
        with self._open.changing() as connection:
            if until is None:
                connection.execute(self._sql("DELETE FROM $table"))
                connection.execute(self._sql("INSERT INTO $table SELECT * FROM temp.listed"))
            else:
                self._note(connection, until=spelt(until))
            count = self._count(connection)
        return Counts.of(count, self._before, self._since)

    def close(self) -> None:
        """Close the file."""
        file, self._file = self._file, None
        if file is not None:
            file.close()

    @property
    def _open(self) -> ExportFile:
        assert self._file is not None
        return self._file

    def _check_account(self, connection: sqlite3.Connection, account: str) -> None:
        others = "SELECT 1 FROM exports WHERE account != ?"
        if connection.execute(others, (account,)).fetchone():
            problem = "is an export of another account, or of another server"
            raise ExportError(self.path, problem, "Export to another file")

    def _count(self, connection: sqlite3.Connection) -> int:
        count: int = connection.execute(self._sql("SELECT count(*) FROM $table")).fetchone()[0]
        return count

    def _note(self, connection: sqlite3.Connection, **values: str) -> None:
        for column, value in values.items():
            update = self._sql("UPDATE exports SET $column = ? WHERE what = ?", column=column)
            connection.execute(update, (value, self._table.name))

    def _sql(self, text: str, **names: str) -> str:
        table = self._table
        return schema.statement(text, table=table.name, id=table.names[0], **names)


def _encodable(values: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(
        value.encode(errors="replace").decode() if type(value) is str else value for value in values
    )
