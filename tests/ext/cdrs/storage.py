"""A server that is Flowroute and a storage service, with the file of an export."""

from __future__ import annotations

from typing import Any

from ext.cdrs.files import packed
from ext.server import Asked, Line, Reply, Server, answer, document

from flowroute_ext import Flowroute

CONTENT = packed(3_000)
ETAG = '"abc"'


class Storage:
    """A server that is Flowroute and the storage service, whose replies are chosen.

    Each of `replies` takes the request, and returns the reply; then files are served as asked for.
    """

    def __init__(self) -> None:
        self.content = CONTENT
        self.url = ""
        self.replies: list[Any] = []
        self.server = Server(self._reply)

    @property
    def asked(self) -> list[Asked]:
        """The requests to the storage service."""
        return [one for one in self.server.asked if one.path.startswith("/file")]

    def _reply(self, asked: Asked) -> Reply:
        if asked.path.startswith("/v2"):
            url = self.url or f"{self.server.url}/file?Signature=s3cr3t"
            attributes = {"status": "completed", "download_url": url, "num_calls": 3_000}
            if "portorders" in asked.path:
                attributes = {"status": "complete", "url": url}
            return document(200, {"data": {"type": "cdrexport", "id": 7, "attributes": attributes}})
        return (self.replies.pop(0) if self.replies else self.file)(asked)

    def file(self, asked: Asked) -> Reply:
        """The file, or what is asked for of it."""
        start = int(asked.headers.get("range", "bytes=0-")[6:-1])
        if start == 0 or asked.headers.get("if-range", ETAG) != ETAG:
            return answer(200, self.content, etag=ETAG)
        place = f"bytes {start}-{len(self.content) - 1}/{len(self.content)}"
        return answer(206, self.content[start:], etag=ETAG, **{"content-range": place})

    def cut(self, bytes_: int) -> Any:
        """A reply that breaks off after so many bytes."""

        def reply(asked: Asked) -> Reply:
            def send(line: Line) -> None:
                start = int(asked.headers.get("range", "bytes=0-")[6:-1])
                left = self.content[start:]
                place = f"Content-Range: bytes {start}-{len(self.content) - 1}/{len(self.content)}"
                status = f"206 Partial Content\r\n{place}" if start else "200 OK"
                head = f"HTTP/1.1 {status}\r\nETag: {ETAG}\r\nContent-Length: {len(left)}\r\n\r\n"
                line.send(head.encode() + left[:bytes_])
                line.hang_up()

            return send

        return reply


def download(storage: Storage, path: Any, **options: Any) -> Any:
    """Download an export with a client of this server."""
    keys = ("access-key", "secret-key")
    with Flowroute(*keys, base_url=storage.server.url, **options) as flowroute:
        return flowroute.cdrs.download("7", path)


def without_etag(content: bytes, bytes_: int) -> Any:
    """A reply with so many bytes of *content*, which breaks off, and has no ETag."""

    def reply(_: Asked) -> Reply:
        def send(line: Line) -> None:
            head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(content)}\r\n\r\n"
            line.send(head.encode() + content[:bytes_])
            line.hang_up()

        return send

    return reply
