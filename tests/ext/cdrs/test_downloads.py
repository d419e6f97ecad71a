"""Downloads from a storage service: what they carry, how they go on, and what they leave."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from typing import Any

import pytest
from ext.cdrs.files import packed
from ext.cdrs.storage import CONTENT, ETAG, Storage, download
from ext.server import answer

from flowroute_ext import APIError, ConnectionFailed, InvalidValue
from flowroute_ext._cdrs.partial import Target
from flowroute_ext.exports import call_records


@pytest.fixture
def storage() -> Any:
    """A server that is both."""
    storage = Storage()
    yield storage
    storage.server.close()


def test_no_credentials_leave(storage: Storage, tmp_path: Path) -> None:
    """The storage service gets no credentials; the file is whole, private, and alone."""
    path = download(storage, str(tmp_path / "calls.csv.gz"))
    assert path.read_bytes() == CONTENT
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]
    (get,) = storage.asked
    assert get.headers["accept-encoding"] == "identity"
    assert not {"authorization", "cookie", "range"} & get.headers.keys()
    assert "secret" not in str(get)


def test_it_goes_on(storage: Storage, tmp_path: Path) -> None:
    """An attempt that breaks off is followed by one for the rest, of the same content only."""
    storage.replies = [storage.cut(2_000), storage.cut(1_000), storage.cut(0)]
    path = download(storage, tmp_path / "calls.csv.gz", max_retries=2)
    assert path.read_bytes() == CONTENT
    ranges = [one.headers.get("range") for one in storage.asked]
    assert ranges == [None, "bytes=2000-", "bytes=3000-", "bytes=3000-"]
    assert [one.headers.get("if-range") for one in storage.asked] == [None, ETAG, ETAG, ETAG]


def test_another_call_goes_on(storage: Storage, tmp_path: Path) -> None:
    """What an interrupted download has is kept, privately, and the next call gets the rest."""
    storage.replies = [storage.cut(2_000)]
    with pytest.raises(ConnectionFailed):
        download(storage, tmp_path / "calls.csv.gz", max_retries=0)
    (part,) = tmp_path.iterdir()
    assert (part.name, part.stat().st_size) == (".calls.csv.gz.7.part", 2_000)
    assert stat.S_IMODE(part.stat().st_mode) == 0o600
    assert download(storage, tmp_path / "calls.csv.gz").read_bytes() == CONTENT
    assert storage.asked[-1].headers["range"] == "bytes=2000-"
    assert [one.name for one in tmp_path.iterdir()] == ["calls.csv.gz"]


@pytest.mark.parametrize(
    "kept", [b"something else", CONTENT, CONTENT + b"more"], ids=["other", "all", "more"]
)
def test_what_was_kept_is_wrong(storage: Storage, tmp_path: Path, kept: bytes) -> None:
    """What was kept of another file, or is too much, does not get into the new one."""
    (tmp_path / ".calls.csv.gz.7.part").write_bytes(kept)
    storage.replies = [
        lambda asked: (
            answer(416, b"", **{"content-range": f"bytes */{len(CONTENT)}"})
            if len(kept) >= len(CONTENT)
            else storage.file(asked)
        )
    ]
    assert download(storage, tmp_path / "calls.csv.gz").read_bytes() == CONTENT
    assert [one.name for one in tmp_path.iterdir()] == ["calls.csv.gz"]


def test_a_server_without_ranges(storage: Storage, tmp_path: Path) -> None:
    """A server that sends all of it again, or another file, is no problem."""
    storage.replies = [storage.cut(2_000), lambda _: answer(200, packed(5))]
    assert len(list(call_records(download(storage, tmp_path / "calls.csv.gz")))) == 5


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (CONTENT[:-30], "cut off"),
        (b"<html>Sign in to the network</html>", "without the columns"),
        (CONTENT[:60] + b"xxxx" + CONTENT[64:], "damaged"),
    ],
    ids=["cut off", "html", "damaged"],
)
def test_a_damaged_file(storage: Storage, tmp_path: Path, content: bytes, why: str) -> None:
    """A file that is not whole is never put in place, and is not gone on from."""
    storage.content = content
    before = tmp_path / "calls.csv.gz"
    before.write_text("of yesterday")
    with pytest.raises(ConnectionFailed, match=why):
        download(storage, before)
    assert before.read_text() == "of yesterday"
    assert list(tmp_path.iterdir()) == [before]


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (403, b"<Error><Code>AccessDenied</Code></Error>", APIError),
        (403, b"<Error><Message>Request has expired</Message></Error>", InvalidValue),
        (307, b"", APIError),
        (204, b"", APIError),
    ],
)
def test_a_refusal(storage: Storage, tmp_path: Path, status: int, body: bytes, error) -> None:
    """A refusal is final, shows no signature, and nothing goes or stays anywhere."""
    storage.replies = [lambda _: answer(status, body, location=f"{storage.server.url}/elsewhere")]
    with pytest.raises(error) as refused:
        download(storage, tmp_path / "calls.csv.gz")
    assert "s3cr3t" not in repr(refused.value) + str(refused.value)
    assert len(storage.asked) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "url", ["http://storage.example.com/a", "https://u:p@example.com/a", "ftp://localhost/a", "/a"]
)
def test_where_it_may_go(storage: Storage, tmp_path: Path, url: str) -> None:
    """Files come by https, or from this machine, and nothing else is asked."""
    storage.url = url
    with pytest.raises(ConnectionFailed, match="nothing was downloaded from that URL"):
        download(storage, tmp_path / "calls.csv.gz")
    assert list(tmp_path.iterdir()) == []


def test_links_are_not_followed(storage: Storage, tmp_path: Path) -> None:
    """A link in the place of what is kept leads nowhere, and one at the path is replaced."""
    other = tmp_path / "other"
    other.write_text("mine")
    (tmp_path / ".calls.csv.gz.7.part").symlink_to(other)
    with pytest.raises(InvalidValue, match="must be writable"):
        download(storage, tmp_path / "calls.csv.gz")
    (tmp_path / ".calls.csv.gz.7.part").unlink()
    (tmp_path / "calls.csv.gz").symlink_to(other)
    download(storage, tmp_path / "calls.csv.gz")
    assert other.read_text() == "mine"


def test_one_at_a_time(storage: Storage, tmp_path: Path) -> None:
    """Two downloads to one path do not write into each other's file."""
    path = tmp_path / "calls.csv.gz"
    with Target(path, "7").partial() as partial:
        partial.add(b"x")
        with pytest.raises(InvalidValue, match="by another call"):
            download(storage, path)
    assert path.read_bytes() == b"x"


@pytest.mark.parametrize("path", ["", None, 7, "nowhere/calls.gz", ".", "a\0b"])
def test_where_it_cannot_be(storage: Storage, path: Any, tmp_path: Path, monkeypatch) -> None:
    """A path where no file can be is refused before anything is sent."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InvalidValue, match="path must be"):
        download(storage, path)
    assert storage.server.asked == []


@pytest.mark.skipif(sys.platform == "win32", reason="it has devices elsewhere")
def test_a_device_is_not_replaced(storage: Storage, tmp_path: Path) -> None:
    """What is there and is no file, as /dev/null or a pipe, stays what it is."""
    pipe = tmp_path / "calls.csv.gz"
    os.mkfifo(pipe)
    with pytest.raises(InvalidValue, match="path must be a file"):
        download(storage, pipe)
    assert pipe.is_fifo()
    assert storage.server.asked == []
