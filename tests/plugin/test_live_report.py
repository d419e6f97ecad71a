"""The report of the processes that a test starts."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import pytest

from pytest_flowroute._intercept.live.report import Report, mark


def test_the_report_is_in_memory_or_in_a_file_of_its_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A killed process leaves nothing on Linux, and elsewhere a file that a later one removes.

    A file that is in use, new, or no file of ours stays, and so does one that got its number.
    """
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    report = Report()
    mark(report.path)
    assert report.size() == 1
    if sys.platform == "linux":
        assert [*tmp_path.iterdir()] == []
        victim = os.open(tmp_path / "victim", os.O_RDWR | os.O_CREAT)
        os.dup2(victim, int(report.path.rpartition("/")[2]))
        mark(report.path)
        assert (report.size(), (tmp_path / "victim").read_bytes()) == (0, b"")
    report.close()

    monkeypatch.delattr(os, "memfd_create", raising=False)
    in_use = Report()
    names = ("flowroute-1.blocked", "flowroute-2.blocked", "flowroute-2.lock", "other.blocked")
    left, new, *others = (tmp_path / name for name in names)
    for path in (left, new, *others):
        path.touch()
    link = tmp_path / "flowroute-3.blocked"
    link.symlink_to(others[0])
    for path in (left, *others, Path(in_use.path)):
        os.utime(path, (0, 0))
    before = {*tmp_path.iterdir()}

    another = Report()
    mark(another.path)
    assert another.size() == 1
    assert {*tmp_path.iterdir()} == before - {left} | {Path(another.path)}
    another.close()
    in_use.close()
    mark(another.path)
    assert {*tmp_path.iterdir()} == before - {left, Path(in_use.path)}
