"""What is played for which test, from its set-up until its teardown is reported.

This is at work for every test of a session, so it loads the rest only for one that plays.
"""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING, Final

import pytest

from . import active as _stage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .player import Player
    from .selection import Scenes

MARKER: Final = "flowroute_cassette"
FIXTURES: Final = ("flowroute_", "async_flowroute_")
IN_USE: Final = "a test that uses flowroute's fixtures runs without the network"
KEYS: Final = ("FR_ACCESS_KEY", "FR_SECRET_KEY")


class Act:
    """One test: what went wrong with Flowroute in it, and how its phases ended."""

    def __init__(self, item: pytest.Item) -> None:
        self.item = item
        self.uses_plugin = False
        self.player: Player | None = None
        self.before: _stage.Playing | None = None
        self.lent_keys: Sequence[str] = ()
        self.problems: list[str] = []
        self.passed = True
        self.called = False


class Conductor:
    """Plays for one session of pytest; the arguments are the options of its command line."""

    def __init__(self, mode: str, *, allow_spend: bool) -> None:
        self._mode = mode
        self._allow_spend = allow_spend
        self._act: Act | None = None
        self._wider: list[_stage.Playing] = []
        self._partial: set[pytest.Collector] = set()

    @cached_property
    def scenes(self) -> Scenes:
        """The scenarios, loaded when a test first plays one."""
        from .selection import Scenes

        return Scenes(self._mode, allow_spend=self._allow_spend)

    def check(self, item: pytest.Item) -> None:
        """Raise `pytest.UsageError` if the item asks for something that does not exist."""
        if _plays(item):
            self.scenes.check(item)

    def left_out(self, item: pytest.Item) -> None:
        """Take notice that an item was not selected: what it shares is not played to its end."""
        self._partial.update(
            parent for parent in item.listchain() if isinstance(parent, pytest.Collector)
        )

    def begin(self, item: pytest.Item) -> None:
        """Play for this item from now on."""
        self.stop()
        act = self._act = Act(item)
        _stage.begin(act.problems)
        names: Sequence[str] = getattr(item, "fixturenames", ())
        if _plays(item) or any(name.startswith(FIXTURES) for name in names):
            act.uses_plugin = True
            _stage.block(IN_USE)
        if _plays(item):
            act.player = self.scenes.player_of(item, self._partial)
            act.before = _stage.enter(act.player)
            if self._mode == "none":
                act.lent_keys = _lend_keys()
            wider = self._open_wider()
            if wider and not act.player.named:
                _stage.give_way([act.player], wider[-1])

    def widen(self, before: Sequence[_stage.Playing]) -> None:
        """Let what was opened since *before*, by a fixture of several tests, be for all of them.

        It gives way to a scenario that a test names, and not to the default one.
        """
        opened = [one for one in _stage.all_playings() if one not in before]
        self._wider += opened
        own = self._act.player if self._act else None
        if own is not None and opened:
            _stage.give_way(*((opened, own) if own.named else ([own], None)))

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
        complaints = list(dict.fromkeys(act.problems))
        if "scenes" in vars(self):
            complaints += self.scenes.finish(act.player, following, passed=passed)
        return "\n".join(complaints) if passed and complaints else None

    def stop(self) -> None:
        """Play no more."""
        act, self._act = self._act, None
        if act is None:
            return
        if act.player is not None:
            _stage.leave(act.player, act.before)
        for name in act.lent_keys:
            os.environ.pop(name, None)
        if act.uses_plugin:
            _stage.unblock(IN_USE)
        _stage.end(act.problems)

    def current(self) -> Player:
        """Return what is being played here and now."""
        from .player import Player

        playing = _stage.playing()
        own = self.whole()
        if own is not None and playing in self._wider:
            return own
        if isinstance(playing, Player):
            return playing
        raise RuntimeError(
            "no cassette is being played: let the test ask for flowroute_cassette, or write "
            "with flowroute_cassette(…):"
        )

    def whole(self) -> Player | None:
        """Return the player of the whole test that runs now, if it has one."""
        return self._act.player if self._act else None

    def part(self, name: str | None, settings: Mapping[str, object]) -> Player:
        """Return a player for a part of the test that runs now."""
        item = self._act.item if self._act else None
        return self.scenes.part(name, settings, item, self.whole)

    def _open_wider(self) -> list[_stage.Playing]:
        """Return what fixtures of several tests play, as far as they still do."""
        there = _stage.all_playings()
        self._wider = [one for one in self._wider if one in there]
        return self._wider


def _plays(item: pytest.Item) -> bool:
    """Whether a cassette is played for this item."""
    names: Sequence[str] = getattr(item, "fixturenames", ())
    return MARKER in names or item.get_closest_marker(MARKER) is not None


def _lend_keys() -> list[str]:
    """Set the credentials that are missing, as an application takes them; return their names.

    A cassette answers whoever asks, and a test should not have to make keys up for it.
    """
    missing = [name for name in KEYS if name not in os.environ]
    os.environ.update(dict.fromkeys(missing, "cassette"))
    return missing
