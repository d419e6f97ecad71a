"""A test that plays a scenario, as each example of Hypothesis has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from .._base.clocks import SkippingClock
from .._examples import first_request
from .._examples.checkpoints import Checkpoint
from .cassettes import Cassette
from .matching import Index
from .player import Player

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest


class Playing(Protocol):
    """A test that plays; `has_examples` is set if each of its examples is the whole test."""

    item: pytest.Item
    player: Player | None
    has_examples: bool


class ExampleTest:
    """A test and what it has played so far. A recording goes on from example to example.

    *failure* returns why a test fails that has passed, as a whole or so far.
    """

    keeps_last = True  # a test may play its scenario in examples only

    def __init__(self, test: Playing, failure: Callable[..., str]) -> None:
        self._test = test
        self._failure = failure

    def checkpoint(self) -> Callable[[], None]:
        """Return what puts back which interactions were played, and what has failed."""
        if self._test.player is not None:
            first_request.send()
        self._test.has_examples = _is_property(self._test.item)
        checkpoint = Checkpoint(self._test, apart=_is_apart)

        def restore() -> None:
            checkpoint.restore()
            player = self._test.player
            clock = player.clock if player else None
            if isinstance(clock, SkippingClock):
                clock.leap()

        return restore

    def failure_of_example(self) -> str:
        """Return why an example fails that has passed; it need be no whole test."""
        return self._failure(self._test, whole=self._test.has_examples)


def _is_property(item: pytest.Item) -> bool:
    """Whether each example is a whole test, and not a part of one."""
    return bool(getattr(getattr(item, "obj", None), "is_hypothesis_test", False))


def _is_apart(value: object) -> bool:
    return isinstance(value, Cassette | Index) or (isinstance(value, Player) and value.records)
