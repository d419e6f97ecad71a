"""What rows have besides a message: other fields that they were given with, and a time to wait for.

Files of earlier releases get it when they are opened, and stay usable for those.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, cast

from .._base.reading.scalars import number
from . import postponed
from .row_fields import COLUMNS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

ENCODED = json.JSONEncoder(ensure_ascii=False).encode

# The last thing that is made: where it is, everything is.
_MARK: Final = "fields"
_FIND: Final = "SELECT 1 FROM pragma_table_info('rows') WHERE name = ?"


def make(connection: sqlite3.Connection) -> None:
    """Make what the file has for it, in the transaction of *connection*."""
    connection.execute(postponed.INDEX)
    connection.execute(f"ALTER TABLE rows ADD COLUMN {_MARK} TEXT")


def is_there(connection: sqlite3.Connection) -> bool:
    """Whether it was made."""
    return connection.execute(_FIND, (_MARK,)).fetchone() is not None


def packed_fields(fields: Mapping[str, object]) -> str | None:
    """Those of *fields* that are for no part of a message, as JSON; None without any."""
    own = {name: value for name, value in fields.items() if name not in COLUMNS}
    if not own:
        return None
    return ENCODED({name: _plain(value) for name, value in own.items()})


def unpacked_fields(text: str | None) -> dict[str, Any]:
    """The fields that `packed_fields` made *text* of."""
    return {} if text is None else cast("dict[str, Any]", json.loads(text))


def _plain(value: object) -> object:
    try:
        if isinstance(value, str | bool | None):
            return value
        amount = number(value)
        return str(value) if amount is None else str(amount)
    except (ValueError, TypeError, ArithmeticError, RecursionError):
        return None
