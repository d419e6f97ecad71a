"""Limiters that share a file, and what sending by them costs."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from forked import python

from flowroute_ext._rate_limit.rate_limit import RateLimit
from flowroute_ext._sync.rate_limiter import RateLimiter
from rate_limit.clocks import FakeClock

MESSAGES = "/v2.1/messages"


def send(limiter: RateLimiter, clock: FakeClock) -> float:
    """Send once, which takes no time; the time of it."""
    limiter.queue(MESSAGES, "sms").permit(deadline=None).done(answered=True)
    return round(clock.passed, 6)


def limiters(
    path: Path, number: int, account: str = "account"
) -> list[tuple[RateLimiter, FakeClock]]:
    """Limiters that know of each other by the file only, each with a clock of its own."""
    clocks = [FakeClock() for _ in range(number)]
    return [(RateLimiter(RateLimit(shared=path), account, clock), clock) for clock in clocks]


def aged(path: Path) -> Path:
    """Have a file that has been used for the limit of an account for long."""
    clock = FakeClock()
    clock.passed -= 100.0
    RateLimiter(RateLimit(shared=path), "old", clock).queue(MESSAGES, "sms").permit(deadline=None)
    return path


def run(script: str) -> str:
    """What a Python of its own prints."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, sys.path))}
    result = python.run("-c", script, env=environment, text=True)
    assert result.returncode == 0, result.stderr
    return result.stdout
