"""The cursor beside an export: how much of the file is settled, and from when on to read again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import attrs

from ..._base import private_files
from ..errors import ExportError

if TYPE_CHECKING:
    from pathlib import Path

VERSION = 1
SUFFIX = ".cursor"


@attrs.frozen(kw_only=True)
class Extent:
    """A file of lines: its `size` in bytes and its `rows`, and those of the part that is settled.

    `until` is the end of its period, and `settled` that of the settled part. `digest` is that of
    all of a file that is complete.
    """

    size: int
    rows: int
    until: str | None = None
    settled: str | None = None
    settled_size: int
    settled_rows: int
    digest: str = ""


@attrs.frozen(kw_only=True)
class Cursor:
    """What is in the file beside an export.

    `whole` is the export itself, and `part` what an unfinished run wrote. Where that is `complete`,
    all that is left to do is to put it in the place of the export.
    """

    what: str
    lines: str
    account: str
    columns: tuple[str, ...]
    since: str | None = None
    whole: Extent | None = None
    part: Extent | None = None
    complete: bool = False


def cursor_of(path: Path) -> Path:
    """Return the path of the cursor of the export at *path*."""
    return path.with_name(f"{path.name}{SUFFIX}")


def load(path: Path) -> Cursor | None:
    """Return the cursor of the export at *path*, or None if it has none."""
    place = cursor_of(path)
    try:
        document: Any = json.loads(place.read_bytes())
        if document.pop("version") != VERSION:
            raise _unreadable(place)
        for name in ("whole", "part"):
            document[name] = document[name] and Extent(**document[name])
        return Cursor(**document | {"columns": tuple(document["columns"])})
    except FileNotFoundError:
        return None
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise _unreadable(place) from error


def save(path: Path, cursor: Cursor) -> None:
    """Replace the cursor of the export at *path*, at once or not at all."""
    document = {"version": VERSION} | attrs.asdict(cursor)
    put(path, json.dumps(document, indent=1).encode())


def content_of(path: Path) -> bytes | None:
    """Return the content of the cursor of the export at *path*, or None if it has none."""
    try:
        return cursor_of(path).read_bytes()
    except FileNotFoundError:
        return None


def put(path: Path, content: bytes | None) -> None:
    """Replace the cursor of the export at *path* by this *content*, or remove it."""
    place = cursor_of(path)
    if content is None:
        place.unlink(missing_ok=True)
        return
    # One run at a time writes it: what a killed one has left is written over.
    private_files.replace(place, content, by=place.with_name(f"{place.name}.new"))


def _unreadable(place: Path) -> ExportError:
    return ExportError(
        place, "is not a cursor of this release", "Export to another file, or anew with fresh=True"
    )
