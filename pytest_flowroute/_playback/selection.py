"""The scenarios that the tests of a session ask for, and who plays them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from .cassettes import Cassette, Library, own_folder
from .matching import Form, Index
from .options import Choice, Options, WrongOption, choose, of_call, of_markers
from .player import Player

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Set
    from pathlib import Path

MARKER: Final = "flowroute_cassette"
NODES: Final[Mapping[str, type[pytest.Collector]]] = {
    "class": pytest.Class,
    "module": pytest.Module,
    "session": pytest.Session,
}


class Shared:
    """A playing that several tests share; *complete* while all of them run, and pass."""

    def __init__(self, player: Player, *, complete: bool) -> None:
        self.player = player
        self.complete = complete


class Scenes:
    """Finds scenarios by what markers and calls say, and makes players of them."""

    def __init__(self, mode: str, *, allow_spend: bool) -> None:
        self._library = Library()
        self._mode = mode
        self._allow_spend = allow_spend
        self._shared: dict[pytest.Collector, Shared] = {}

    def check(self, item: pytest.Item) -> None:
        """Raise `pytest.UsageError` if the item asks for something that does not exist."""
        options = _options(item)
        if not self._records(options):
            self._choose(options, item)

    def player_of(self, item: pytest.Item, partial: Set[pytest.Collector]) -> Player:
        """Return the player for an item; *partial* are the nodes of which not all is run."""
        options = _options(item)
        if self._records(options):
            return self._taper(options, item, None)
        node = item.getparent(NODES[options.scope]) if options.scope in NODES else None
        if node is None:
            return self._player(self._choose(options, item), item, None)
        if node not in self._shared:
            player = self._player(self._choose(options, item), item, None)
            self._shared[node] = Shared(player, complete=node not in partial)
        return self._shared[node].player

    def part(
        self,
        name: str | None,
        settings: Mapping[str, object],
        item: pytest.Item | None,
        whole: Callable[[], Player | None],
    ) -> Player:
        """Return a player for a part of a test, of which *whole* returns the player."""
        try:
            options = of_call(name, settings)
        except WrongOption as error:
            raise pytest.UsageError(str(error)) from None
        if item is not None and self._records(options):
            return self._taper(options, item, whole)
        return self._player(self._choose(options, item), item, whole)

    def finish(
        self, player: Player | None, following: pytest.Item | None, *, passed: bool
    ) -> list[str]:
        """Return what is wrong now that a test has ended, with its player and what it shared."""
        complaints: list[str] = []
        sharing = [each for each in self._shared.values() if each.player is player]
        for each in sharing:
            each.complete &= passed
        if player is not None and not sharing:
            complaints = player.close() + player.complaints()
        chain = following.listchain() if following is not None else []
        ended = [node for node in self._shared if node not in chain]
        for each in [self._shared.pop(node) for node in ended]:
            complaints += each.player.complaints() if each.complete else []
        return complaints

    def _records(self, options: Options) -> bool:
        return self._mode != "none" and options.name is not None

    def _taper(
        self, options: Options, item: pytest.Item, whole: Callable[[], Player | None] | None
    ) -> Player:
        from .._recording.recording_player import taper

        name = options.name or ""
        path = _own(name, item)
        if self._mode in {"once", "new"} and path.exists():
            choice = self._choose(options, item)
        else:
            choice = Choice(Cassette(name, path, "", {}, ()), {}, (), named=True)
        self._library.forget(path)
        return taper(choice, self._mode, allow_spend=self._allow_spend, whole=whole)

    def _choose(self, options: Options, item: pytest.Item | None) -> Choice:
        try:
            return choose(options, self._library, item.path.parent if item else None)
        except WrongOption as error:
            where = f"{item.nodeid}: " if item else ""
            raise pytest.UsageError(f"{where}{error}") from None

    def _player(
        self, choice: Choice, item: pytest.Item | None, whole: Callable[[], Player | None] | None
    ) -> Player:
        beside = item.path.parent if item else None

        def suggest(sent: Form) -> list[str]:
            return self._suiting(sent, beside, choice.cassette.name)

        return Player(
            choice.cassette,
            choice.given,
            choice.faults,
            named=choice.named,
            whole=whole,
            suggest=suggest,
        )

    def _suiting(self, sent: Form, beside: Path | None, but: str) -> list[str]:
        """Return the names of some scenarios that have this request."""
        found = [
            name
            for name in self._library.names(beside)
            if name != but and Index(self._library.get(name, beside), {}).find(sent)
        ]
        found.sort(key=lambda name: name.startswith("documented/"))
        return found[:3]


def _own(name: str, item: pytest.Item) -> Path:
    return own_folder(item.path.parent) / f"{name}.yaml"


def _options(item: pytest.Item) -> Options:
    try:
        return of_markers([(mark.args, mark.kwargs) for mark in item.iter_markers(MARKER)])
    except WrongOption as error:
        raise pytest.UsageError(f"{item.nodeid}: {error}") from None
