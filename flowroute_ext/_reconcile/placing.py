"""The messages that are looked for, with their times by Flowroute's clock. Pure."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import attrs

from .verdicts import SETTLED, SKEW
from .windows import AttemptTimes, place

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from typing import TypeAlias

    from .errors import OutcomeUnknown
    from .verdicts import MessageQuery
    from .windows import Here, Window

    Period: TypeAlias = tuple[datetime, datetime]

MARGIN = timedelta(seconds=5)


class Placing:
    """The times of the messages *sought* by Flowroute's clock, as far as it is known *here*.

    *unknown* is the error of the only one, which has more of its times than a query has.
    """

    def __init__(
        self, sought: Sequence[MessageQuery], unknown: OutcomeUnknown | None, here: Here
    ) -> None:
        self._here = here
        self._times = None if unknown is None else unknown.times
        self._windows = [self._window(query, self._times) for query in sought]
        self.alike: Sequence[tuple[MessageQuery, AttemptTimes]] = ()
        self.known_ids: Sequence[str] = ()
        if unknown is not None and unknown.times.home is not here.home:
            # Of another process, whose log of what it sent is not known here.
            self.alike, self.known_ids = unknown.alike, unknown.known_ids

    @property
    def beyond(self) -> bool:
        """Whether these times are so uncertain that records are not looked for."""
        return any(window.beyond for window in self._windows)

    @property
    def period(self) -> Period:
        """The times of all records to look at, with a margin for what is not measured yet."""
        start, end = self._needed
        return start - MARGIN, end + MARGIN

    def within(self, period: Period) -> bool:
        """Return whether the records of *period* have all that may be of these messages."""
        start, end = self._needed
        return period[0] <= start and end <= period[1]

    @property
    def _needed(self) -> Period:
        start = min(window.started for window in self._windows) - SKEW
        return start, max(window.ended for window in self._windows) + SETTLED + SKEW

    def placed(self, query: MessageQuery, times: AttemptTimes | None) -> MessageQuery:
        """Return *query* with its times by Flowroute's clock; without *times* those of its error.

        When its records are final goes by the clock that showed its times.
        """
        window = self._window(query, times or self._times)
        return attrs.evolve(
            query,
            started=window.started,
            ended=window.ended,
            near=window.near,
            final=query.ended + SETTLED,
        )

    def _window(self, query: MessageQuery, times: AttemptTimes | None) -> Window:
        return place(times or AttemptTimes(query.started, query.ended), self._here)
