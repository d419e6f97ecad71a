"""The files of exports: what is not ours, what was changed, and runs that were killed."""

from __future__ import annotations

import os
import signal
import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from exports.records import NOW, Records, message
from flowroute_ext._exports import part_files
from flowroute_ext._exports.lines import growing_file
from flowroute_ext.exports import ExportError, export


def killed(records: Records, path: Path, point: str) -> None:
    """Export in a process that is killed at a *point*: a request, or a step of the end."""
    child = os.fork()
    if child:
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        return
    try:
        growing_file.PIECE = 1
        if point.isdecimal():
            records.meanwhile = lambda request: request == int(point) and _die()
        elif point == "replace":
            growing_file.GrowingFile._replace = _die
        else:
            growing_file.save = _saved(growing_file.save)
        export(records.client(), "messages", path, since="2026-05-01")
    finally:
        os._exit(1)


def _die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _saved(save: Any) -> Any:
    return lambda path, cursor: _die() if cursor.whole is not None else save(path, cursor)


@pytest.mark.once
@pytest.mark.parametrize("again", ["", "4"])
@pytest.mark.parametrize("point", ["1", "4", "7", "replace", "cursor"])
@pytest.mark.parametrize("name", ["x.csv", "x.sqlite"])
def test_killed(records: Records, tmp_path: Path, name: str, point: str, again: str):
    """After kill -9 at any point another run makes the file of one run, with what is new since."""
    if name == "x.sqlite" and not point.isdecimal():
        return
    records.messages = [message(n, NOW - timedelta(hours=n)) for n in range(120)]
    path = tmp_path / name
    killed(records, path, point)
    if again:
        killed(records, path, again)
    records.messages.append(message(500, NOW + timedelta(hours=1)))
    records.now += timedelta(hours=2)
    export(records.client(), "messages", path, since="2026-05-01")
    whole = tmp_path / f"whole-{name}"
    export(records.client(), "messages", whole, since="2026-05-01")
    if name == "x.csv":
        assert path.read_bytes() == whole.read_bytes()
        assert sorted(one.name for one in tmp_path.glob("x.csv*")) == ["x.csv", "x.csv.cursor"]
    else:
        assert _dump(path) == _dump(whole)


def _dump(path: Path) -> list[tuple[object, ...]]:
    with sqlite3.connect(path) as database:
        return database.execute("SELECT * FROM messages ORDER BY timestamp").fetchall()


def test_not_ours(records: Records, tmp_path: Path):
    """A file of another origin is left as it is, and so is one that was changed; fresh makes it."""
    path = tmp_path / "x.csv"
    path.write_text("mine", "utf-8")
    with pytest.raises(ExportError, match="is no export that could be gone on with"):
        export(records.client(), "numbers", path)
    assert [one.name for one in tmp_path.iterdir()] == ["x.csv"]
    export(records.client(), "numbers", path, fresh=True)
    path.write_text(path.read_text("utf-8") + "edited\n", "utf-8")
    with pytest.raises(ExportError, match="was changed since it was exported"):
        export(records.client(), "numbers", path)
    path.unlink()
    assert export(records.client(), "numbers", path).rows == 0
    path.write_bytes(path.read_bytes().replace(b"number", b"Number", 1))
    with pytest.raises(ExportError, match="was changed since it was exported"):
        export(records.client(), "numbers", path)

    (tmp_path / "y.csv.part").write_text("mine", "utf-8")
    with pytest.raises(ExportError, match="is not of an export"):
        export(records.client(), "numbers", tmp_path / "y.csv")
    (tmp_path / "x.sqlite").write_text("mine" * 200, "utf-8")
    with pytest.raises(ExportError, match="is not"):
        export(records.client(), "numbers", tmp_path / "x.sqlite", fresh=True)


def test_changed_in_the_middle(records: Records, tmp_path: Path):
    """A change anywhere in a large file is noticed, also one that leaves its size as it was."""
    path = tmp_path / "x.csv"
    times = [NOW - timedelta(days=9, minutes=n) for n in range(20)]
    records.messages = [message(n, at, body="x" * 9000) for n, at in enumerate(times)]
    export(records.client(), "messages", path, since="2026-05-01")
    path.write_bytes(edited := path.read_bytes().replace(b"xxx", b"yyy", 1))
    with pytest.raises(ExportError, match="was changed since it was exported"):
        export(records.client(), "messages", path)
    assert path.read_bytes() == edited


