"""A playing that records what its cassette does not answer."""

from __future__ import annotations

import os
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit, urlunsplit

from .._base.faults import JSON_API
from .._base.hosts import is_flowroute
from .._playback import active as _stage
from .._playback.matching import form, parsed
from .._playback.player import Player
from .._playback.traffic import request
from .recorder import RecordingRefused, SpendRefused, recorder
from .scrubbing import FLOWROUTE
from .upstream import fetch

if TYPE_CHECKING:
    from collections.abc import Callable

    from flowroute_ext.types import Clock

    from .._base.exchange import Answer, Call, Outcome
    from .._playback.options import Choice
    from .recorder import Mode

MODES: Final[tuple[Mode, ...]] = ("once", "new", "all", "rewrite")


class Taper(Player):
    """Answers from the cassette as far as `mode` wants it, and else from the network."""

    def __init__(
        self,
        choice: Choice,
        mode: Mode,
        *,
        allow_spend: bool,
        whole: Callable[[], Player | None] | None,
    ) -> None:
        super().__init__(choice.cassette, choice.given, choice.faults, whole=whole)
        self._closing = ExitStack()
        self._recording = self._closing.enter_context(
            recorder(mode, choice.cassette.path, allow_spend=allow_spend)
        )
        _stage.stand_in(sandbox)
        self._closing.callback(_stage.no_stand_in, sandbox)

    @property
    def clock(self) -> Clock | None:
        """What clients go by: the real time as long as anything may be asked for really."""
        return None if self._recording.records else super().clock

    def answer(self, call: Call) -> Outcome:
        """Return the answer to a call, recorded now or before. Safe from any thread."""
        __tracebackhide__ = True
        recorded = replace(call, url=_at_home(call.url))
        if not self._recording.records:
            return super().answer(recorded)
        if self._recording.plays:
            content_type = call.headers.get("content-type", "")
            sent = form(call.method, recorded.url, content_type, call.body)
            with self._lock:
                number = self._choose(sent)
                if isinstance(number, int):
                    return self._play(number, recorded, sent)
        return self._recorded(call)

    def complaints(self) -> list[str]:
        """Return nothing while recording: what is recorded anew need not be played."""
        return [] if self._recording.records else super().complaints()

    def close(self) -> list[str]:
        """Write what was recorded; return why that could not be done."""
        try:
            self._closing.close()
        except (RecordingRefused, OSError) as error:
            return [str(error)]
        return []

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


def _at_home(url: str) -> str:
    """Return the URL that a request to a sandbox would have at Flowroute's host."""
    parts = urlsplit(url)
    if is_flowroute(parts.hostname):
        return url
    return urlunsplit(("https", FLOWROUTE, parts.path, parts.query, ""))


def taper(
    choice: Choice,
    mode: str,
    *,
    allow_spend: bool,
    whole: Callable[[], Player | None] | None,
) -> Taper:
    """Return what plays this choice and records, in one of `MODES`, what it lacks."""
    for known in MODES:
        if known == mode:
            return Taper(choice, known, allow_spend=allow_spend, whole=whole)
    raise ValueError(f"{mode} is no mode of recording")
