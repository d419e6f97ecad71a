"""When rows are sent: not before a moment, and not in the quiet hours of their numbers."""

from __future__ import annotations

import re
from collections import Counter
from datetime import MAXYEAR, UTC, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

import attrs
import click

from flowroute_ext._base.clock import Clock
from flowroute_ext._base.problems import shown
from flowroute_ext._outbox.postponed import NotNow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from flowroute_ext._builders.messages import Message
    from flowroute_ext._outbox.opted_out import OptOutStore

HOURS = re.compile(r"([01]?\d|2[0-3])(?::([0-5]\d))?\s*-\s*([01]?\d|2[0-3])(?::([0-5]\d))?")
# No area code has so many zones; numbers of no place, such as toll-free ones, have all.
MOST_ZONES: Final = 8
AREA_CODE: Final = 4  # characters of a number, up to the end of it
# From the first to the last place of the numbering plan that is in every state and province.
EVERYWHERE: Final = (
    *("America/St_Johns", "America/Halifax", "America/New_York", "America/Chicago"),
    *("America/Denver", "America/Phoenix", "America/Los_Angeles", "America/Anchorage"),
    "Pacific/Honolulu",
)
MOST_STEPS: Final = 100
MOST_LISTED: Final = 12


@attrs.frozen
class QuietHours:
    """The time of day from `begins` to `ends` in which no text is sent, where the number is."""

    begins: time
    ends: time

    def __str__(self) -> str:
        return f"{self.begins:%H:%M}-{self.ends:%H:%M}"

    def opens(self, zones: Iterable[str], now: datetime) -> datetime | None:
        """The first moment from *now* on at which none of *zones* is quiet; None if there is none.

        It is *now* itself where none is.
        """
        places = [ZoneInfo(zone) for zone in zones]
        moment = now
        for _ in range(MOST_STEPS):
            later = max(self._end(moment.astimezone(place)) for place in places)
            if later <= moment:
                return moment
            moment = later
        return None

    def _end(self, local: datetime) -> datetime:
        """The end of the quiet hours that *local* is in, or *local* itself."""
        at = local.time()
        over_night = self.begins > self.ends
        if over_night and at >= self.begins:
            day = local.date() + timedelta(days=1)
        elif at < self.ends and (over_night or at >= self.begins):
            day = local.date()
        else:
            return local.astimezone(UTC)
        end = datetime.combine(day, self.ends, local.tzinfo)
        # Where the clocks are set then, the later one of the two.
        return max(end.astimezone(UTC), end.replace(fold=1).astimezone(UTC))


@cache
def zones_of(number: str) -> tuple[str, ...]:
    """The time zones of the area code of *number*; none where that is of no place.

    They are all that it has: which of them a mobile phone is in does not show in its number.
    """
    return _zones_by_area_code().get(number[1:4], ())


@cache
def _zones_by_area_code() -> Mapping[str, tuple[str, ...]]:
    try:
        from phonenumbers.tzdata import TIMEZONE_DATA
    except ModuleNotFoundError:
        cure = 'pip install "flowroute-ext[cli]"'
        raise click.UsageError(f"--quiet-hours needs phonenumbers: {cure}") from None
    zones_by_code: dict[str, set[str]] = {}
    for prefix, zones in TIMEZONE_DATA.items():
        if prefix.startswith("1") and len(prefix) >= AREA_CODE:
            zones_by_code.setdefault(prefix[1:AREA_CODE], set()).update(zones)
    return {
        code: tuple(sorted(zones))
        for code, zones in zones_by_code.items()
        if len(zones) <= MOST_ZONES
    }


@attrs.define
class Schedule:
    """From when on each message may be sent: from `at` on, and outside of the `quiet` hours."""

    at: datetime | None = None
    quiet: QuietHours | None = None
    clock: Clock = attrs.field(factory=Clock)
    _opens: dict[tuple[tuple[str, ...], datetime], datetime] = attrs.field(
        factory=dict[tuple[tuple[str, ...], datetime], datetime]
    )

    def opens(self, to: str, now: datetime) -> datetime:
        """The first moment from *now* on at which the number *to* may get a message."""
        moment = now if self.at is None else max(now, self.at)
        if self.quiet is None:
            return moment
        zones = zones_of(to[:AREA_CODE]) or EVERYWHERE
        # Of one minute all messages have the same answer.
        minute = moment.replace(second=0, microsecond=0)
        if (zones, minute) not in self._opens:
            if len(self._opens) > 10_000:
                self._opens.clear()
            opening = self.quiet.opens(zones, minute)
            if opening is None:
                raise click.UsageError(f"--quiet-hours {self.quiet} leaves no time to send in.")
            self._opens[zones, minute] = opening
        return max(moment, self._opens[zones, minute])