def test_other_exports(records: Records, tmp_path: Path):
    """An export goes on only with what it is of: kind, account, and no earlier time."""
    path = tmp_path / "x.csv"
    export(records.client(), "messages", path, since="2026-05-01")
    with pytest.raises(ExportError, match="is an export of messages as csv"):
        export(records.client(), "numbers", path)
    with pytest.raises(ExportError, match="begins at 2026-05-01"):
        export(records.client(), "messages", path, since="2026-04-01")
    export(records.client(), "messages", path, since="2026-05-02")
    records.key = "other"
    for target in (path, tmp_path / "x.sqlite"):
        if target.suffix == ".sqlite":
            records.key = "key"
            export(records.client(), "numbers", target)
            records.key = "other"
        with pytest.raises(ExportError, match="is an export of another account"):
            export(records.client(), "messages", target, since="2026-05-01")


def test_two_runs(records: Records, tmp_path: Path):
    """A second run on a file that is being written is refused, and harms nothing."""
    records.messages = [message(1, NOW)]
    refused: list[str] = []

    def second(request: int) -> None:
        if request == 1:
            with pytest.raises(ExportError) as error:
                export(records.client(), "messages", tmp_path / "x.csv", since="2026-05-01")
            refused.append(str(error.value))

    records.meanwhile = second
    assert export(records.client(), "messages", tmp_path / "x.csv", since="2026-05-01").rows == 1
    assert refused == [
        f"{tmp_path}/x.csv is being written by another run. Wait until that has ended"
    ]


def test_nothing_written(records: Records, tmp_path: Path):
    """A run that fails before its first row leaves nothing; a link to the file stays a link."""
    path, real = tmp_path / "x.csv", tmp_path / "real.csv"
    path.symlink_to(real)

    def fail(_: int) -> None:
        raise KeyboardInterrupt

    records.meanwhile = fail
    for since in ("2026-05-01", "2026-04-01"):
        with pytest.raises(KeyboardInterrupt):
            export(records.client(), "messages", path, since=since)
        assert [one.name for one in tmp_path.iterdir()] == ["x.csv"]
    records.meanwhile = lambda _: None
    export(records.client(), "messages", path, since="2026-05-01")
    before = (tmp_path / "real.csv.cursor").read_bytes()
    records.meanwhile = fail
    for fresh in (False, True):
        with pytest.raises(KeyboardInterrupt):
            export(records.client(), "messages", path, since="2026-05-01", fresh=fresh)
    assert path.is_symlink()
    assert sorted(one.name for one in tmp_path.iterdir()) == [
        "real.csv",
        "real.csv.cursor",
        "x.csv",
    ]
    assert (tmp_path / "real.csv.cursor").read_bytes() == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no FIFOs")
@pytest.mark.parametrize("fresh", [False, True])
@pytest.mark.parametrize("name", ["x.csv", "x.jsonl", "x.sqlite", "x.parquet"])
def test_no_file(records: Records, tmp_path: Path, name: str, *, fresh: bool):
    """A FIFO, as a device, is refused at once: it is neither read nor replaced, linked or not."""
    path, link = tmp_path / name, tmp_path / f"link-{name}"
    os.mkfifo(path)
    link.symlink_to(path)
    for given in (path, link):
        with pytest.raises(ExportError, match="is not a file"):
            export(records.client(), "messages", given, since="2026-05-01", fresh=fresh)
    assert path.is_fifo()
    assert sorted(tmp_path.iterdir()) == [link, path]
    with pytest.raises(ExportError, match="cannot be written"):
        export(records.client(), "messages", tmp_path / ("x" * 300 + name), since="2026-05-01")
    assert records.requests == 0


@pytest.mark.skipif(os.name == "nt", reason="an open file cannot be replaced")
def test_second_run_at_the_end(records: Records, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A run that opened the new file of another one, which then ended, leaves that export whole."""
    path = tmp_path / "x.csv"
    records.messages = [message(n, NOW - timedelta(days=9, minutes=n)) for n in range(5)]
    lock = part_files.lock_open
    exported: list[bytes] = []

    def late(descriptor: int) -> bool:
        if not exported:
            exported.append(b"")
            part_files.part_of(path).replace(path)
            exported.append(path.read_bytes())
        return lock(descriptor)

    monkeypatch.setattr(part_files, "lock_open", late)
    with pytest.raises(ExportError, match="is being written by another run"):
        export(records.client(), "messages", path, since="2026-05-01")
    assert path.read_bytes() == exported[-1]
