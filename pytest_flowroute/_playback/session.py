"""Playback for each test, from its set-up until its teardown is reported.

This runs for every test of a session, so it loads the rest only for those that use the plugin.
"""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from functools import cached_property
from typing import TYPE_CHECKING, Final

import pytest

from .._base import active, blocking
from .._base.plain_imports import PlainFinder
from .._intercept import LIBRARIES, held, live
from .._intercept.live.children import CHILDREN

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from .._base.responder import Responder
    from .player import Player
    from .selection import PlayerRecorder, Scenarios

MARKER: Final = "flowroute_cassette"
ANSWERING: Final = {"flowroute_cassette", "flowroute_sandbox"}
"""The fixtures that answer requests."""
PREFIXES: Final = ("flowroute_", "async_flowroute_")
IN_USE: Final = "a test that uses flowroute's fixtures runs without the network"
KEYS: Final = ("FR_ACCESS_KEY", "FR_SECRET_KEY")
BASE_URL: Final = "FR_BASE_URL"
PLAYED_KEYS: Final = ("cassette", "cassette")
HYPOTHESIS: Final = "hypothesis.core"


class RunningTest:
    """The state of one test: its player, its problems, and the outcome of its phases."""

    def __init__(self, item: pytest.Item) -> None:
        self.item = item
        self.player: Player | None = None
        self.problems: list[str] = []
        self.reported = 0
        self.passed = True
        self.called = False
        self.has_examples = False  # each of which was checked as the test is
        self.closing = ExitStack()


