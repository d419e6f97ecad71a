"""The scenarios that the tests of a session ask for, and their players."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

import pytest

from .cassettes import Cassette, Library, own_folder
from .matching import Index
from .options import Choice, PlaybackOptions, WrongOption, choose, of_call, of_markers
from .player import Player

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Set
    from pathlib import Path

    from .canonical import CanonicalRequest
    from .player import Scrub

MARKER: Final = "flowroute_cassette"
NODES: Final[Mapping[str, type[pytest.Collector]]] = {
    "class": pytest.Class,
    "module": pytest.Module,
    "session": pytest.Session,
}


class RecordingPlayerMaker(Protocol):
    """Makes a player that records what the cassette of a choice lacks."""

    def __call__(
        self, choice: Choice, mode: str, *, test_player: Callable[[], Player | None] | None
    ) -> Player:
        """Return a player that records in this mode."""
        ...


class SharedPlayer:
    """A player that several tests share; *complete* while all of them are run, and pass."""

    def __init__(self, player: Player, *, complete: bool) -> None:
        self.player = player
        self.complete = complete


class Scenarios:
    """Finds scenarios by what markers and calls ask for, and makes players for them.

    *record* makes players that record; None while nothing is recorded. *scrub* returns a request
    as a recording has it.
    """

    def __init__(
        self, mode: str, record: RecordingPlayerMaker | None, scrub: Scrub | None = None
    ) -> None:
        self._library = Library()
        self._mode = mode
        self._record = record
        self._scrub = scrub
        self._shared: dict[pytest.Collector, SharedPlayer] = {}

    def check(self, item: pytest.Item) -> None:
        """Raise `pytest.UsageError` if the item asks for something that does not exist."""
        options = _options(item)
        if self._record is None or options.name is None:
            self._choose(options, item)

    def player_of(self, item: pytest.Item, partial: Set[pytest.Collector]) -> Player:
        """Return the player for an item; *partial* are the nodes with deselected items."""
        options = _options(item)
        recording = self._recording_player(options, item, None)
        if recording is not None:
            return recording
        node = item.getparent(NODES[options.scope]) if options.scope in NODES else None
        if node is None:
            return self._player(self._choose(options, item), item, None)
        if node not in self._shared:
            player = self._player(self._choose(options, item), item, None)
            self._shared[node] = SharedPlayer(player, complete=node not in partial)
        return self._shared[node].player

    def part(
        self,
        name: str | None,
        settings: Mapping[str, object],
        item: pytest.Item | None,
        test_player: Callable[[], Player | None],
    ) -> Player:
        """Return a player for a part of a test; *test_player* returns that of the whole test."""
        try:
            options = of_call(name, settings)
        except WrongOption as error:
            raise pytest.UsageError(str(error)) from None
        recording = self._recording_player(options, item, test_player)
        if recording is not None:
            return recording
        return self._player(self._choose(options, item), item, test_player)

    def is_shared(self, player: Player) -> bool:
        """Whether several tests share a player."""
        return any(each.player is player for each in self._shared.values())

    def finish(
        self, player: Player | None, following: pytest.Item | None, *, passed: bool
    ) -> list[str]:
        """Return why a test fails that has ended, by its player and those that end with it."""
        failures: list[str] = []
        shared = [each for each in self._shared.values() if each.player is player]
        for each in shared:
            each.complete &= passed
        if player is not None and not shared:
            failures = player.close() + (player.failures() if passed else [])
        chain = following.listchain() if following is not None else []
        ended = [node for node in self._shared if node not in chain]
        for each in [self._shared.pop(node) for node in ended]:
            failures += each.player.failures() if each.complete else []
        return failures

    def _recording_player(
        self,
        options: PlaybackOptions,
        item: pytest.Item | None,
        test_player: Callable[[], Player | None] | None,
    ) -> Player | None:
        """Return the player that records this scenario, or None if it is not to be recorded."""
        if self._record is None or item is None or options.name is None:
            return None
        path = own_folder(item.path.parent) / f"{options.name}.yaml"
        if self._mode in {"once", "new"} and path.exists():
            choice = self._choose(options, item)
        else:
            choice = Choice(Cassette(options.name, path, "", {}, ()), {}, (), named=True)
        self._library.forget(path)
        return self._record(choice, self._mode, test_player=test_player)

    def _choose(self, options: PlaybackOptions, item: pytest.Item | None) -> Choice:
        try:
            return choose(options, self._library, item.path.parent if item else None)
        except WrongOption as error:
            where = f"{item.nodeid}: " if item else ""
            raise pytest.UsageError(f"{where}{error}") from None

    def _player(
        self,
        choice: Choice,
        item: pytest.Item | None,
        test_player: Callable[[], Player | None] | None,
    ) -> Player:
        beside = item.path.parent if item else None

        def suggest(sent: CanonicalRequest) -> list[str]:
            return self._matching(sent, beside, choice.cassette.name)

        return Player(
            choice.cassette,
            choice.given,
            choice.faults,
            named=choice.named,
            test_player=test_player,
            suggest=suggest,
            scrub=self._scrub,
        )

    def _matching(self, sent: CanonicalRequest, beside: Path | None, but: str) -> list[str]:
        """Return the names of some scenarios that have this request."""
        found = [
            name
            for name in self._library.names(beside)
            if name != but and Index(self._library.get(name, beside), {}).find(sent)
        ]
        found.sort(key=lambda name: name.startswith("documented/"))
        return found[:3]


def _options(item: pytest.Item) -> PlaybackOptions:
    try:
        return of_markers([(mark.args, mark.kwargs) for mark in item.iter_markers(MARKER)])
    except WrongOption as error:
        raise pytest.UsageError(f"{item.nodeid}: {error}") from None
