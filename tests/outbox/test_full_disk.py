"""A full disk: what could not be written is reported, and looked up later."""

from __future__ import annotations

import os
import resource
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from flowroute_ext import Outbox, OutboxError
from flowroute_ext.types import OutboxAdded, OutboxCounts
from outbox.texts import rows

KILOBYTE = 1024


class Disk:
    """A small file system; where it cannot be mounted, a limit on the size of files."""

    def __init__(self, folder: Path, *, mounted: bool) -> None:
        self.folder = folder
        self.mounted = mounted
        self.filler = folder / "filler"

    @property
    def path(self) -> Path:
        return self.folder / "campaign.db"

    def fill(self, *, but: int) -> None:
        """Fill the disk but for so many bytes."""
        if self.mounted:
            stat = os.statvfs(self.folder)
            with suppress(OSError):  # the disk is full already, as other files are written too
                self.filler.write_bytes(bytes(max(0, stat.f_bavail * stat.f_frsize - but)))
        else:
            self._limit(but)

    def clear(self) -> None:
        """Make room again."""
        if self.mounted:
            self.filler.unlink(missing_ok=True)
        else:
            self._limit(resource.getrlimit(resource.RLIMIT_FSIZE)[1])

    def _limit(self, size: int) -> None:
        _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, most))


@pytest.fixture(params=["disk", "limit"])
def disk(request: pytest.FixtureRequest) -> Iterator[Disk]:
    with TemporaryDirectory() as folder, ExitStack() as stack:
        mounted = request.param == "disk" and mount(folder)
        if mounted:
            # At once, even if a file is left open: no other test can remove it.
            stack.callback(subprocess.run, ["umount", "-l", folder], check=True)
        disk = Disk(Path(folder), mounted=mounted)
        stack.callback(disk.clear)
        yield disk


def mount(folder: str) -> bool:
    """Mount a file system of eight megabytes in memory; False where that is not allowed."""
    command = ["mount", "-t", "tmpfs", "-o", "size=8m", "none", folder]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def full(path: Path) -> str:
    return (
        f"{path} cannot be written: the disk is full or failing. "
        "Make room, and go on: nothing was lost."
    )


def test_rows_that_do_not_fit(disk):
    """All rows are added, or none; with room they are."""
    outbox = Outbox(disk.path)
    outbox.add(rows(10))
    disk.fill(but=100 * KILOBYTE)

    with pytest.raises(OutboxError) as caught:
        outbox.add(rows(2000))
    assert str(caught.value) == full(disk.path)
    assert outbox.status() == OutboxCounts(queued=10)

    disk.clear()
    assert outbox.add(rows(1000)) == OutboxAdded(new=990, known=10)


def test_outcomes_that_do_not_fit(disk, clients):
    """A run that cannot write an outcome stops; nothing is sent twice, and nothing lost."""
    outbox = Outbox(disk.path)
    outbox.add(rows(200))
    clients.at_request(50, lambda: disk.fill(but=0))

    with pytest.raises(OutboxError) as caught:
        clients.send(outbox)
    assert str(caught.value) == full(disk.path)
    accepted = len(clients.bodies)
    assert 50 <= accepted < 200

    disk.clear()
    report = clients.send(outbox)

    assert report.counts == OutboxCounts(sent=200)
    assert Counter(clients.bodies) == Counter(row["body"] for row in rows(200))


def test_a_log_that_does_not_fit(disk, clients):
    """So it is where the log cannot grow, and all of it is put into the file at the end."""
    outbox = Outbox(disk.path)
    outbox.add(rows(200))
    disk.fill(but=200 * KILOBYTE)

    with pytest.raises(OutboxError) as caught:
        clients.send(outbox)
    assert str(caught.value) == full(disk.path)

    disk.clear()
    assert clients.send(outbox).counts == OutboxCounts(sent=200)
    assert Counter(clients.bodies) == Counter(row["body"] for row in rows(200))
    assert [file.name for file in disk.folder.iterdir()] == ["campaign.db"]


def test_nothing_is_sent_that_could_not_be_written(disk, clients):
    """Where an attempt cannot be written, no request is made."""
    outbox = Outbox(disk.path)
    outbox.add(rows(50))
    disk.fill(but=0)

    with pytest.raises(OutboxError):
        clients.send(outbox)
    assert clients.posts == 0

    disk.clear()
    assert clients.send(outbox).counts == OutboxCounts(sent=50)
