"""The ids of a sandbox from which a file is added to: none that another sandbox has given. Pure."""

from __future__ import annotations

from typing import Final

from flowroute_sandbox import Ids

EACH: Final = 1000
"""A kind of ids has this many times those of another sandbox."""
MOST: Final = 90_000_000


class NewIds(Ids):
    """The ids of a seed; without one they are those of any new sandbox."""

    def numeric(self, kind: str, count: int) -> str:
        """Return the decimal id of the *count*-th of its kind."""
        first = int(super().numeric(kind, 1))
        return str(first * EACH + self.seed % MOST + count) if self.seed else str(first + count - 1)
