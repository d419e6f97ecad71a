"""When an attempt was in progress, by Flowroute's clock: what can be said of it. Pure.

The clock of a machine may be wrong, and be set at any time: during an attempt, or between it and
the look at the records, which may be that of another process or machine. The monotonic clock is
never set, and is the same for all processes of a machine until that is started again. So times
come from it and from the `Date` of Flowroute's responses where both are known. Where only the
wall clock is, they are what it shows; and where its times contradict others, all of them count.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import attrs

from .verdicts import NEAR, SKEW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .skew import Offset

# Clocks that differ by less have not been set.
AGREEMENT = 1.0
# Where the possible times are further apart, records are not looked for.
WIDEST = timedelta(days=1)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@attrs.frozen
class AttemptTimes:
    """When one attempt was in progress: by the wall clock and the monotonic clock of its sender.

    `sent_at` and `lost_at` are of the monotonic clock of `machine`. `server` is the same by
    Flowroute's clock, if it was measured by then. `home` identifies the clock within its process.
    """

    started: datetime
    ended: datetime
    sent_at: float | None = None
    lost_at: float | None = None
    machine: str | None = None
    server: tuple[datetime, datetime] | None = None
    home: object = attrs.field(default=None, repr=False, eq=False)

    @property
    def duration(self) -> timedelta:
        """How long the attempt was in progress, as far as is known."""
        if self.sent_at is None or self.lost_at is None:
            return abs(self.ended - self.started)
        return timedelta(seconds=self.lost_at - self.sent_at)

    def elsewhere(self) -> AttemptTimes:
        """Return these times for another process."""
        return attrs.evolve(self, home=None)


@attrs.frozen
class Here:
    """The present moment, by the clocks of the process that looks at the records.

    `offset` is that of Flowroute's clock to `monotonic`; `stepped` the seconds by which the wall
    clock was set since the client was made.
    """

    now: datetime
    monotonic: float
    machine: str | None = None
    home: object = None
    offset: Offset | None = None
    stepped: float = 0.0

    @property
    def earliest(self) -> datetime:
        """The present moment, or an earlier one if the wall clock was set forward."""
        stepped = self.stepped if self.stepped > AGREEMENT else 0.0
        return self.now - timedelta(seconds=stepped)


@attrs.frozen
class Window:
    """When an attempt was in progress by Flowroute's clock, at the earliest and at the latest.

    `near` is how far away a record may be that proves it, or None if these times are too
    uncertain; they are `beyond` reasoning if even a look at all records would be of no use.
    """

    started: datetime
    ended: datetime
    near: timedelta | None = NEAR
    beyond: bool = False


def place(times: AttemptTimes, here: Here) -> Window:
    """Return when an attempt was in progress by Flowroute's clock."""
    spans = list(_spans(times, here))
    started = min(min(span) for span in spans)
    ended = max(max(span) for span in spans)
    uncertain = ended - started - times.duration
    return Window(started, ended, NEAR if uncertain <= 2 * NEAR else None, uncertain > WIDEST)


def passed(times: AttemptTimes, here: Here, since: float | None = None) -> timedelta:
    """Return how long ago an attempt ended, at the least.

    *since* is a moment of the monotonic clock at which it certainly had ended.
    """
    if times.lost_at is not None and _at_home(times, here):
        return timedelta(seconds=here.monotonic - times.lost_at)
    ages: list[timedelta] = []
    if times.lost_at is not None and _same_machine(times, here):
        ages.append(timedelta(seconds=here.monotonic - times.lost_at))
    if times.server is not None and here.offset is not None:
        ages.append(EPOCH + timedelta(seconds=here.monotonic + here.offset.low) - times.server[1])
    elif ages:
        ages.append(here.now - times.ended)
    else:
        # Of another machine, whose clock may be that much behind.
        ages.append(here.now - times.ended - SKEW)
    least = timedelta() if since is None else timedelta(seconds=here.monotonic - since)
    return max(min(ages), least)


def on_server(times: AttemptTimes, here: Here) -> AttemptTimes:
    """Return *times* with those of Flowroute's clock, if it is measured."""
    span = _measured(times, here)
    return times if span is None else attrs.evolve(times, server=span)


def _spans(times: AttemptTimes, here: Here) -> Iterator[tuple[datetime, datetime]]:
    """Yield what each clock shows for the start and the end of an attempt, by Flowroute's clock."""
    home, same = _at_home(times, here), _same_machine(times, here)
    span = _measured(times, here) if same else None
    if times.server is not None and not (home and span):
        yield times.server
        return
    if span is not None:
        yield span
        if home or abs(_set(times, here)) <= AGREEMENT:
            return
    elif same and times.sent_at is not None and times.lost_at is not None:
        ago = here.monotonic - times.sent_at, here.monotonic - times.lost_at
        yield here.now - timedelta(seconds=ago[0]), here.now - timedelta(seconds=ago[1])
    yield times.started, times.ended
    off = _ahead(here)
    if abs(off) > NEAR:
        yield times.started + off, times.ended + off
    if abs(here.stepped) > AGREEMENT:
        off += timedelta(seconds=here.stepped)
        yield times.started + off, times.ended + off


def _measured(times: AttemptTimes, here: Here) -> tuple[datetime, datetime] | None:
    if here.offset is None or times.sent_at is None or times.lost_at is None:
        return None
    return (
        EPOCH + timedelta(seconds=times.sent_at + here.offset.low),
        EPOCH + timedelta(seconds=times.lost_at + here.offset.high),
    )


def _at_home(times: AttemptTimes, here: Here) -> bool:
    """Return whether the attempt was made with the very clock that is read now."""
    return times.home is not None and times.home is here.home


def _same_machine(times: AttemptTimes, here: Here) -> bool:
    if times.lost_at is None:
        return False
    known = times.machine is not None and times.machine == here.machine
    return _at_home(times, here) or (known and times.lost_at <= here.monotonic)


def _set(times: AttemptTimes, here: Here) -> float:
    """Return the seconds by which the wall clock was set since the attempt ended."""
    age = here.monotonic - (times.lost_at or 0.0)
    return (here.now - times.ended).total_seconds() - age


def _ahead(here: Here) -> timedelta:
    """Return how far Flowroute's clock is ahead of the wall clock, if that is measured."""
    if here.offset is None:
        return timedelta()
    middle = here.monotonic + (here.offset.low + here.offset.high) / 2
    return EPOCH + timedelta(seconds=middle) - here.now
