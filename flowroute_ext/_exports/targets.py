"""Where an export goes: the format that a name says, and the sink for it."""

from __future__ import annotations

from datetime import timedelta
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, Protocol, TypeAlias, cast, get_args

from .._base.problems import invalid, shown
from . import part_files
from .clients import Order
from .columns import EXPORTABLE
from .time_ranges import time_range

if TYPE_CHECKING:
    import os
    from collections.abc import Callable
    from datetime import date, datetime

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
    if what == "cdrs" and kind == "sqlite":
        raise invalid(
            "export",
            named("format"),
            shown(kind),
            rule="is not for cdrs, which have no id to know them by",
            cure="give csv, jsonl or parquet",
        )
    exists = path is not None and part_files.exists(path)
    needs_since = fresh or not exists
    table = exportable(what)
    start, end = time_range(table, since, until, named, needs_since=needs_since)
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


def report_order(
    sink: Sink,
    since: datetime | date | str | None,
    until: datetime | date | str | None,
    progress: Callable[[Progress], object] | None,
    named: Callable[[str], str] = str,
) -> Order:
    """Return the order to read the messages of a period; raise `InvalidValue`."""
    start, end = time_range("messages", since, until, named, needs_since=True)
    return Order(
        what="messages",
        sink=sink,
        since=start,
        until=end,
        recheck=RECHECK,
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
        by_suffix = None if path is None else SUFFIXES.get(path.suffix.lower())
        if by_suffix is not None:
            return by_suffix
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
