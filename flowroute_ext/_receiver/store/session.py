"""A transaction on the tables, and the values that go in and out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import attrs

if TYPE_CHECKING:
    from collections.abc import Sequence


class Cursor(Protocol):
    """The result of a statement."""

    @property
    def rowcount(self) -> int:
        """How many rows were changed."""
        ...

    def fetchone(self) -> Any:
        """Return the next row, or None."""
        ...

    def fetchall(self) -> list[Any]:
        """Return the rest of the rows."""
        ...


class Session(Protocol):
    """A transaction. The SQL is that which SQLite and PostgreSQL have in common."""

    def execute(self, sql: str, parameters: Sequence[object] = ..., /) -> Cursor:
        """Run a statement, whose parameters are question marks."""
        ...


@attrs.frozen
class Arrival:
    """An event to be added. Unless it is `confirmed`, `key` is that of exactly this content."""

    kind: str
    key: bytes
    subject: bytes
    body: bytes = attrs.field(repr=False)
    received: float
    query: str = attrs.field(default="", repr=False)
    confirmed: bool = True
    receipt: ReceiptPlace | None = None
    consent: Consent | None = None


@attrs.frozen
class ReceiptPlace:
    """The `place` of a receipt among those of its message: the highest says most."""

    message_id: str = attrs.field(repr=False)
    place: str


@attrs.frozen
class Consent:
    """What a message says: its `number` has `opted_out` of messages from `sender`, or in again."""

    number: str = attrs.field(repr=False)
    sender: str = attrs.field(repr=False)
    opted_out: bool
    at: float
    keyword: str


@attrs.frozen
class HeldEvent:
    """An event that a worker has taken; `tries` counts this one.

    `error` is what was written at the last one, or since when Flowroute has no record of it.
    """

    id: int
    kind: str
    body: bytes = attrs.field(repr=False)
    received: float
    tries: int
    done: frozenset[str]
    late: bool
    confirmed: bool
    query: str = attrs.field(repr=False)
    error: str | None = None
