"""Where rows come from: a file by its path, or a stream such as the standard input."""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, BinaryIO

from ..._base.problems import invalid

if TYPE_CHECKING:
    from collections.abc import Generator

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAGIC_BYTES = 512


@contextmanager
def opened(source: str | os.PathLike[str] | BinaryIO) -> Generator[BinaryIO, None, None]:
    """The bytes of *source*, to be read more than once; a stream is copied to a temporary file.

    Raises `OSError` where it cannot be read.
    """
    if not isinstance(source, str | os.PathLike):
        with _copied(source) as file:
            yield file
        return
    path = Path(source)
    if "\0" in str(path):
        cure = "give its name"
        raise invalid("file of rows", "the file", "a NUL in it", rule="must be a name", cure=cure)
    with path.open("rb") as file:
        if stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            yield file
            return
        with _copied(file) as copy:  # a pipe with a name, as <(…) of a shell
            yield copy


def name_of(source: str | os.PathLike[str] | BinaryIO) -> str:
    """The name of the file at *source*, or "" of a stream."""
    return Path(source).name if isinstance(source, str | os.PathLike) else ""


def kind(file: BinaryIO, name: str) -> str:
    """Which kind of rows *file* has, of the *name*: ``csv``, ``json lines`` or ``workbook``.

    What it begins with is certain, and counts more than its name. Raises `InvalidValue` for what
    has no rows.
    """
    start = file.read(MAGIC_BYTES)
    file.seek(0)
    suffix = Path(name).suffix.lower()
    if start.startswith((ZIP, OLE)):
        return "workbook"
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith((b"<html", b"<!doctype html", b"<table", b"<?xml")):
        raise _other(name, "open it in a spreadsheet, and save it as CSV or XLSX", "a web page")
    if suffix in WORKBOOKS:
        raise _other(name, "save it again in the spreadsheet", "no workbook")
    if suffix in (".jsonl", ".ndjson"):
        return "json lines"
    if suffix in (".csv", ".tsv", ".tab"):
        return "csv"
    if suffix in ("", ".txt", ".json"):
        if text.startswith(b"[") and suffix == ".json":
            cure = "write an object on each line, as jq -c '.[]' does, and name it .jsonl"
            raise _other(name, cure, "one JSON array")
        return "json lines" if text.startswith(b"{") else "csv"
    raise invalid(
        "file of rows",
        "the file",
        repr(name),
        rule="must be CSV, XLSX or JSON Lines",
        cure="name it .csv, .xlsx or .jsonl, after what it is",
    )


WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})


def _other(name: str, cure: str, what: str) -> Exception:
    rule = "must be CSV, XLSX or JSON Lines"
    return invalid("file of rows", "the file", f"{what} of the name {name!r}", rule=rule, cure=cure)


@contextmanager
def _copied(stream: BinaryIO) -> Generator[BinaryIO, None, None]:
    with TemporaryFile() as file:
        copyfileobj(stream, file)
        file.seek(0)
        yield file
