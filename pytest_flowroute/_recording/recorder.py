"""Recording of a cassette: requests are kept, scrubbed, and written at the end of the test."""

from __future__ import annotations

import gzip
import threading
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit, urlunsplit

from .._audit.checker import check
from .._base.atomic_files import locked, write
from .._base.hosts import FLOWROUTE, is_flowroute
from .._base.layout import CassetteFile, Interaction, read, render
from .._base.operations import document, find, spends
from .parameter_proposals import parameters
from .scrubbing import scrub
from .vcr import module, opens

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from pathlib import Path

    from .._base.http_messages import HTTPRequest, HTTPResponse

Mode = Literal["once", "new", "all", "rewrite"]


class SpendRefused(Exception):
    """A request that costs money would have gone to a real account."""


class RecordingRefused(Exception):
    """Personal or secret data is left in what was recorded, so it was not written."""


class Recording:
    """The recording of one test, for the cassette at `path`.

    `plays` is whether the file answers first, `records` whether requests that it does not answer
    may go to the network:

    - `once`: a file that exists answers everything; without one everything is recorded;
    - `new`: the file answers what it can, the rest is added to it;
    - `all`: everything is recorded, and replaces the same requests in the file;
    - `rewrite`: everything is recorded, and replaces the file.
    """

    def __init__(self, mode: Mode, path: Path, *, allow_spend: bool) -> None:
        there = path.exists()
        self.plays = there and mode in {"once", "new"}
        self.records = not (there and mode == "once")
        self._mode = mode
        self._path = path
        self._allow_spend = allow_spend
        self._interactions: list[Interaction] = []
        self._lock = threading.Lock()

    def before(self, request: HTTPRequest) -> None:
        """Raise `SpendRefused` if the request would cost money on a real account."""
        __tracebackhide__ = True
        if self._allow_spend or not is_flowroute(urlsplit(request.url).hostname):
            return
        if spends(request.method, request.url):
            operation = find(request.method, request.url)
            name = operation.id if operation else f"{request.method} {urlsplit(request.url).path}"
            raise SpendRefused(
                f"{name} was not sent: it costs money, or gives up what was paid for, on a real"
                " account. Record it against a sandbox, or give --flowroute-allow-spend."
            )

    def add(self, request: HTTPRequest, response: HTTPResponse) -> None:
        """Keep a request and its response. Safe from any thread."""
        kept = interaction(request, response)
        with self._lock:
            self._interactions.append(kept)

    def save(self) -> None:
        """Write the cassette, if anything was recorded.

        Raises `RecordingRefused`, with nothing written, if anything personal is left in it.
        """
        if not self._interactions:
            return
        fresh = scrub(self._interactions)
        with locked(self._path):
            old = self._old()
            text = render(_cassette_file(_merged(old, fresh), old))
            left = check(text)
            if left:
                raise RecordingRefused(
                    f"{self._path.name} was not written, personal or secret data is left in it:\n"
                    + "\n".join(left)
                )
            opens(text)
            write(self._path, text)

    def _old(self) -> CassetteFile | None:
        if self._mode == "rewrite" or not self._path.exists():
            return None
        return read(self._path.read_text(encoding="utf-8"))


def interaction(request: HTTPRequest, response: HTTPResponse) -> Interaction:
    """Return a request and its response as text, at Flowroute's address."""
    parts = urlsplit(request.url)
    origin = urlunsplit((parts.scheme, parts.netloc, "", "", ""))
    return Interaction(
        method=request.method.upper(),
        uri=request.url.replace(origin, f"https://{FLOWROUTE}", 1),
        request_headers={name: [value] for name, value in request.headers.items()},
        request_body=_text(request.body),
        status=response.status,
        reason=response.reason,
        response_headers=_headers(response),
        response_body=_text(_decoded(response)).replace(origin, f"https://{FLOWROUTE}"),
    )


@contextmanager
def recorder(
    mode: Mode, path: Path, *, allow_spend: bool = False
) -> Generator[Recording, None, None]:
    """Record inside of the ``with`` block, and write the file at its end, even after an error.

    Raises `VcrMissing` without vcrpy, which must be able to read the file.
    """
    module("vcr")
    recording = Recording(mode, path, allow_spend=allow_spend)
    try:
        yield recording
    finally:
        recording.save()


def _merged(old: CassetteFile | None, fresh: Sequence[Interaction]) -> list[Interaction]:
    """Return the old interactions, with those of the same requests replaced by the fresh ones."""
    replaced = {_key(each) for each in fresh}
    kept = [each for each in old.interactions if _key(each) not in replaced] if old else []
    return [*kept, *fresh]


def _cassette_file(interactions: Sequence[Interaction], old: CassetteFile | None) -> CassetteFile:
    return CassetteFile(
        description=old.description if old and old.description else _description(interactions),
        origin="recorded",
        openapi=document()["version"],
        interactions=interactions,
        parameters=parameters(interactions),
    )


def _description(interactions: Sequence[Interaction]) -> str:
    names = [
        operation.id.replace("_", " ") if (operation := find(each.method, each.uri)) else "other"
        for each in interactions
    ]
    return f"{', then '.join(dict.fromkeys(names)).capitalize()}."


def _key(each: Interaction) -> tuple[str, str, str]:
    return each.method, each.uri, "".join(each.request_body.split())


def _headers(response: HTTPResponse) -> dict[str, list[str]]:
    headers: dict[str, list[str]] = {}
    for name, value in response.headers:
        headers.setdefault(name.lower(), []).append(value)
    return headers


def _decoded(response: HTTPResponse) -> bytes:
    encoding = "".join(_headers(response).get("content-encoding", [])).lower()
    if encoding == "gzip" and response.body[:2] == b"\x1f\x8b":
        return gzip.decompress(response.body)
    if encoding == "deflate":
        return zlib.decompress(response.body)
    return response.body


def _text(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError:
        return f"(a body of {len(body)} bytes that is not text)"
