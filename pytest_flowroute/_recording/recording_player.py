"""A player that records what its cassette lacks."""

from __future__ import annotations

import os
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from .._base import active, blocking
from .._base.hosts import endpoint, flowroute_url
from .._playback.canonical import canonical_request, parsed
from .._playback.player import Player
from .._playback.traffic import record
from .recorder import RecordingRefused, SpendRefused, recorder
from .upstream import fetch

if TYPE_CHECKING:
    from collections.abc import Callable

    from flowroute_ext.types import Clock

    from .._base.http_messages import HTTPRequest, HTTPResponse, Outcome
    from .._playback.options import Choice
    from .._playback.selection import RecordingPlayerMaker
    from .recorder import Mode

MODES: Final[tuple[Mode, ...]] = ("once", "new", "all", "rewrite")
JSON_API: Final = "application/vnd.api+json"


class RecordingPlayer(Player):
    """Answers from the cassette as far as *mode* allows, and otherwise from the network."""

    def __init__(
        self,
        choice: Choice,
        mode: Mode,
        *,
        allow_spend: bool,
        test_player: Callable[[], Player | None] | None,
    ) -> None:
        super().__init__(choice.cassette, choice.given, choice.faults, test_player=test_player)
        self._closing = ExitStack()
        self._recording = self._closing.enter_context(
            recorder(mode, choice.cassette.path, allow_spend=allow_spend)
        )
        active.add_endpoint(sandbox_endpoint)
        self._closing.callback(active.remove_endpoint, sandbox_endpoint)

    @property
    def clock(self) -> Clock | None:
        """The clock for clients: the real time as long as requests may go to the network."""
        return None if self._recording.records else super().clock

    def respond(self, request: HTTPRequest) -> Outcome:
        """Return the outcome of a request, recorded now or before. Safe from any thread."""
        __tracebackhide__ = True
        recorded = replace(request, url=flowroute_url(request.url))
        if not self._recording.records:
            return super().respond(recorded)
        if self._recording.plays:
            content_type = request.headers.get("content-type", "")
            sent = canonical_request(request.method, recorded.url, content_type, request.body)
            with self._lock:
                number = self._choose(sent, recorded)
                if isinstance(number, int):
                    return self._play(number, recorded, sent)
        return self._record(request)

    def failures(self) -> list[str]:
        """Return nothing while recording: what is recorded anew need not be played."""
        return [] if self._recording.records else super().failures()

    def close(self) -> list[str]:
        """Write what was recorded; return why that failed, if it did."""
        try:
            self._closing.close()
        except (RecordingRefused, OSError) as error:
            return [str(error)]
        return []

    def _record(self, request: HTTPRequest) -> HTTPResponse:
        try:
            self._recording.before(request)
        except SpendRefused as refused:
            blocking.add_problem(str(refused))
            raise
        response = fetch(request)
        self._recording.add(request, response)
        with self._lock:
            document = parsed(JSON_API, response.body)
            self._keep_request(record(request, response), document, response.status)
        return response


def sandbox_endpoint() -> tuple[str, int] | None:
    """Return host and port of the SDK's base URL; None if that is Flowroute's."""
    return endpoint(os.environ.get("FR_BASE_URL", ""))


def player_maker(*, allow_spend: bool) -> RecordingPlayerMaker:
    """Return what makes players that record; *allow_spend* lets them spend real money."""

    def make(
        choice: Choice, mode: str, *, test_player: Callable[[], Player | None] | None
    ) -> RecordingPlayer:
        for known in MODES:
            if known == mode:
                return RecordingPlayer(
                    choice, known, allow_spend=allow_spend, test_player=test_player
                )
        raise ValueError(f"{mode} is no mode of recording")

    return make
