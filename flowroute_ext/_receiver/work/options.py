"""How events are handled: how often each is tried, and when again. Pure."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, cast

import attrs

from ..._base.errors import ConfigurationError
from ..._base.problems import given

if TYPE_CHECKING:
    from typing import Any

DEFAULT_KEEP: Final = timedelta(days=30)
DEFAULT_TRIES: Final = 8
DEFAULT_CONCURRENCY: Final = 10

# Seconds until the second try, how much longer each wait is than the one before, and the longest.
FIRST_WAIT: Final = 1.0
GROWTH: Final = 4.0
LONGEST_WAIT: Final = 3600.0
MOST: Final = 1000


@attrs.frozen
class WorkOptions:
    """How often an event is tried, how many are handled at once, and whether beside requests."""

    keep: timedelta = DEFAULT_KEEP
    tries: int = DEFAULT_TRIES
    concurrency: int = DEFAULT_CONCURRENCY
    background: bool = True

    def __attrs_post_init__(self) -> None:
        """Raise `ConfigurationError` for what makes no sense."""
        if not isinstance(cast("Any", self.keep), timedelta) or self.keep <= timedelta(0):
            raise ConfigurationError(
                f"keep={given(self.keep)} is not a time to keep events for: "
                "give a timedelta above zero"
            )
        if not isinstance(cast("Any", self.background), bool):
            raise ConfigurationError(f"background={given(self.background)}: give True or False")
        for name, value in (("tries", self.tries), ("concurrency", self.concurrency)):
            number = cast("Any", value)
            if isinstance(number, bool) or not isinstance(number, int) or not 0 < value <= MOST:
                raise ConfigurationError(
                    f"{name}={given(value)} is not possible: give a whole number from 1 to {MOST}"
                )


def wait_after(tries: int) -> float:
    """Seconds to wait after so many *tries* that failed."""
    return min(FIRST_WAIT * GROWTH ** min(tries - 1, 20), LONGEST_WAIT)
