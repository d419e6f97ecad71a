"""The object that tests get as `flowroute_cassette`."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from . import active as _stage

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from .player import Player
    from .session import Conductor
    from .traffic import Request, SentMessage


class FlowrouteCassette:
    """What the test at hand plays, and what happened so far.

    It is the same object for the whole session, so fixtures of any scope may ask for it, and
    it always speaks of the scenario that is being played where it is asked.
    """

    def __init__(self, conductor: Conductor) -> None:
        self._conductor = conductor

    def __repr__(self) -> str:
        return repr(self._conductor.current())

    @contextmanager
    def __call__(
        self, name: str | None = None, *, fault: object = None, **parameters: object
    ) -> Generator[Player, None, None]:
        """Play a scenario for the length of a ``with`` block.

        Raises `AssertionError` at its end if interactions were left, and `pytest.UsageError`
        for a scenario, parameter or fault that does not exist.
        """
        player = self._conductor.part(name, {"fault": fault, **parameters})
        player.go_by(_stage.playing())
        before = _stage.enter(player)
        try:
            yield player
        finally:
            _stage.leave(player, before)
            complaints = player.close()
        complaints += player.complaints()
        if complaints:
            raise AssertionError("\n".join(complaints))

    @property
    def requests(self) -> Sequence[Request]:
        """Every request for Flowroute, in order."""
        return self._conductor.current().requests

    @property
    def sent_messages(self) -> Sequence[SentMessage]:
        """Every message that Flowroute took, in order."""
        return self._conductor.current().sent_messages

    @property
    def purchased_numbers(self) -> Sequence[str]:
        """Every number that was bought, as ``"12065550142"``, in order."""
        return self._conductor.current().purchased_numbers

    @property
    def play_count(self) -> int:
        """How many requests were answered from the recording."""
        return self._conductor.current().play_count

    def assert_all_played(self) -> None:
        """Raise `AssertionError` if a recorded interaction was not played yet."""
        __tracebackhide__ = True
        self._conductor.current().assert_all_played()
