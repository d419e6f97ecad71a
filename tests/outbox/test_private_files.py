"""The files of an outbox can be read by their owner alone, whoever made them."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from rate_limit.clocks import FakeClock
from rate_limit.limiters import MESSAGES

from flowroute_ext import Outbox, OutboxError
from flowroute_ext._rate_limit.rate_limit import RateLimit
from flowroute_ext._sync.rate_limiter import RateLimiter
from outbox.texts import rows


@pytest.fixture(params=[0o000, 0o022, 0o777], ids="umask {:03o}".format)
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def too_open(folder: Path) -> list[str]:
    """The files in *folder*, and below, that others can read or that their owner cannot."""
    found = [file for file in folder.rglob("*") if file.is_file()]
    assert found
    return [file.name for file in found if stat.S_IMODE(file.stat().st_mode) != 0o600]


def count_by(path: Path) -> None:
    """Count one message in the file at *path*."""
    limiter = RateLimiter(RateLimit(shared=path), "account", FakeClock())
    limiter.queue(MESSAGES, "sms").permit(deadline=None).done(answered=True)


def empty_file(path: Path) -> None:
    path.touch(mode=0o666)
    path.chmod(0o666)


def nothing(path: Path) -> None:
    assert not path.exists()


@pytest.mark.parametrize("first", [nothing, empty_file, count_by])
def test_whoever_made_it(umask, path, first):
    """It makes no difference who made the file, a rate limit included, and what the umask is."""
    first(path)
    Outbox(path).add(rows(3))

    assert too_open(path.parent) == []


def test_a_file_of_an_older_release(outbox, path):
    """A file that others could read, with its log, can be read by its owner alone once opened."""
    outbox.add(rows(1))
    with closing(sqlite3.connect(path)) as another:
        another.execute("CREATE TABLE rate_limit_windows (counter TEXT, window TEXT)")
        for file in path.parent.iterdir():
            file.chmod(0o644)
        assert len(too_open(path.parent)) == 3

        outbox.add(rows(2))

        assert too_open(path.parent) == []


def test_while_it_is_sent(umask, outbox, path, clients):
    """During a run, and after it, there is no moment at which a file of it is open to others."""
    seen: list[str] = []
    outbox.add(rows(3))
    clients.send(outbox, progress=lambda _: seen.extend(too_open(path.parent)))

    assert outbox.status().sent == 3
    assert [*seen, *too_open(path.parent)] == []


def test_copies(umask, outbox, path, tmp_path):
    """A backup, and an outbox that was moved, are as the outbox itself."""
    outbox.add(rows(1))
    outbox.backup(tmp_path / "backup.db")
    outbox.move(tmp_path / "moved.db")

    assert too_open(tmp_path) == []


def test_a_limit_alone(umask, path):
    """The file of a shared rate limit is private as well: it may become an outbox."""
    count_by(path)
    assert too_open(path.parent) == []


@pytest.mark.parametrize("use", [count_by, lambda path: Outbox(path).status()])
def test_a_file_of_others(path, use):
    """The permissions of another program's database are left as they are."""
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE other (id INTEGER)")
        other.execute("INSERT INTO other VALUES (1)")
    path.chmod(0o644)
    with suppress(OutboxError):  # an outbox is not kept there
        use(path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o644


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files to others")
def test_a_file_of_another_user(path):
    """A file of another user is used as it is."""
    count_by(path)
    path.chmod(0o666)
    os.chown(path, 12345, 12345)
    count_by(path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o666
