"""A cassette of one's own: traffic is kept, scrubbed, and written when the test is over."""

from __future__ import annotations

import gzip
import threading
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit, urlunsplit

from .._audit.checker import check
from .._base.atomic_files import locked, write
from .._base.hosts import is_flowroute
from .._base.layout import Interaction, Story, read, render
from .._base.operations import document, find, spends
from .parameter_proposals import parameters
from .scrubbing import FLOWROUTE, scrub
from .vcr import module, opens

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from pathlib import Path

    from .._base.exchange import Answer, Call

Mode = Literal["once", "new", "all", "rewrite"]


class SpendRefused(Exception):
    """A request that costs money was about to go to a real account."""


class RecordingRefused(Exception):
    """Something personal or secret is left in what was recorded, so it was not written."""


class Recording:
    """What is recorded in one test, for the cassette at `path`.

    `plays` tells whether the file answers first, `records` whether what it does not answer may
    go out:

    - `once`: a file that is there answers, and only it; without one everything is recorded;
    - `new`: the file answers what it can, the rest is added to it;
    - `all`: everything goes out, and takes the place of the same requests in the file;
    - `rewrite`: everything goes out, and what the file held is gone.
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

    def before(self, call: Call) -> None:
        """Raise `SpendRefused` if the call would cost money on a real account."""
        __tracebackhide__ = True
        if self._allow_spend or not is_flowroute(urlsplit(call.url).hostname):
            return
        if spends(call.method, call.url):
            operation = find(call.method, call.url)
            name = operation.id if operation else f"{call.method} {urlsplit(call.url).path}"
            raise SpendRefused(
                f"{name} was not sent: it costs money, or gives up what was paid for, on a real"
                " account. Record it against a sandbox, or give --flowroute-allow-spend."
            )

    def add(self, call: Call, answer: Answer) -> None:
        """Keep a call and its answer. Safe from any thread."""
        parts = urlsplit(call.url)
        origin = urlunsplit((parts.scheme, parts.netloc, "", "", ""))
        interaction = Interaction(
            method=call.method.upper(),
            uri=call.url.replace(origin, f"https://{FLOWROUTE}", 1),
            request_headers={name: [value] for name, value in call.headers.items()},
            request_body=_text(call.body),
            status=answer.status,
            reason=answer.reason,
            response_headers=_headers(answer),
            response_body=_text(_decoded(answer)).replace(origin, f"https://{FLOWROUTE}"),
        )
        with self._lock:
            self._interactions.append(interaction)

    def save(self) -> None:
        """Write the cassette, if anything was recorded.

        Raises `RecordingRefused`, with nothing written, if anything personal is left in it.
        """
        if not self._interactions:
            return
        fresh = scrub(self._interactions)
        with locked(self._path):
            old = self._old()
            text = render(_story(_merged(old, fresh), old))
            left = check(text)
            if left:
                raise RecordingRefused(
                    f"{self._path.name} was not written, something personal is left in it:\n"
                    + "\n".join(left)
                )
            opens(text)
            write(self._path, text)

    def _old(self) -> Story | None:
        if self._mode == "rewrite" or not self._path.exists():
            return None
        return read(self._path.read_text(encoding="utf-8"))


@contextmanager
def recorder(
    mode: Mode, path: Path, *, allow_spend: bool = False
) -> Generator[Recording, None, None]:
    """Record what is added inside, and write it at the end, even of a test that failed.

    Raises `VcrMissing` without vcrpy, which opens each file before it is written.
    """
    module("vcr")
    recording = Recording(mode, path, allow_spend=allow_spend)
    try:
        yield recording
    finally:
        recording.save()


def _merged(old: Story | None, fresh: Sequence[Interaction]) -> list[Interaction]:
    """Return the old interactions with the fresh ones in the place of the same requests."""
    asked = {_key(each) for each in fresh}
    kept = [each for each in old.interactions if _key(each) not in asked] if old else []
    return [*kept, *fresh]


def _story(interactions: Sequence[Interaction], old: Story | None) -> Story:
    return Story(
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


def _headers(answer: Answer) -> dict[str, list[str]]:
    headers: dict[str, list[str]] = {}
    for name, value in answer.headers:
        headers.setdefault(name.lower(), []).append(value)
    return headers


def _decoded(answer: Answer) -> bytes:
    encoding = "".join(_headers(answer).get("content-encoding", [])).lower()
    if encoding == "gzip" and answer.body[:2] == b"\x1f\x8b":
        return gzip.decompress(answer.body)
    if encoding == "deflate":
        return zlib.decompress(answer.body)
    return answer.body


def _text(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError:
        return f"(a body of {len(body)} bytes that is not text)"
