"""Downloads whose file changes, is not whole, or has no place."""

from __future__ import annotations

import gzip
import os
import resource
from pathlib import Path
from typing import Any

import pytest
from ext.cdrs.files import packed
from ext.cdrs.storage import CONTENT, Storage, download, without_etag
from ext.server import answer

from flowroute_ext import ConnectionFailed, Flowroute, InvalidValue


@pytest.fixture
def storage() -> Any:
    """A server that is both."""
    storage = Storage()
    yield storage
    storage.server.close()


@pytest.mark.parametrize("place", [None, "bytes x", "bytes 2000-"], ids=str)
def test_a_rest_of_nothing(storage: Storage, tmp_path: Path, place: str | None) -> None:
    """A rest that does not say where it belongs is not added: the download begins again."""
    headers = {} if place is None else {"content-range": place}
    storage.replies = [storage.cut(2_000), lambda _: answer(206, CONTENT[2_000:], **headers)]
    path = download(storage, tmp_path / "calls.csv.gz")
    assert path.read_bytes() == CONTENT
    assert [one.headers.get("range") for one in storage.asked] == [None, "bytes=2000-", None]


def test_a_rest_of_another_file(storage: Storage, tmp_path: Path) -> None:
    """A file that changed while it was downloaded is downloaded again, with an ETag or without."""
    other = packed(4_000)
    place = f"bytes 2000-{len(other) - 1}/{len(other)}"
    rest = {"content-range": place}
    for replies in (
        [storage.cut(2_000), lambda _: answer(206, other[2_000:], etag='"other"', **rest)],
        [without_etag(CONTENT, 2_000), lambda _: answer(206, other[2_000:], **rest)],
    ):
        storage.replies = replies
        assert download(storage, tmp_path / "calls.csv.gz").read_bytes() == CONTENT


def test_a_document_that_changed(storage: Storage, tmp_path: Path) -> None:
    """A document has no checksum: without an ETag it is downloaded from its beginning again."""
    storage.content = b"B" * 1_000
    storage.replies = [without_etag(b"A" * 1_000, 400)]
    with Flowroute("access-key", "secret-key", base_url=storage.server.url) as flowroute:
        path = flowroute.ports.files("1").download("2", tmp_path / "bill.pdf")
    assert path.read_bytes() == storage.content
    assert [one.headers.get("range") for one in storage.asked] == [None, None]


@pytest.mark.parametrize("content", [b"", gzip.compress(b"")], ids=["nothing", "compressed"])
def test_a_file_without_its_calls(storage: Storage, tmp_path: Path, content: bytes) -> None:
    """A file with nothing in it is not that of an export with calls."""
    storage.replies = [lambda _: answer(200, content)]
    with pytest.raises(ConnectionFailed, match="what was downloaded is empty"):
        download(storage, tmp_path / "calls.csv.gz", max_retries=0)
    assert list(tmp_path.iterdir()) == []


def test_a_pipe_is_not_replaced(storage: Storage, tmp_path: Path) -> None:
    """What is no file, such as a pipe or a device, stays what it is."""
    os.mkfifo(tmp_path / "calls.csv.gz")
    with pytest.raises(InvalidValue, match="must be a file"):
        download(storage, tmp_path / "calls.csv.gz")
    assert (tmp_path / "calls.csv.gz").is_fifo()
    assert storage.server.asked == []


def test_a_full_disk(storage: Storage, tmp_path: Path) -> None:
    """Without room for the file there is none; what was kept of it is of use to the next call."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    keys = ("access-key", "secret-key")
    with Flowroute(*keys, base_url=storage.server.url) as flowroute:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, limits[1]))
        try:
            with pytest.raises(InvalidValue, match="make room"):
                flowroute.cdrs.download("7", tmp_path / "calls.csv.gz")
            with pytest.raises(InvalidValue, match="make room"):
                list(flowroute.cdrs.records("7"))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    (part,) = tmp_path.iterdir()
    assert (part.name, part.stat().st_size) == (".calls.csv.gz.7.part", 1_000)
    assert download(storage, tmp_path / "calls.csv.gz").read_bytes() == CONTENT
