"""The scenarios that the tests of a session ask for, and their players."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, Protocol, TypeAlias

import pytest

from .._base import active
from .cassettes import Library, own_folder, parts_of
from .matching import Index
from .options import PlaybackOptions, WrongOption, choose, faults_of, of_call, of_markers
from .player import Player

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Set
    from pathlib import Path

    from .canonical import CanonicalRequest
    from .options import Choice

Share: TypeAlias = "tuple[pytest.Collector, str | None]"
MARKER: Final = "flowroute_cassette"
NODES: Final[Mapping[str, type[pytest.Collector]]] = {
    "class": pytest.Class,
    "module": pytest.Module,
    "session": pytest.Session,
}


class PlayerRecorder(Protocol):
    """Decides what is recorded, and makes players that record."""

    def records(self, name: str, path: Path, *, own: bool) -> bool:
        """Whether this scenario is recorded; *own* is whether none of the package has its name."""
        ...

    def player(
        self,
        options: PlaybackOptions,
        path: Path,
        *,
        test_player: Callable[[], Player | None] | None,
        check: Callable[[], str | None],
    ) -> Player:
        """Return a player that records into this file; *check* says why that cannot be played."""
        ...


class SharedPlayer:
    """A player that several tests share.

    *left* are those that have not passed with it yet; tests that another process runs stay left.
    *whole* is whether all tests that share it were selected.
    """

    def __init__(self, player: Player, left: Iterable[pytest.Item], *, whole: bool) -> None:
        self.player = player
        self.left = set(left)
        self.whole = whole


class Scenarios:
    """Finds scenarios by what markers and calls ask for, and makes players for them.

    *recorder* makes players that record; None while nothing is recorded.
    """

    def __init__(self, recorder: PlayerRecorder | None) -> None:
        self._library = Library()
        self._recorder = recorder
        self._shared: dict[Share, SharedPlayer] = {}

    def check(self, item: pytest.Item) -> None:
        """Raise `pytest.UsageError` if the item asks for something that does not exist."""
        options = _options(item)
        if self._recorded_path(options, item) is None:
            self._choose(options, item)
        else:
            try:
                faults_of(options.fault)
            except WrongOption as error:
                raise pytest.UsageError(f"{item.nodeid}: {error}") from None

    def player_of(
        self, item: pytest.Item, narrowed: Callable[[pytest.Item], Set[pytest.Collector]]
    ) -> Player:
        """Return the player for an item.

        *narrowed* returns the nodes of an item some items of which do not run.
        """
        options = _options(item)
        share = _share(options, item)
        if share is None:
            return self._player(options, item, None)
        if share in self._shared:
            self._shared[share].player.resume()
        else:
            sharing = [
                candidate
                for candidate in item.session.items
                if _share(_options(candidate), candidate) == share
            ]
            self._shared[share] = SharedPlayer(
                self._player(options, item, None), sharing, whole=share[0] not in narrowed(item)
            )
        return self._shared[share].player

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
        return self._player(options, item, test_player)

    def is_shared(self, player: Player) -> bool:
        """Whether several tests share a player."""
        return any(shared_player.player is player for shared_player in self._shared.values())

    def finish(
        self,
        item: pytest.Item,
        player: Player | None,
        following: pytest.Item | None,
        *,
        passed: bool,
        checked: bool,
    ) -> list[str]:
        """Return why a test fails that has ended, by its player and those that end with it.

        Its own player was *checked* already if the test has examples.
        """
        failures: list[str] = []
        shared = [
            shared_player
            for shared_player in self._shared.values()
            if shared_player.player is player
        ]
        for shared_player in shared:
            failures += shared_player.player.save()
            shared_player.left -= {item} if passed else set()
        if player is not None and not shared:
            failures = player.close() + (player.failures() if passed and not checked else [])
        chain = following.listchain() if following is not None else []
        ended = [share for share in self._shared if share[0] not in chain]
        for shared_player in [self._shared.pop(share) for share in ended]:
            failures += shared_player.player.close()
            if shared_player.whole and not shared_player.left:
                failures += shared_player.player.failures()
        return failures

    def save(self) -> list[str]:
        """Write what has been recorded by all players that play now, or that tests share."""
        playing = [responder for responder in active.entered() if isinstance(responder, Player)]
        players = dict.fromkeys(
            [*playing, *(shared_player.player for shared_player in self._shared.values())]
        )
        return [problem for player in players for problem in player.save()]

    def _recorded_path(self, options: PlaybackOptions, item: pytest.Item | None) -> Path | None:
        """Return the file to record a scenario into; None if it is not recorded."""
        name = options.name
        if self._recorder is None or item is None or name is None:
            return None
        beside = item.path.parent
        existing = self._library.find_own(name, beside)
        parts = parts_of(name)
        path = existing or own_folder(beside).joinpath(*parts[:-1], f"{(parts or [''])[-1]}.yaml")
        own = existing is not None or not self._library.is_built_in(name)
        if not self._recorder.records(name, path, own=own):
            return None
        if not parts:
            raise pytest.UsageError(
                f"{item.nodeid}: {name!r} is no name to record a scenario by: it is a file and its "
                "folders, each with a name of its own, as 'signup/welcome'"
            )
        root = path.parents[len(parts) - 1]
        if not path.parent.resolve().is_relative_to(root.resolve()):
            raise pytest.UsageError(
                f"{item.nodeid}: {name!r} is not recorded: a link leads its folder out of {root}"
            )
        if path.suffix == ".json":
            raise pytest.UsageError(
                f"{item.nodeid}: {path} is JSON, and recordings are YAML: rename it to .yaml, "
                "which JSON is as well"
            )
        return path

    def _choose(self, options: PlaybackOptions, item: pytest.Item | None) -> Choice:
        try:
            return choose(options, self._library, item.path.parent if item else None)
        except WrongOption as error:
            where = f"{item.nodeid}: " if item else ""
            raise pytest.UsageError(f"{where}{error}") from None

    def _player(
        self,
        options: PlaybackOptions,
        item: pytest.Item | None,
        test_player: Callable[[], Player | None] | None,
    ) -> Player:
        path = self._recorded_path(options, item)
        if path is not None and self._recorder is not None:
            check = partial(self._missing, options, item, path)
            return self._recorder.player(options, path, test_player=test_player, check=check)
        choice = self._choose(options, item)
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
        )

    def _missing(
        self, options: PlaybackOptions, item: pytest.Item | None, path: Path
    ) -> str | None:
        """Return why these options do not fit the file that was recorded with them."""
        self._library.forget(path)
        try:
            self._choose(options, item)
        except pytest.UsageError as error:
            return f"{error}. It is recorded, but cannot be played with these options"
        return None

    def _matching(self, sent: CanonicalRequest, beside: Path | None, but: str) -> list[str]:
        """Return the names of some scenarios that have this request."""
        names = [
            name
            for name in self._library.names(beside)
            if name != but and self._has(name, beside, sent)
        ]
        names.sort(key=lambda name: name.startswith("documented/"))
        return names[:3]

    def _has(self, name: str, beside: Path | None, sent: CanonicalRequest) -> bool:
        """Whether a scenario has a request; one that cannot be read has none."""
        try:
            return bool(Index(self._library.get(name, beside), {}).find(sent))
        except (LookupError, OSError, ValueError):
            return False


def _share(options: PlaybackOptions, item: pytest.Item) -> Share | None:
    """Return what tests have in common that share a player; None for a test of its own."""
    node = item.getparent(NODES[options.scope]) if options.scope in NODES else None
    return None if node is None else (node, options.name)


def _options(item: pytest.Item) -> PlaybackOptions:
    try:
        return of_markers([(mark.args, mark.kwargs) for mark in item.iter_markers(MARKER)])
    except WrongOption as error:
        raise pytest.UsageError(f"{item.nodeid}: {error}") from None
