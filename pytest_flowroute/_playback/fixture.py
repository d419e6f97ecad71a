"""The object that tests get as `flowroute_cassette`."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from .._base import active
from .._intercept import held

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from .player import Player
    from .session import PlaybackSession
    from .traffic import CapturedMessage, CapturedRequest


class FlowrouteCassette:
    """The scenario that the running test plays, and the requests so far.

    It is the same object for the whole session, so fixtures of any scope may ask for it. Its
    attributes are those of the scenario that is played where they are read.
    """

    def __init__(self, playback: PlaybackSession) -> None:
        self._playback = playback

    def __repr__(self) -> str:
        return repr(self._playback.current())

    @contextmanager
    def __call__(
        self, name: str | None = None, *, fault: object = None, **parameters: object
    ) -> Generator[Player, None, None]:
        """Play a scenario inside of the ``with`` block.

        Raises `AssertionError` at its end if interactions are left, and `pytest.UsageError`
        for a scenario, parameter or fault that does not exist.
        """
        player = self._playback.part(name, {"fault": fault, **parameters})
        player.use_clock_of(active.current())
        with held(answering=True):
            previous = active.enter(player)
            try:
                yield player
            finally:
                active.leave(player, previous)
                failures = player.close()
        failures += player.failures()
        if failures:
            raise AssertionError("\n".join(failures))

    @property
    def requests(self) -> Sequence[CapturedRequest]:
        """Every request for Flowroute, in order."""
        return self._playback.current().requests

    @property
    def sent_messages(self) -> Sequence[CapturedMessage]:
        """Every message that Flowroute accepted, in order."""
        return self._playback.current().sent_messages

    @property
    def purchased_numbers(self) -> Sequence[str]:
        """Every number that was bought, as ``"12065550142"``, in order."""
        return self._playback.current().purchased_numbers

    @property
    def play_count(self) -> int:
        """How many requests were answered from the recording."""
        return self._playback.current().play_count

    def assert_all_played(self) -> None:
        """Raise `AssertionError` if a recorded interaction was not played yet."""
        __tracebackhide__ = True
        self._playback.current().assert_all_played()
