"""How fast rows are sent: the limits of the account, and a slower pace that is asked for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import attrs
import click

from flowroute_ext._base.problems import shown
from flowroute_ext._rate_limit.rate_limit import RateLimit

if TYPE_CHECKING:
    from flowroute_ext._rate_limit.rate_limit import Kind
    from flowroute_ext._rate_limit.sliding_window import Quota

RATE = re.compile(r"([1-9][0-9]{0,8})\s*(?:/\s*(second|minute|hour|s|min|h))?")
SECONDS: Final = {"s": 1, "second": 1, "min": 60, "minute": 60, "h": 3600, "hour": 3600}


@attrs.frozen(kw_only=True)
class Paced(RateLimit):
    """The limits of an account, where one message goes out every so many `seconds` at most."""

    seconds: float

    def quota(self, kind: Kind) -> Quota:
        """The pace for messages of this kind, or the limit where that is slower."""
        from flowroute_ext._rate_limit.sliding_window import Quota

        limit = super().quota(kind)
        if limit.limit / limit.period <= 1 / self.seconds:
            return limit
        return Quota(1, self.seconds)


@attrs.frozen
class Rates:
    """How many SMS and MMS a second go out, and the `limit` that sees to it."""

    limit: RateLimit
    sms: float
    mms: float

    @classmethod
    def of(cls, sms: int, mms: int, rate: float | None) -> Rates:
        """The rates of an account that takes *sms* and *mms* a second, at a *rate* if given."""
        if rate is None:
            return cls(RateLimit(sms=sms, mms=mms), sms, mms)
        if rate >= 1 and rate == int(rate):
            sms, mms = min(sms, int(rate)), min(mms, int(rate))
            return cls(RateLimit(sms=sms, mms=mms), sms, mms)
        limit = Paced(sms=sms, mms=mms, seconds=1 / rate)
        return cls(limit, min(sms, rate), min(mms, rate))


def rate(_ctx: click.Context, _option: click.Parameter, value: str | None) -> float | None:
    """Return how many messages a second are meant by ``100/hour``."""
    if value is None:
        return None
    match = RATE.fullmatch(value.strip())
    if match is None:
        raise click.BadParameter(f"{shown(value)} is no rate, as 2, 30/minute and 100/hour are.")
    return int(match[1]) / SECONDS[match[2] or "second"]