@attrs.frozen
class Timed:
    """What an outbox asks right before each message: opt-outs, if any, and the schedule."""

    schedule: Schedule
    opt_outs: OptOutStore | None

    def contains(self, to: str, from_: str, /) -> bool:
        """Whether *to* has opted out; raises `NotNow` where it is too early for it."""
        if self.opt_outs is not None and self.opt_outs.contains(to, from_):
            return True
        now = self.schedule.clock.now()
        until = self.schedule.opens(to, now)
        if until > now:
            raise NotNow(until)
        return False


class Waiting:
    """How many of some messages may be sent now, and how many from when on, and where."""

    def __init__(self, schedule: Schedule) -> None:
        self.schedule = schedule
        self.now = schedule.clock.now()
        self.ready = 0
        self.placeless = 0
        self.later: Counter[tuple[datetime, tuple[str, ...]]] = Counter()

    def add(self, message: Message) -> None:
        """Count *message*."""
        until = self.schedule.opens(message.to, self.now)
        zones = zones_of(message.to[:AREA_CODE]) if self.schedule.quiet else ()
        self.placeless += bool(self.schedule.quiet) and not zones
        if until <= self.now:
            self.ready += 1
        else:
            self.later[until, zones] += 1

    @property
    def next(self) -> datetime | None:
        """When the first of those that wait may be sent."""
        return min((until for until, _ in self.later), default=None)

    def __iter__(self) -> Iterator[str]:
        """Lines that say so."""
        if self.schedule.quiet:
            yield f"Quiet hours are {self.schedule.quiet}, where the numbers are:"
        yield f"  {self.ready:>8,}   may be sent now"
        for (until, zones), count in sorted(self.later.items())[:MOST_LISTED]:
            local_times = [f"{until.astimezone(ZoneInfo(zone)):%H:%M} in {zone}" for zone in zones]
            places = f" ({' and '.join(local_times)})" if local_times else ""
            if self.schedule.quiet and not local_times:
                places = " (of no known place)"
            yield f"  {count:>8,}   wait until {until:%Y-%m-%d %H:%M} UTC{places}"
        if len(self.later) > MOST_LISTED:
            yield f"  and {len(self.later) - MOST_LISTED} more times"
        if self.placeless:
            yield (
                f"{self.placeless:,} of them are toll-free, or of no known place: they are sent"
                " when it is quiet nowhere from Newfoundland to Hawaii."
            )


def quiet_hours(
    _ctx: click.Context, _option: click.Parameter, value: str | None
) -> QuietHours | None:
    """Return the quiet hours that are given, as in ``21:00-8:00``."""
    if value is None:
        return None
    match = HOURS.fullmatch(value.strip())
    if match is None:
        raise click.BadParameter(f"{shown(value)} is no time of day, as 21:00-8:00 is.")
    first, minute, last, other = (int(part or 0) for part in match.groups())
    if (first, minute) == (last, other):
        raise click.BadParameter(f"{shown(value)} has no time in it, or all.")
    return QuietHours(time(first, minute), time(last, other))


def moment(_ctx: click.Context, _option: click.Parameter, value: str | None) -> datetime | None:
    """Return the moment that is given; without an offset it is by the clock of this machine."""
    if value is None:
        return None
    try:
        local = datetime.fromisoformat(value.strip())
        moments = {local.replace(fold=fold).astimezone(UTC) for fold in (0, 1)}
    except (ValueError, OverflowError):
        raise click.BadParameter(
            f"{shown(value)} is no date and time, as 2026-12-01 09:00 is; an offset may follow."
        ) from None
    if ":" not in value and "T" not in value:
        raise click.BadParameter(f"{shown(value)} has no time of day, as 2026-12-01 09:00 has.")
    if max(moments).year == MAXYEAR:  # after which no quiet hours could end
        raise click.BadParameter(f"{shown(value)} is too late.")
    if len(moments) > 1:
        is_repeated = any(instant.astimezone().replace(tzinfo=None) == local for instant in moments)
        times, shift = ("twice", "back") if is_repeated else ("not at all", "forward")
        with_offset = min(moments).astimezone().isoformat(timespec="minutes")
        raise click.BadParameter(
            f"{shown(value)} is there {times} by the clock of this machine, which is set {shift}"
            f" then: give it with its offset, as {with_offset} is."
        )
    return moments.pop()
