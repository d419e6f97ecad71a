"""A playing that records what its cassette does not answer."""

from __future__ import annotations

import os
from contextlib import ExitStack
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from . import _stage
from ._cassettes import Cassette, own_folder
from ._faults import JSON_API
from ._hosts import is_flowroute
from ._live import fetch
from ._matching import form, parsed
from ._player import Player
from ._recording import SpendRefused, recorder
from ._traffic import request

if TYPE_CHECKING:
    from pathlib import Path

    from ._cassettes import Library
    from ._exchange import Answer, Call, Outcome
    from ._recording import Mode

MODES: Final[tuple[Mode, ...]] = ("once", "new", "all", "rewrite")


class Taper(Player):
    """Answers from the cassette as far as `mode` wants it, and else from the network."""

    def __init__(self, cassette: Cassette, mode: Mode, path: Path, *, allow_spend: bool) -> None:
        super().__init__(cassette)
        self._closing = ExitStack()
        _stage.stand_in(sandbox)
        self._closing.callback(_stage.no_stand_in, sandbox)
        self._recording = self._closing.enter_context(recorder(mode, path, allow_spend=allow_spend))

    def answer(self, call: Call) -> Outcome:
        """Return the answer to a call, recorded now or before. Safe from any thread."""
        __tracebackhide__ = True
        if self._recording.plays:
            sent = form(call.method, call.url, call.headers.get("content-type", ""), call.body)
            with self._lock:
                number = self._choose(sent)
                if isinstance(number, int):
                    return self._play(number, call, sent)
        if not self._recording.records:
            return super().answer(call)
        return self._recorded(call)

    def complaints(self) -> list[str]:
        """Return nothing: what is being recorded need not be played."""
        return []

    def close(self) -> None:
        """Write what was recorded."""
        self._closing.close()

    def _recorded(self, call: Call) -> Answer:
        try:
            self._recording.before(call)
        except SpendRefused as refused:
            _stage.note(str(refused))
            raise
        answer = fetch(call)
        self._recording.add(call, answer)
        record = request(call, answer)
        with self._lock:
            self._remember(record, parsed(JSON_API, answer.body), answer.status)
        return answer


def sandbox() -> tuple[str, int] | None:
    """Return host and port of the base URL that this package's clients use, if not Flowroute's."""
    parts = urlsplit(os.environ.get("FR_BASE_URL", ""))
    host = parts.hostname
    if host is None or is_flowroute(host):
        return None
    return host, parts.port or (443 if parts.scheme == "https" else 80)


def taper(library: Library, name: str, beside: Path, mode: str, *, allow_spend: bool) -> Taper:
    """Return what records the scenario of this name among those *beside* a test."""
    path = own_folder(beside) / f"{name}.yaml"
    there = path.exists() and mode in {"once", "new"}
    cassette = library.get(name, beside) if there else Cassette(name, path, "", {}, ())
    library.forget(path)
    for known in MODES:
        if known == mode:
            return Taper(cassette, known, path, allow_spend=allow_spend)
    raise ValueError(f"{mode} is no mode of recording")