class PlaybackSession:
    """The playback of one session of pytest.

    *record* returns what makes players that record; None if nothing is recorded. *keys* are set
    for tests that are recorded, where the environment lacks them.
    """

    def __init__(
        self,
        record: Callable[[], PlayerRecorder | None],
        keys: tuple[str, str] | None = None,
    ) -> None:
        self._record = record
        self._keys = keys
        self._test: RunningTest | None = None
        self._wider: list[Responder] = []
        self._partial: set[pytest.Collector] = set()

    @cached_property
    def scenarios(self) -> Scenarios:
        """The scenarios; loaded when a test first plays one."""
        from .selection import Scenarios

        return Scenarios(self._record())

    def check(self, item: pytest.Item) -> None:
        """Raise `pytest.UsageError` if the item asks for something that does not exist."""
        if _is_answered(item):
            LIBRARIES.prepare()
        if _plays(item):
            self.scenarios.check(item)

    def deselect(self, item: pytest.Item) -> None:
        """Do not expect scenarios that this item shares with others to be played completely."""
        self._partial.update(
            parent for parent in item.listchain() if isinstance(parent, pytest.Collector)
        )

    def begin(self, item: pytest.Item) -> None:
        """Start the playback for this item, if it uses the plugin."""
        self.stop()
        test = self._test = RunningTest(item)
        blocking.collect_problems(test.problems)
        test.closing.callback(blocking.stop_collecting, test.problems)
        plays, names = _plays(item), _fixtures(item)
        if plays or any(name.startswith(PREFIXES) for name in names):
            with PlainFinder():
                self._hold(test)
                if plays:
                    self._play(test)

    def _hold(self, test: RunningTest) -> None:
        test.closing.enter_context(held(answering=_is_answered(test.item)))
        live.begin(IN_USE)
        test.closing.callback(live.end, IN_USE)
        if HYPOTHESIS in sys.modules:
            from .._examples.runs import EXAMPLES
            from .examples import ExampleTest

            test.closing.enter_context(EXAMPLES.reset(ExampleTest(test, self._failure)))

    def _play(self, test: RunningTest) -> None:
        test.player = self.scenarios.player_of(test.item, self._narrowed)
        # Clients that were made before the test have it still.
        base_url = os.environ.get(BASE_URL, "")
        test.closing.enter_context(active.standing_for_flowroute(base_url))
        keys = self._keys if test.player.records else PLAYED_KEYS
        changed = _set_environment(keys, base_url=test.player.records)
        test.closing.callback(_restore_environment, changed)
        test.closing.callback(active.leave, test.player, active.enter(test.player))
        wider = self._open_wider()
        if wider and not test.player.named:
            active.demote([test.player], wider[-1])

    def widen(self, before: Sequence[Responder]) -> None:
        """Keep what was entered since *before*, by a fixture of a wider scope, for its tests.

        A scenario that a test names has precedence over it; the default scenario has not.
        """
        opened = [responder for responder in active.entered() if responder not in before]
        self._wider += opened
        own = self._test.player if self._test else None
        if own is not None and opened:
            active.demote(*((opened, own) if own.named else ([own], None)))

    def called(self, item: pytest.Item) -> None:
        """Fail a test that is expected to fail, by what fails it after its last phase otherwise."""
        __tracebackhide__ = True
        test = self._test
        if test is None or test.item is not item or item.get_closest_marker("xfail") is None:
            return
        if failure := self._failure(test, whole=not test.has_examples):
            raise AssertionError(failure)

    def ended(self, report: pytest.TestReport, item: pytest.Item) -> None:
        """Keep the outcome of a phase of the item; show beside its own failure what else failed."""
        test = self._test
        if test is None or test.item is not item:
            return
        test.passed &= report.passed
        test.called |= report.when == "call"
        if report.failed and report.when != "teardown":
            from .reports import show_beside

            show_beside(report, self._new_problems(test))

    def finish(
        self, report: pytest.TestReport, item: pytest.Item, following: pytest.Item | None
    ) -> None:
        """End the playback for this item, and report why it fails beside what failed so far."""
        test = self._test
        if test is None or test.item is not item:
            return
        self.stop()
        passed = test.passed and test.called
        failures = self._new_problems(test)
        if "scenarios" in vars(self):
            player, checked = test.player, test.has_examples
            failures += self.scenarios.finish(
                item, player, following, passed=passed, checked=checked
            )
        if failures:
            from .reports import fail

            fail(report, failures, expected=item.get_closest_marker("xfail"))

    def _failure(self, test: RunningTest, *, whole: bool) -> str:
        """Return why a test fails that has passed, as a *whole* or so far; "" if it does not."""
        problems = self._new_problems(test)
        if whole and test.player is not None and not self.scenarios.is_shared(test.player):
            problems += test.player.failures()
        return "\n".join(problems)

    def _new_problems(self, test: RunningTest) -> list[str]:
        """Return the problems of a test that were not reported yet."""
        by_children = CHILDREN.problem()
        problems = [*test.problems[test.reported :], *([by_children] if by_children else [])]
        test.reported = len(test.problems)
        return list(dict.fromkeys(problems))

    def stop(self) -> None:
        """End the playback for the running test, if there is one."""
        test, self._test = self._test, None
        if test is not None:
            test.closing.close()

    def save(self) -> list[str]:
        """Write what a test has recorded that has not ended; return why that failed, if it did."""
        return self.scenarios.save() if "scenarios" in vars(self) else []

    def current(self) -> Player:
        """Return the player that answers here and now."""
        from .player import Player

        responder = active.current()
        own = self.test_player()
        if own is not None and responder in self._wider:
            return own
        if isinstance(responder, Player):
            return responder
        raise RuntimeError(
            "no cassette is being played: let the test ask for flowroute_cassette, or write "
            "with flowroute_cassette(…):"
        )

    def test_player(self) -> Player | None:
        """Return the player of the running test as a whole, if it has one."""
        return self._test.player if self._test else None

    def part(self, name: str | None, settings: Mapping[str, object]) -> Player:
        """Return a player for a part of the running test."""
        item = self._test.item if self._test else None
        return self.scenarios.part(name, settings, item, self.test_player)

    def _narrowed(self, item: pytest.Item) -> set[pytest.Collector]:
        """Return the nodes of this item some tests of which were not selected."""
        from .narrowing import narrowed

        chain = [node for node in item.listchain() if isinstance(node, pytest.Collector)]
        return self._partial.union(node for node in chain if narrowed(node))

    def _open_wider(self) -> list[Responder]:
        """Return the responders of fixtures of wider scopes that are still entered."""
        entered = active.entered()
        self._wider = [responder for responder in self._wider if responder in entered]
        return self._wider


def _fixtures(item: pytest.Item) -> Sequence[str]:
    names: Sequence[str] = getattr(item, "fixturenames", ())
    return names


def _plays(item: pytest.Item) -> bool:
    """Whether a cassette is played for this item."""
    return MARKER in _fixtures(item) or item.get_closest_marker(MARKER) is not None


def _is_answered(item: pytest.Item) -> bool:
    """Whether requests of this item are answered, by a cassette or by a sandbox."""
    return _plays(item) or not ANSWERING.isdisjoint(_fixtures(item))


def _set_environment(keys: tuple[str, str] | None, *, base_url: bool) -> dict[str, str | None]:
    """Set the credentials that the environment lacks; return what was changed.

    A cassette answers every request to Flowroute, so a test does not have to make up keys for it.
    Without *base_url* that is unset: no request goes to the sandbox whose address it is.
    """
    given = dict(zip(KEYS, keys, strict=True)) if keys else {}
    lacking = {name: key for name, key in given.items() if name not in os.environ}
    changed: dict[str, str | None] = dict.fromkeys(lacking)
    os.environ.update(lacking)
    if BASE_URL in os.environ and not base_url:
        changed[BASE_URL] = os.environ.pop(BASE_URL)
    return changed


def _restore_environment(changed: Mapping[str, str | None]) -> None:
    for name, value in changed.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
