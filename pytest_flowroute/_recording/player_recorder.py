"""Which scenarios of a run are recorded, and the players that do it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from .._playback.options import Choice, WrongOption, faults_of, values_of
from .recording_player import RecordingPlayer
from .upstream import IN_PROCESS, InProcess, Network
from .vcr import module

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from .._playback.options import PlaybackOptions
    from .._playback.player import Player
    from .run import Run
    from .upstream import Upstream


class PlayerRecorder:
    """Decides what is recorded in a run, and makes players that record it from *upstream*.

    All that record one file have the same upstream: the ids of another one may be the same. With
    *only*, these scenarios are recorded and no others.
    """

    def __init__(
        self, run: Run, upstream: Callable[[int], Upstream], only: Collection[str]
    ) -> None:
        self._run = run
        self._upstream = upstream
        self._upstreams: dict[Path, Upstream] = {}
        self._only = frozenset(only)

    def records(self, name: str, path: Path, *, own: bool) -> bool:
        """Whether this scenario is recorded; *own* is whether none of the package has its name."""
        wanted = name in self._only if self._only else own
        return wanted and self._run.records(path)

    def player(
        self,
        options: PlaybackOptions,
        path: Path,
        *,
        test_player: Callable[[], Player | None] | None,
        check: Callable[[], str | None],
    ) -> Player:
        """Return a player that records into this file."""
        module("vcr")
        self._run.hold()
        try:
            recording = self._run.recording(path)
            recording.keep(options.keep)
            cassette = recording.cassette(options.name or path.stem)
            known = {
                name: value for name, value in options.values.items() if name in cassette.parameters
            }
            given = values_of(cassette, known)
            choice = Choice(cassette, given, faults_of(options.fault), named=True)
            if path not in self._upstreams:
                self._upstreams[path] = self._upstream(recording.seed)
            upstream = self._upstreams[path]
            return RecordingPlayer(
                choice, recording, self._run, upstream, test_player=test_player, check=check
            )
        except BaseException:
            self._run.release()
            raise


def upstream_maker(address: str) -> Callable[[int], Upstream]:
    """Return what makes the upstream of a player for the address of ``--flowroute-record-to``.

    It is called with a seed for the ids of a sandbox.

    Raises `WrongOption` for what is none.
    """
    if address == IN_PROCESS:
        return InProcess
    if address and not _is_base_url(address):
        raise WrongOption(
            f"--flowroute-record-to={address!r} is no address to record from: give a URL such as "
            f"http://127.0.0.1:8080, without keys or a query, or {IN_PROCESS} for a sandbox that "
            "is started for you"
        )
    network = Network(address.rstrip("/"))
    return lambda _: network


def _is_base_url(address: str) -> bool:
    try:
        parts = urlsplit(address)
        known = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:  # brackets that do not match, or a port that is no number
        return False
    return bool(known) and "@" not in parts.netloc and not parts.query and not parts.fragment
