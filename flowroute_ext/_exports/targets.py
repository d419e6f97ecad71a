"""Where an export goes: the format that a name says, and the sink for it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol, TypeAlias, cast, get_args

from .._base.problems import invalid, shown
from .._base.times import wire
from .clients import Order
from .columns import EXPORTABLE

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

    from .columns import Exportable
    from .lines.encoding import LineFormat
    from .sinks import Sink
    from .values import Progress

Format: TypeAlias = Literal["csv", "jsonl", "sqlite", "parquet", "converter"]
FORMATS: Final[tuple[Format, ...]] = get_args(Format)
FILES: Final = ("sqlite", "parquet")
SUFFIXES: Final[dict[str, Format]] = {
    ".csv": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".sqlite": "sqlite",
    ".sqlite3": "sqlite",
    ".db": "sqlite",
    ".parquet": "parquet",
}
# Two days after a message was sent its carrier has reported, or will not.
RECHECK: Final = timedelta(days=3)


class Writable(Protocol):
    """A file that is open for bytes, or what else has its `write`."""

    def write(self, lines: bytes, /) -> object:
        """Write *lines*."""
        ...


def order(
    what: str,
    to: str | os.PathLike[str] | Writable,
    *,
    since: datetime | date | str | None,
    until: datetime | date | str | None,
    format: str | None,
    recheck: timedelta,
    fresh: bool,
    progress: Callable[[Progress], object] | None,
    named: Callable[[str], str] = str,
) -> Order:
    """Return what to export, checked; raise `InvalidValue`, with the *named* parameters."""
    path = Path(to) if isinstance(to, str | PathLike) else None
    kind = format_of(path, format, named)
    if (kind == "converter" and what != "e911s") or (path is None and kind in FILES):
        raise invalid(
            "export",
            named("format"),
            shown(kind),
            rule="is for e911s only" if kind == "converter" else "is for a file only",
            cure="give csv or jsonl",
        )
    needs_since = path is None or fresh or not path.exists()
    table = exportable(what)
    start, end = moment(since, named("since")), moment(until, named("until"))
    if table == "messages":
        if start is None and needs_since:
            raise invalid(
                "export",
                named("since"),
                "nothing",
                rule="must say from when on messages are wanted",
                cure="give a date, such as 2026-01-01",
            )
    elif start is not None or end is not None:
        raise invalid(
            "export",
            named("until" if start is None else "since"),
            shown(since if start is not None else until),
            rule=f"is for messages only: Flowroute lists {table} without a period",
            cure="leave it out; all of them are exported each time",
        )
    if start is not None and end is not None and end <= start:
        raise invalid(
            "export",
            named("until"),
            shown(until),
            rule=f"must be later than {named('since')}",
            cure="give a later one, or leave it out for now",
        )
    if recheck < timedelta():
        raise invalid(
            "export",
            named("recheck"),
            shown(str(recheck)),
            rule="must not be negative",
            cure="give one such as timedelta(days=3)",
        )
    return Order(
        what=table,
        sink=sink(path if path is not None else cast("Writable", to), kind, fresh=fresh),
        since=start,
        until=end,
        recheck=recheck,
        progress=progress or (lambda _: None),
    )


def exportable(what: str) -> Exportable:
    """Return *what* can be exported; raise `InvalidValue` for anything else."""
    for known in EXPORTABLE:
        if what == known:
            return known
    raise invalid(
        "export",
        "what",
        shown(what),
        rule="must be what can be exported",
        cure=f"give one of {', '.join(EXPORTABLE)}",
    )


def format_of(path: Path | None, given: str | None, named: Callable[[str], str] = str) -> Format:
    """Return the format that is *given*, or that the name of the file says."""
    if given is None:
        found = None if path is None else SUFFIXES.get(path.suffix.lower())
        if found is not None:
            return found
        raise invalid(
            "export",
            named("to"),
            "a stream" if path is None else shown(path.name),
            rule=f"must end in one of {', '.join(SUFFIXES)}",
            cure=f"name it so, or give {named('format')}",
        )
    for known in FORMATS:
        if given == known:
            return known
    raise invalid(
        "export",
        named("format"),
        shown(given),
        rule="must be a format",
        cure=f"give one of {', '.join(FORMATS)}",
    )


def sink(to: Path | Writable, kind: Format, *, fresh: bool = False) -> Sink:
    """Return the sink for a file of this format, or for a stream."""
    # What only one of them needs is imported for it alone.
    if not isinstance(to, Path):
        from .lines.stream import Stream

        lines: dict[Format, LineFormat] = {"jsonl": "jsonl", "converter": "converter"}
        return Stream(to.write, lines.get(kind, "csv"))
    path = to
    if kind == "sqlite":
        from .sqlite.sink import Database

        return Database(path, fresh=fresh)
    if kind == "parquet":
        from .parquet.sink import ParquetFile

        return ParquetFile(path, fresh=fresh)
    from .lines.growing_file import GrowingFile

    return GrowingFile(path, kind, fresh=fresh)


def moment(value: Any, field: str) -> datetime | None:
    """Return the moment that a date, a time, or a text of either is; a date begins in UTC."""
    if value is None:
        return None
    # What the list of messages takes, and says of what it does not.
    text = wire(value, field=field)
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
