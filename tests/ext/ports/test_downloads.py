"""Downloads of the documents of port orders: they go on, and start anew in another call."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ext.server import Asked, Line, Reply, Server, answer, document

from flowroute_ext import ConnectionFailed, Flowroute

CONTENT = b"%PDF-1.4" + b"0123456789" * 500
ETAG = '"abc"'


class Storage:
    """A server that is Flowroute and the storage service, and hangs up after so many bytes."""

    def __init__(self) -> None:
        self.cuts: list[int] = []
        self.server = Server(self._reply)

    @property
    def ranges(self) -> list[str | None]:
        """What each request to the storage service asked for."""
        asked = [one for one in self.server.asked if one.path == "/bill"]
        assert not any("authorization" in one.headers for one in asked)
        return [one.headers.get("range") for one in asked]

    def _reply(self, asked: Asked) -> Reply:
        if asked.path != "/bill":
            url = f"{self.server.url}/bill?Signature=s3cr3t"
            attributes = {"filename": "bill.pdf", "status": "complete", "url": url}
            data = {"type": "portorder-file", "id": "7", "attributes": attributes}
            return document(200, {"data": data})
        start = int(asked.headers.get("range", "bytes=0-")[6:-1])
        left, size = CONTENT[start:], len(CONTENT)
        place = {"content-range": f"bytes {start}-{size - 1}/{size}"} if start else {}
        if not self.cuts:
            return answer(206 if start else 200, left, etag=ETAG, **place)
        bytes_ = self.cuts.pop(0)

        def cut(line: Line) -> None:
            lines = ["HTTP/1.1 206 Partial Content" if start else "HTTP/1.1 200 OK"]
            lines += [f"{name}: {value}" for name, value in place.items()]
            lines += [f"ETag: {ETAG}", f"Content-Length: {len(left)}", "", ""]
            line.send("\r\n".join(lines).encode() + left[:bytes_])
            line.hang_up()

        return cut


@pytest.fixture
def storage() -> Any:
    """A server that is both."""
    storage = Storage()
    yield storage
    storage.server.close()


def download(storage: Storage, path: Path, **options: Any) -> Path:
    """Download a document with a client of this server."""
    keys = ("access-key", "secret-key")
    with Flowroute(*keys, base_url=storage.server.url, **options) as flowroute:
        return flowroute.ports.files("1").download("7", path)


def test_it_goes_on(storage: Storage, tmp_path: Path) -> None:
    """An attempt that breaks off is followed by one for the rest, and the file is whole."""
    storage.cuts = [2_000, 1_000]
    path = download(storage, tmp_path / "bill.pdf", max_retries=2)
    assert path.read_bytes() == CONTENT
    assert storage.ranges == [None, "bytes=2000-", "bytes=3000-"]
    assert list(tmp_path.iterdir()) == [path]


def test_another_call_starts_anew(storage: Storage, tmp_path: Path) -> None:
    """What an interrupted call left is private and is not taken for the beginning of a file."""
    storage.cuts = [2_000]
    with pytest.raises(ConnectionFailed):
        download(storage, tmp_path / "bill.pdf", max_retries=0)
    for left in tmp_path.iterdir():
        assert left.name.startswith(".")
        assert left.stat().st_mode & 0o077 == 0
    assert download(storage, tmp_path / "bill.pdf").read_bytes() == CONTENT
    assert storage.ranges == [None, None]
    assert [one.name for one in tmp_path.iterdir()] == ["bill.pdf"]
