"""Parameters that many methods have."""

from __future__ import annotations

from typing import Final

from .. import arguments as read
from ..table import REQUIRED, Parameter

LIMIT: Final = Parameter("limit", "int | None", read.count, "limit", None)
OFFSET: Final = Parameter("offset", "int | None", read.count, "offset", None)
# The defaults of the Ruby SDK's lists of records.
LIMIT_10: Final = Parameter("limit", "int | None", read.count, "limit", 10)
OFFSET_0: Final = Parameter("offset", "int | None", read.count, "offset", 0)
STATE: Final = Parameter("state", "str | None", read.state, "state", None)


def did(name: str) -> Parameter:
    """Return the parameter *name* for a phone number."""
    return Parameter(name, "str | int", read.did, "number_id")


def did_beside_record(name: str) -> Parameter:
    """Return the parameter *name* for a phone number, of a method that takes a record as well."""
    return Parameter(name, "str | int", read.did_beside_record, "number_id")


def record(name: str, to: str) -> Parameter:
    """Return the parameter *name* for the id of a record."""
    return Parameter(name, "str | int", read.record, to)


def part(name: str) -> Parameter:
    """Return the parameter *name* for a part of a phone number."""
    return Parameter(name, "str | int | None", read.part, name, None)


def callback(name: str) -> Parameter:
    """Return the parameter *name* for the URL of a callback."""
    return Parameter(name, "str", read.url, "body", REQUIRED)
