"""`call_records`: the records of a file that was downloaded."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, cast

from .._base.masking import mask_text
from .._base.problems import InvalidValue, invalid, shown
from .._base.reading.empty import is_empty
from .reading import call_records_in
from .unpacking import PIECE, Damaged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from .._values.call_records import CallRecord


def call_records(path: str | os.PathLike[str]) -> Iterator[CallRecord]:
    """Yield the records in the file of a CDR export, as they are read, in constant memory.

    The file is CSV, compressed by gzip as Flowroute writes it, or not. Columns may be in any order,
    be missing or be unknown. Raises `InvalidValue` for what is no file of call records, at once
    where it cannot be opened, and while it is read where it is damaged or cut off.
    """
    where = _path(path)
    name = repr(mask_text(where.name))
    try:
        # Asked for first: a pipe would be waited for.
        is_file = stat.S_ISREG(where.stat().st_mode)
        file = where.open("rb") if is_file else None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or type(error).__name__
        raise _refused(f"{name} ({why})", "must be a file", "check the path") from None
    if file is None:
        raise _refused(f"{name}, no file", "must be a file", "give the path of one")
    return _records(file, name)


def _path(path: object) -> Path:
    if not isinstance(path, str | os.PathLike) or (isinstance(path, str) and is_empty(path)):
        raise _refused(shown(path), "must be the path of a file", "give it as text or as a Path")
    return Path(os.fsdecode(cast("str | os.PathLike[str]", path)))


def _records(file: BinaryIO, name: str) -> Iterator[CallRecord]:
    with file:
        try:
            yield from call_records_in(iter(lambda: file.read(PIECE), b""))
        except Damaged as damage:
            rule = "must be the CSV file of a CDR export"
            raise _refused(f"{name}, {damage}", rule, "download it again") from None


def _refused(got: str, rule: str, cure: str) -> InvalidValue:
    return invalid("file of call records", "path", got, rule=rule, cure=cure)
