"""Which scenario is played for which test, from its set-up until its teardown is reported."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import pytest

from . import _stage
from ._cassettes import Library
from ._matching import Form, Index
from ._options import Choice, Options, WrongOption, choose, of_call, of_markers
from ._player import Player

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

MARKER: Final = "flowroute_cassette"
FIXTURES: Final = ("flowroute_", "async_flowroute_")
IN_USE: Final = "a test that uses flowroute's fixtures runs without the network"
NODES: Final[Mapping[str, type[pytest.Collector]]] = {
    "class": pytest.Class,
    "module": pytest.Module,
    "session": pytest.Session,
}


@dataclass(slots=True)
class Act:
    """One test: what went wrong with Flowroute in it, and how its phases ended."""

    item: pytest.Item
    uses_plugin: bool
    player: Player | None = None
    before: _stage.Playing | None = None
    problems: list[str] = field(default_factory=list[str])
    passed: bool = True
    called: bool = False


@dataclass(slots=True)
class Shared:
    """A playing that several tests share."""

    player: Player
    complete: bool


class Conductor:
    """Plays for one session of pytest."""

    def __init__(self, mode: str = "none", *, allow_spend: bool = False) -> None:
        self.library = Library()
        self._mode = mode
        self._allow_spend = allow_spend
        self._act: Act | None = None
        self._wider: list[Player] = []
        self._shared: dict[pytest.Collector, Shared] = {}
        self._partial: set[pytest.Collector] = set()

    def check(self, item: pytest.Item) -> None:
        """Raise `pytest.UsageError` if the item asks for something that does not exist."""
        options = self._options(item)
        if options is not None and not self._records(options):
            self._choose(options, item)

    def left_out(self, item: pytest.Item) -> None:
        """Take notice that an item was not selected: what it shares is not played to its end."""
        self._partial.update(
            parent for parent in item.listchain() if isinstance(parent, pytest.Collector)
        )

    def begin(self, item: pytest.Item) -> None:
        """Play for this item from now on."""
        self.stop()
        names: tuple[str, ...] = tuple(getattr(item, "fixturenames", ()))
        options = self._options(item)
        act = Act(item, options is not None or any(name.startswith(FIXTURES) for name in names))
        self._act = act
        _stage.begin(act.problems)
        if act.uses_plugin:
            _stage.block(IN_USE)
        if options is not None:
            act.player = self._player_of(item, options)
            act.before = _stage.enter(act.player)
            if not act.player.named and self._wide():
                _stage.give_way([act.player], self._wide()[-1])

    def open_blocks(self) -> tuple[_stage.Playing, ...]:
        """Return what is being played at this moment."""
        return _stage.all_playings()

    def widen(self, before: Sequence[_stage.Playing]) -> None:
        """Let what was opened since *before*, by a fixture of several tests, be for all of them.

        It gives way to a scenario that a test names, and not to the default one.
        """
        opened = [one for one in _stage.all_playings() if one not in before]
        self._wider += [one for one in opened if isinstance(one, Player)]
        own = self._act.player if self._act else None
        if own is None:
            return
        if own.named:
            _stage.give_way(opened, own)
        else:
            _stage.give_way([own], None)

    def _wide(self) -> list[Player]:
        """Return what fixtures of several tests play, as far as they still do."""
        self._wider = [one for one in self._wider if one in _stage.all_playings()]
        return self._wider

    def ended(self, item: pytest.Item, when: str, *, passed: bool) -> None:
        """Take notice of how a phase of the item ended."""
        act = self._act
        if act is not None and act.item is item:
            act.passed &= passed
            act.called |= when == "call"

    def finish(self, item: pytest.Item, following: pytest.Item | None) -> str | None:
        """Play for this item no more; return why it fails, if it passed so far."""
        act = self._act
        if act is None or act.item is not item:
            return None
        self.stop()
        passed = act.passed and act.called
        if act.player is not None:
            act.player.close()
        complaints = list(dict.fromkeys(act.problems))
        shared = [each for each in self._shared.values() if each.player is act.player]
        for each in shared:
            each.complete &= passed
        if act.player is not None and not shared:
            complaints += act.player.complaints()
        complaints += self._end_shared(following)
        return "\n".join(complaints) if passed and complaints else None

    def stop(self) -> None:
        """Play no more."""
        act, self._act = self._act, None
        if act is None:
            return
        if act.player is not None:
            _stage.leave(act.player, act.before)
        if act.uses_plugin:
            _stage.unblock(IN_USE)
        _stage.end(act.problems)

    def current(self) -> Player:
        """Return what is being played here and now."""
        playing = _stage.playing()
        own = self._act.player if self._act else None
        if own is not None and playing in self._wider:
            return own
        if isinstance(playing, Player):
            return playing
        raise RuntimeError(
            "no cassette is being played: let the test ask for flowroute_cassette, or write "
            "with flowroute_cassette(…):"
        )

    def player(self, name: str | None, settings: Mapping[str, object]) -> Player:
        """Return a player for a part of the test that runs now."""
        try:
            options = of_call(name, settings)
        except WrongOption as error:
            raise pytest.UsageError(str(error)) from None
        item = self._act.item if self._act else None
        return self._new(self._choose(options, item), item)

    def _options(self, item: pytest.Item) -> Options | None:
        markers = [(mark.args, mark.kwargs) for mark in item.iter_markers(MARKER)]
        if not markers and MARKER not in getattr(item, "fixturenames", ()):
            return None
        try:
            return of_markers(markers)
        except WrongOption as error:
            raise pytest.UsageError(f"{item.nodeid}: {error}") from None

    def _choose(self, options: Options, item: pytest.Item | None) -> Choice:
        try:
            return choose(options, self.library, item.path.parent if item else None)
        except WrongOption as error:
            where = f"{item.nodeid}: " if item else ""
            raise pytest.UsageError(f"{where}{error}") from None

    def _player_of(self, item: pytest.Item, options: Options) -> Player:
        if self._records(options):
            return self._taper(options, item.path.parent)
        node = item.getparent(NODES[options.scope]) if options.scope in NODES else None
        if node is None:
            return self._new(self._choose(options, item), item)
        if node not in self._shared:
            player = self._new(self._choose(options, item), item)
            self._shared[node] = Shared(player, complete=node not in self._partial)
        return self._shared[node].player

    def _records(self, options: Options) -> bool:
        return self._mode != "none" and options.name is not None

    def _taper(self, options: Options, beside: Path) -> Player:
        from ._taping import taper

        name = options.name or ""
        return taper(self.library, name, beside, self._mode, allow_spend=self._allow_spend)

    def _new(self, choice: Choice, item: pytest.Item | None) -> Player:
        beside = item.path.parent if item else None

        def suggest(sent: Form) -> list[str]:
            return self._suiting(sent, beside, choice.cassette.name)

        return Player(
            choice.cassette,
            choice.given,
            choice.faults,
            named=choice.named,
            whole=lambda: self._act.player if self._act else None,
            suggest=suggest,
        )

    def _end_shared(self, following: pytest.Item | None) -> list[str]:
        """Return what is wrong with the shared playings whose last test this was."""
        chain = following.listchain() if following is not None else []
        ended = [node for node in self._shared if node not in chain]
        left = [self._shared.pop(node) for node in ended]
        return [one for each in left if each.complete for one in each.player.complaints()]

    def _suiting(self, sent: Form, beside: Path | None, but: str) -> list[str]:
        """Return the names of some scenarios that have this request."""
        found = [
            name
            for name in self.library.names(beside)
            if name != but and Index(self.library.get(name, beside), {}).find(sent)
        ]
        found.sort(key=lambda name: name.startswith("documented/"))
        return found[:3]
