"""The period that is asked for, checked. Pure."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from .._base.problems import invalid, shown
from .._base.times import wire
from .columns import DATED

if TYPE_CHECKING:
    from collections.abc import Callable

    from .columns import Exportable


def time_range(
    table: Exportable,
    since: datetime | date | str | None,
    until: datetime | date | str | None,
    named: Callable[[str], str] = str,
    *,
    needs_since: bool,
) -> tuple[datetime | None, datetime | None]:
    """Return the moments from *since* to *until*; raise `InvalidValue`, *named* as they are given.

    Only messages and calls have a period.
    """
    start, end = _moment(since, named("since")), _moment(until, named("until"))
    if table not in DATED and (start is not None or end is not None):
        raise invalid(
            "export",
            named("until" if start is None else "since"),
            shown(until if start is None else since),
            rule=f"is for messages and cdrs: Flowroute lists {table} without a period",
            cure="leave it out; all of them are exported each time",
        )
    if table in DATED and start is None and needs_since:
        raise invalid(
            "export",
            named("since"),
            "nothing",
            rule=f"must say from when on {table} are wanted",
            cure="give a date, such as 2026-01-01",
        )
    if start is not None and end is not None and end <= start:
        raise invalid(
            "export",
            named("until"),
            shown(until),
            rule=f"must be later than {named('since')}",
            cure="give a later one, or leave it out for now",
        )
    return start, end


def _moment(value: datetime | date | str | None, field: str) -> datetime | None:
    """Return the moment that a date, a time, or a text of either is; a date begins in UTC."""
    if value is None:
        return None
    # What the list of messages takes, and says of what it does not.
    time = datetime.fromisoformat(wire(value, field=field))
    return time if time.tzinfo else time.replace(tzinfo=UTC)
