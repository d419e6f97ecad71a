"""The time that this project's clients go by: while something is played, that of what is played.

A client that was given a clock of its own keeps it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._playback import active as _stage
from .replacement import Layer

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from flowroute_ext.types import Clock


def layers(clock: ModuleType) -> list[Layer]:
    """Patch the module that has the clock."""
    return [Layer(clock, "stand_in", _finder)]


def _finder(below: Callable[[], Clock | None]) -> Callable[[], Any]:
    def stand_in() -> Clock | None:
        playing = _stage.playing()
        return below() if playing is None else playing.clock

    return stand_in
