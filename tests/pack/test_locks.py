"""The lock of a cassette: a file beside it, for as long as a process has it or waits."""

from __future__ import annotations

import os
import tempfile
import threading
from pathlib import Path

import pytest

from pytest_flowroute._base.atomic_files import locked

pytestmark = pytest.mark.once


def test_it_is_beside_what_it_locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is in the temporary folder, and nothing is left; what others have there is."""
    elsewhere = tmp_path / "temporary"
    elsewhere.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(elsewhere))
    path = tmp_path / "folder" / "a.yaml"

    with locked(path):
        assert [each.name for each in path.parent.iterdir()] == [".a.yaml.lock"]
        assert path.with_name(".a.yaml.lock").stat().st_mode & 0o777 == 0o600

    assert [*path.parent.iterdir(), *elsewhere.iterdir()] == []


def test_what_is_not_ours_stays(tmp_path: Path) -> None:
    """A file of that name that has something in it is locked, and neither changed nor removed."""
    theirs = tmp_path / ".a.yaml.lock"
    theirs.write_text("theirs", encoding="utf-8")

    with locked(tmp_path / "a.yaml"):
        pass

    assert theirs.read_text(encoding="utf-8") == "theirs"


@pytest.mark.skipif(not hasattr(os, "O_NOFOLLOW"), reason="links are followed here")
def test_a_link_is_not_followed(tmp_path: Path) -> None:
    """A symbolic link in the place of the lock is an error, and makes no file elsewhere."""
    (tmp_path / ".a.yaml.lock").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(OSError, match=r"a\.yaml\.lock"), locked(tmp_path / "a.yaml"):
        pass

    assert not (tmp_path / "elsewhere").exists()


def test_threads_take_turns(tmp_path: Path) -> None:
    """Of eight threads that take it again and again, one has it at a time."""
    inside: list[int] = []
    most: list[int] = []

    def work() -> None:
        for _ in range(25):
            with locked(tmp_path / "a.yaml"):
                inside.append(1)
                most.append(len(inside))
                inside.pop()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert (len(most), max(most)) == (200, 1)
    assert [*tmp_path.iterdir()] == []
