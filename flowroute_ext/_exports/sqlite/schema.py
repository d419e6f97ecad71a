"""The tables of an export in SQLite, and the marks by which its file is recognised."""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING, Final

from ..._webhooks.keywords import keyword
from ..cells import nanodollars
from ..tables import TABLES
from .views import VIEWS

if TYPE_CHECKING:
    from ..columns import Cell, Column, Row, Table

APPLICATION_ID: Final = 0x464C4558  # "FLEX"
VERSION: Final = 1
TYPES: Final = {
    "text": "TEXT",
    "time": "TEXT",
    "money": "TEXT",
    "whole": "INTEGER",
    "flag": "INTEGER",
}
MESSAGES: Final = TABLES["messages"]
COST, BODY, DIRECTION = (MESSAGES.names.index(name) for name in ("cost", "body", "direction"))


def stored(table: Table, row: Row) -> tuple[Cell, ...]:
    """Return what is stored of a *row*: of a message also its cost as a number, and its keyword."""
    if table.name != "messages":
        return row
    cost, body = row[COST], row[BODY]
    inbound = row[DIRECTION] == "inbound" and type(body) is str
    return (
        *row,
        nanodollars(cost) if type(cost) is str else None,
        keyword(str(body)) if inbound else None,
    )


def names(table: Table) -> tuple[str, ...]:
    """Return the names of the columns of a *table*."""
    more = ("cost_nanodollars", "keyword") if table.name == "messages" else ()
    return *table.names, *more


def upsert(table: Table) -> str:
    """Return the statement that writes a row, or what is new of it."""
    columns = [f'"{name}"' for name in names(table)]
    changed = ", ".join(f"{name} = excluded.{name}" for name in columns[1:])
    marks = ", ".join("?" * len(columns))
    return statement(
        "INSERT INTO $table ($columns) VALUES ($marks) ON CONFLICT DO UPDATE SET $changed",
        table=table.name,
        columns=", ".join(columns),
        marks=marks,
        changed=changed,
    )


def statement(text: str, **names: str) -> str:
    """Return a statement with our own *names* in it, which SQLite has no parameters for."""
    return Template(text).substitute(names)


def _made(table: Table) -> str:
    columns = [_column(column) for column in table.columns]
    columns[0] += " PRIMARY KEY NOT NULL"
    if table.name == "messages":
        columns += ["cost_nanodollars INTEGER", "keyword TEXT"]
    return f"CREATE TABLE {table.name} ({', '.join(columns)})"


def _column(column: Column) -> str:
    return f'"{column.name}" {TYPES[column.kind]}'


# `settled` is until when nothing is read again; a run that was interrupted goes on there.
SCHEMA: Final = (
    *(_made(table) for table in TABLES.values() if table.name != "cdrs"),
    "CREATE INDEX messages_by_time ON messages (timestamp)",
    'CREATE INDEX messages_by_numbers ON messages ("to", "from", timestamp)',
    """
    CREATE TABLE exports (
        what TEXT PRIMARY KEY NOT NULL, account TEXT NOT NULL, since TEXT, settled TEXT, until TEXT
    )
    """,
    *VIEWS,
    f"PRAGMA application_id = {APPLICATION_ID}",
    f"PRAGMA user_version = {VERSION}",
)
