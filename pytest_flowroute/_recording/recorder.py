"""Recording of a cassette: requests are kept, scrubbed, and written at the end of the test."""

from __future__ import annotations

import os
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit
from zlib import crc32

from .._audit.checker import check, check_name
from .._base.atomic_files import locked, write
from .._base.hosts import is_flowroute
from .._base.layout import CassetteFile, read, render, row
from .._base.operations import document, find, spends
from .._base.safe_yaml import parsed
from .._playback.cassettes import of_document
from .._scrubbing.scrubber import scrub
from .._scrubbing.tables import Given, Table
from .exchanges import interaction
from .made_up_ids import ids_of, named
from .merging import created_ids, key_of, merged
from .parameter_proposals import parameters
from .vcr import module, opens

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Sequence
    from pathlib import Path

    from .._base.http_messages import HTTPRequest, HTTPResponse
    from .._base.layout import Interaction
    from .._playback.cassettes import Cassette
    from .merging import Key

Mode = Literal["once", "new", "all", "rewrite"]


class SpendRefused(AssertionError):
    """A request that costs money would have gone to a real account."""


class RecordingRefused(Exception):
    """Personal or secret data is left in what was recorded, so it was not written."""


class Recording:
    """What one process records for the cassette at `path`, by one test or several.

    `plays` is whether the file answers first, `records` whether requests that it does not answer
    may go to the network:

    - `once`: a file that exists answers everything; without one everything is recorded;
    - `new`: the file answers what it can, the rest is added to it;
    - `all`: everything is recorded, and replaces the same requests in the file;
    - `rewrite`: everything is recorded, and replaces the file.

    A file that another process of the same run has written, `continued`, is added to in any mode.
    `seed` is one for the ids of a new sandbox: other ones than those in a file that stays.
    `keep` are the paths of values that are not replaced. `moved` are the families of those that
    a request is not found by when it is played.
    """

    def __init__(
        self,
        mode: Mode,
        path: Path,
        *,
        allow_spend: bool,
        continued: bool = False,
        keep: Sequence[str] = (),
    ) -> None:
        exists = path.exists()
        self.path = path
        self.continued = continued
        self.plays = exists and (continued or mode in {"once", "new"})
        self.records = continued or not (exists and mode == "once")
        self._replaces = mode == "rewrite" and not continued
        stays = exists and not self._replaces
        process = os.getpid() if continued else 0
        self.seed = crc32(path.read_bytes(), process) or 1 if stays else 0
        self._allow_spend = allow_spend
        self._keep = tuple(keep)
        self._interactions: list[Interaction] = []
        self._created: frozenset[str] = frozenset()
        self._written: frozenset[Key] = frozenset()
        self.moved: frozenset[str] = frozenset()
        self._saved = 0, False
        self._players: list[frozenset[int]] = []
        self._lock = threading.Lock()
        text = path.read_text(encoding="utf-8") if self.plays else ""
        self._file: dict[str, Any] | None = parsed(text) if self.plays else None
        self._before = read(text).interactions if self.plays else ()
        self._made_up = ids_of(self._file)

    def __len__(self) -> int:
        return len(self._interactions)

    @property
    def answers(self) -> bool:
        """Whether there is anything recorded, now or before, that answers requests."""
        return self.plays or bool(self._interactions)

    def cassette(self, name: str) -> Cassette:
        """Return what the file has, if it plays, and then all that was recorded in this run.

        The latter is not scrubbed, and never written. A recording of this package has no parameters
        here: a request with other values is another one, to be recorded as well.
        """
        document: dict[str, Any] = self._file or {"interactions": []}
        about: dict[str, Any] = document.get("flowroute") or {}
        if "slots" in about:
            about = {key: value for key, value in about.items() if key != "parameters"}
        rows = [*document["interactions"], *map(row, self._interactions)]
        whole = {**document, "flowroute": about, "interactions": rows}
        return of_document(whole, self.path, name)

    def before(self, request: HTTPRequest) -> None:
        """Raise `SpendRefused` if the request would cost money on a real account."""
        __tracebackhide__ = True
        if self._allow_spend or not is_flowroute(urlsplit(request.url).hostname):
            return
        if spends(request.method, request.url):
            operation = find(request.method, request.url)
            name = operation.id if operation else f"a {request.method} request"
            raise SpendRefused(
                f"{name} was not sent: it costs money, or gives up what was paid for, on a real"
                " account. Record it against a sandbox, or give --flowroute-allow-spend."
            )

    def made_up_id(self, request: HTTPRequest) -> str | None:
        """Return an id in the request that the file made up, and no server has."""
        return next(
            (
                made_up
                for made_up in named(request) & self._made_up
                if not any(made_up in recorded.response_body for recorded in self._interactions)
            ),
            None,
        )

    def gave_id(self, request: HTTPRequest) -> bool:
        """Whether the request names the id of something that was created in this recording."""
        return not self._created.isdisjoint(named(request))

    def add(self, request: HTTPRequest, response: HTTPResponse) -> int:
        """Keep a request and its response; return its number. Safe from any thread.

        Raises `NotRecorded` for a response that cannot be kept as it came.
        """
        kept = interaction(request, response)
        with self._lock:
            self._interactions.append(kept)
            self._created |= created_ids([kept])
            return len(self._interactions) - 1

    def played(self, numbers: Collection[int]) -> None:
        """Note that a player has ended that played or recorded these of all interactions."""
        self._players.append(frozenset(numbers))

    def used(self) -> frozenset[Key]:
        """Return what is in the file and was played or recorded in this run, as far as it ended."""
        numbers = frozenset[int]().union(*self._players)
        played = [recorded for number, recorded in enumerate(self._before) if number in numbers]
        return self._written.union(map(key_of, played))

    def save(self) -> bool:
        """Write the cassette, if anything was recorded since; return whether it was written.

        Raises `RecordingRefused`, with nothing written, if anything personal is left in it.
        """
        with self._lock:
            recorded = tuple(self._interactions)
        partial = self._is_partial
        if (len(recorded), partial) == self._saved:
            return False
        with locked(self.path):
            old = self._old()
            before = old.interactions if old else ()
            others = [each for each in before if key_of(each) not in self._written]
            given = Given(self._created, created_ids(others))
            table = Table(old.keep, old.slots) if old and others else None
            fresh = scrub(recorded, keep=self._keep, old=table, given=given)
            interactions = merged(before, fresh.interactions, self._written)
            text = render(_cassette_file(interactions, old, fresh.table, partial))
            left = [*check(text), *check_name(self.path)]
            if left:
                raise RecordingRefused(
                    f"{self.path.name} was not written, personal or secret data is left in it:\n"
                    + "\n".join(left)
                )
            opens(text)
            write(self.path, text)
        self._saved, self._replaces = (len(recorded), partial), False
        self._written = frozenset(map(key_of, fresh.interactions))
        self.moved = fresh.moved
        return True

    @property
    def _is_partial(self) -> bool:
        """Whether some player has neither played nor recorded all that others of this run have."""
        if self.continued and self._interactions:
            return True
        count = len(self._file["interactions"]) if self.continued and self._file else 0
        everything = frozenset(range(count)).union(*self._players)
        return any(numbers != everything for numbers in self._players)

    def keep(self, paths: Sequence[str]) -> None:
        """Keep the values at these paths as well."""
        self._keep = tuple(dict.fromkeys([*self._keep, *paths]))

    def _old(self) -> CassetteFile | None:
        if self._replaces or not self.path.exists():
            return None
        return read(self.path.read_text(encoding="utf-8"))


@contextmanager
def recorder(
    mode: Mode, path: Path, *, allow_spend: bool = False, keep: Sequence[str] = ()
) -> Generator[Recording, None, None]:
    """Record inside of the ``with`` block, and write the file at its end, even after an error.

    Raises `VcrMissing` without vcrpy, which must be able to read the file.
    """
    module("vcr")
    recording = Recording(mode, path, allow_spend=allow_spend, keep=keep)
    try:
        yield recording
    finally:
        recording.save()


def _cassette_file(
    interactions: Sequence[Interaction], old: CassetteFile | None, table: Table, partial: bool
) -> CassetteFile:
    return CassetteFile(
        description=old.description if old and old.description else _description(interactions),
        origin="recorded",
        openapi=document()["version"],
        interactions=interactions,
        parameters=parameters(interactions),
        keep=table.keep,
        slots=table.slots,
        partial=partial or (old is not None and old.partial),
    )


def _description(interactions: Sequence[Interaction]) -> str:
    operations = (find(recorded.method, recorded.uri) for recorded in interactions)
    names = [operation.id.replace("_", " ") if operation else "other" for operation in operations]
    return f"{', then '.join(dict.fromkeys(names)).capitalize()}."
