"""Uploads to a storage service: what they carry, where they go, and what is refused."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Any

import pytest
from ext.server import Asked, Reply, Server, answer, document

from flowroute_ext import APIError, ConnectionFailed, Flowroute, InvalidValue
from flowroute_ext.errors import ServerError


class Storage:
    """A server that is Flowroute and the storage service, whose replies are chosen."""

    def __init__(self) -> None:
        self.url = ""
        self.replies: list[int] = []
        self.server = Server(self._reply)

    def _reply(self, asked: Asked) -> Reply:
        if asked.method == "POST":
            attributes = {"url": self.url or f"{self.server.url}/put?Signature=s3cr3t"}
            data = {"type": "portorder-file-url", "id": "7", "attributes": attributes}
            return document(200, {"data": data})
        status = self.replies.pop(0) if self.replies else 200
        return answer(status, b"", location=f"{self.server.url}/elsewhere")


@pytest.fixture
def storage() -> Any:
    """A server that is both."""
    storage = Storage()
    yield storage
    storage.server.close()


@pytest.fixture
def bill(tmp_path: Path) -> Path:
    """A document."""
    file = tmp_path / "bill.pdf"
    file.write_bytes(b"0123456789" * 20_000)
    return file


def upload(storage: Storage, path: object, **options: Any) -> Any:
    """Upload a file with a client of this server."""
    with Flowroute("access-key", "secret-key", base_url=storage.server.url) as flowroute:
        return flowroute.ports.files("1").upload(path, **options)


def test_no_credentials_leave(storage: Storage, bill: Path) -> None:
    """The bytes go as they are, with their length, and without any credentials."""
    upload(storage, bill)
    put = storage.server.asked[-1]
    assert (put.method, put.target, put.body) == ("PUT", "/put?Signature=s3cr3t", bill.read_bytes())
    assert put.headers["content-length"] == "200000"
    assert not {"authorization", "cookie", "transfer-encoding"} & put.headers.keys()


def test_a_redirect_is_not_followed(storage: Storage, bill: Path) -> None:
    """A redirect is a refusal, without the signature in it, and nothing goes elsewhere."""
    storage.replies = [307]
    with pytest.raises(APIError) as refused:
        upload(storage, bill)
    assert refused.value.status == 307
    assert "s3cr3t" not in repr(refused.value) + str(refused.value)
    assert [asked.method for asked in storage.server.asked] == ["POST", "PUT"]


def test_what_fails_is_sent_again(storage: Storage, bill: Path) -> None:
    """What passes is tried again with the whole file, as for every call; a 403 is not."""
    storage.replies = [503, 408, 200]
    upload(storage, bill)
    assert [len(asked.body) for asked in storage.server.asked[1:]] == [200_000] * 3
    storage.replies = [403]
    with pytest.raises(APIError):
        upload(storage, bill)
    storage.replies = [500]
    with pytest.raises(ServerError):
        upload(storage, bill, max_retries=0)


@pytest.mark.parametrize(
    "url",
    [
        "http://storage.example.com/put?Signature=s3cr3t",
        "https://key:s3cr3t@storage.example.com/put",
        "ftp://127.0.0.1/put?Signature=s3cr3t",
        "http://[::1/put",
        "x",
        "https://storage.example.com:99999/put?Signature=s3cr3t",
        "https://storage.example.com/a b?Signature=s3cr3t",
        "https://storage.example.com/\x00?Signature=s3cr3t",
    ],
)
def test_where_nothing_goes(storage: Storage, bill: Path, url: str) -> None:
    """Nothing is uploaded in the clear to another machine, or to what is no URL."""
    storage.url = url
    with pytest.raises(ConnectionFailed, match="nothing was uploaded") as refused:
        upload(storage, bill)
    assert "s3cr3t" not in str(refused.value)
    assert len(storage.server.asked) == 1


def test_what_is_no_document(storage: Storage, tmp_path: Path) -> None:
    """What cannot be uploaded is refused before anything is sent, with the rule and the cure."""
    (tmp_path / "empty").touch()
    large = tmp_path / "large"
    large.touch()
    with large.open("r+b") as file:
        file.truncate(101 * 1024 * 1024)
    os.mkfifo(tmp_path / "pipe")
    for path, problem in (
        (tmp_path / "pipe", "no file"),
        (tmp_path / "missing.pdf", "No such file"),
        (tmp_path, "must be a file"),
        (tmp_path / "empty", "0 bytes"),
        (large, "105,906,176 bytes"),
        (None, "nothing"),
        ("a\0b", "must be a file"),
        (5, "type int"),
    ):
        with pytest.raises(InvalidValue, match=problem):
            upload(storage, path)
    for name in (".", "..", "folder/..", "C:\\."):
        with pytest.raises(InvalidValue, match="must be the name of a document"):
            upload(storage, __file__, name=name)
    assert storage.server.asked == []


def test_a_failing_callback_ends_it(storage: Storage, bill: Path) -> None:
    """What the progress callback raises ends the upload."""

    def fail(sent: int, total: int) -> None:
        raise KeyError(sent)

    with pytest.raises(KeyError):
        upload(storage, bill, progress=fail)


def test_no_log_has_the_signature(
    storage: Storage, bill: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither our log nor that of the HTTP library has the right that is in the URL."""
    caplog.set_level(logging.DEBUG)
    upload(storage, bill)
    assert "s3cr3t" not in caplog.text


def test_no_text_for_a_url(storage: Storage, bill: Path) -> None:
    """A response whose URL is no text is an error of the upload."""
    url: Any = 5
    storage.url = url
    with pytest.raises(ConnectionFailed, match="nothing was uploaded"):
        upload(storage, bill)
