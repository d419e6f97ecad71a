"""What all disturbances are."""

from __future__ import annotations

import random
from abc import ABC, abstractmethod
from typing import Any, ClassVar

from siege.field import Field

# So many times as fast as in reality: the 30 s in which records settle are 1.5 s.
FAST = 20.0


class Disturbance(ABC):
    """One way to disturb sending; its docstring is the promise that holds nevertheless.

    `row` is the kind in the list of what was found to break. `slow` ones take most of a minute,
    and are left out of short runs. `tls` says whether the server has TLS.
    """

    row: ClassVar[int]
    speed: ClassVar[float] = FAST
    slow: ClassVar[bool] = False
    tls: ClassVar[bool] = False

    @abstractmethod
    def draw(self, rng: random.Random) -> dict[str, Any]:
        """Everything that is random, as JSON."""

    @abstractmethod
    def run(self, field: Field, drawn: dict[str, Any]) -> list[str]:
        """Do it, and return the promises that were not kept."""
