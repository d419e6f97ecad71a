"""What the rows of an export are written to, whatever its format is."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Protocol

import attrs

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from .columns import Row, Table


@attrs.frozen
class Counts:
    """How many rows there are, how many were not there before, and since when messages are."""

    rows: int
    new: int
    since: datetime | None = None

    @classmethod
    def of(cls, rows: int, before: int, since: str | None) -> Counts:
        """Return the counts of a file with so many *rows*, of which some were there *before*."""
        moment = None if since is None else datetime.fromisoformat(since)
        return cls(rows, max(0, rows - before), moment)


@attrs.frozen(kw_only=True)
class Request:
    """What is to be exported: messages since a time, or all of a list, of an account."""

    table: Table
    account: str
    since: datetime | None = None


class Sink(Protocol):
    """A file, or a stream, that takes the rows of messages in the order of their times.

    What was written and not finished is found again by the next run.
    """

    @property
    def path(self) -> Path | None:
        """The file; None for a stream."""
        ...

    def begin(self, request: Request) -> datetime | None:
        """Open it; return from when on messages are wanted, None for a list."""
        ...

    def write(self, rows: Sequence[Row], until: datetime | None, *, settled: bool) -> None:
        """Write the messages from where the last call ended *until* a time, or rows of a list.

        What is *settled* is not read again by the next run.
        """
        ...

    def again(self) -> None:
        """Drop all rows of a list that were written, since it changed while it was read."""
        ...

    def finish(self, until: datetime | None) -> Counts:
        """Keep what was written; return how many rows there are."""
        ...

    def close(self) -> None:
        """Release the file, whether finished or not."""
        ...
