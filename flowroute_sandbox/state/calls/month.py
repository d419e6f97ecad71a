"""Calls as an office has them: by day in working hours, most answered, few long. Pure.

The same numbers, times and seed have the same calls.
"""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from flowroute_sandbox.state.calls.costs import CONNECT_FEE, LOOKUP_FEE, OUTBOUND_RATE
from flowroute_sandbox.state.calls.rows import CallRow
from flowroute_sandbox.state.prices import dollars

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

# Of the day in UTC; an office on the west coast of the US.
HOURS = (1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 4, 8, 14, 22, 26, 26, 20, 24, 24, 22, 14)
WEEKEND = 0.12
"""The share of the calls of a working day that a day of the weekend has."""
AREAS = ("206", "212", "213", "303", "305", "312", "404", "415", "503", "617", "702", "713")
TOLL_FREE = ("800", "833", "844", "855", "866", "877", "888")
ENDINGS = (
    ("completed", 200, "OK"),
    ("cancelled", 487, "Request Terminated"),
    ("failed", 486, "Busy Here"),
    ("failed", 480, "Temporarily Unavailable"),
    ("failed", 404, "Not Found"),
    ("failed", 503, "Service Unavailable"),
)
WEIGHTS = (84, 8, 4, 2, 1, 1)
ALMOST_A_DAY = timedelta(days=1, microseconds=-1)
# Of mobile phones, landlines, and lines that are not known.
LINES = ("61", "0", "")


class Repeatable(Random):
    """Random numbers that are the same for a seed: for what is believable, and not secret."""


class CalledNumber(NamedTuple):
    """A number of the account, as its calls show it; `rate` in US dollars a minute."""

    value: str
    alias: str
    toll_free: bool
    rate: float
    lookups: bool


def calls(
    numbers: Sequence[CalledNumber], start: datetime, end: datetime, count: int, seed: str
) -> Iterator[CallRow]:
    """Yield so many calls that begin from `start` to before `end`, the oldest first."""
    random = Repeatable(seed)
    days = [start + timedelta(days=day) for day in range((end - start + ALMOST_A_DAY).days)]
    weights = [WEEKEND if day.weekday() > 4 else 1.0 for day in days]
    moments: list[datetime] = []
    while len(moments) < count:
        day = random.choices(days, weights)[0].replace(hour=0, minute=0, second=0, microsecond=0)
        hour = random.choices(range(24), HOURS)[0]
        at = day + timedelta(hours=hour, seconds=random.randrange(3600))
        # The first and the last day may be parts of days.
        moments.append(at if start <= at < end else start + (end - start) * random.random())
    for number, at in enumerate(sorted(moments), 1):
        yield _call(f"{seed}-{number}", random.choice(numbers), at.replace(microsecond=0), random)


def _call(identity: str, number: CalledNumber, at: datetime, random: Random) -> CallRow:
    inbound = number.toll_free or random.random() < 0.45
    result, code, reason = random.choices(ENDINGS, WEIGHTS)[0]
    seconds = 0
    if result == "completed":
        # Half of all calls take less than a minute and a half, and one in twenty more than ten.
        seconds = max(1, min(14_400, round(random.lognormvariate(4.5, 1.15))))
    other, name = _other(random, inbound=inbound)
    answered = seconds > 0
    rate = number.rate if inbound else 0.0
    free = not inbound and name != "UNITED STATES"
    return CallRow(
        id=identity,
        inbound=inbound,
        start=at,
        seconds=seconds,
        destination=number.value if inbound else other,
        callerid=other if inbound else number.value,
        alias=number.alias,
        destination_name="UNITED STATES" if inbound else name,
        callerid_country="UNITED STATES" if inbound else "N/A",
        line_information=random.choices(LINES, (6, 3, 1))[0] if inbound else "",
        result=result,
        sip_code=code,
        sip_reason=reason,
        rate=0 if free or not answered else dollars(rate) if inbound else OUTBOUND_RATE,
        connect_fee=CONNECT_FEE if inbound and number.toll_free and answered else 0,
        lookup_fee=LOOKUP_FEE if inbound and number.lookups and not number.toll_free else 0,
        address=f"192.0.2.{random.randrange(10, 14)}{'' if inbound else ':5080'}",
    )


def _other(random: Random, *, inbound: bool) -> tuple[str, str]:
    """Return the number at the other end, which is not in use, and the name of where it is."""
    line = f"{random.randrange(100, 200):04}"
    if not inbound and random.random() < 0.06:
        return f"1{random.choice(TOLL_FREE)}555{line}", "UNITED STATES - TOLL FREE"
    return f"1{random.choice(AREAS)}555{line}", "UNITED STATES"
