"""What an export did."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from .columns import Exportable


@attrs.frozen(kw_only=True)
class Exported:
    """What a run did: how many `rows` the file has now, and how many of them are `new`.

    `since` and `until` are the period of the messages in it; None for lists, which have none.
    `requests` is how many were made, and `repeated` how often something was read again, as it
    changed while it was read. `path` is None for what went to a stream.
    """

    what: Exportable
    path: Path | None
    rows: int
    new: int
    since: datetime | None = None
    until: datetime | None = None
    requests: int = 0
    repeated: int = 0


@attrs.frozen(kw_only=True)
class Progress:
    """How far a run is: the `rows` that it read, and `until` when they are, for messages."""

    rows: int
    until: datetime | None = None
