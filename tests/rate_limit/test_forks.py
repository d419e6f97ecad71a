"""Processes that are forked while a limit is in use."""

from __future__ import annotations

from pathlib import Path

import pytest
from send_once.servers import RedisServer

from rate_limit.limiters import run


def test_on_the_other_side_of_a_fork(tmp_path):
    """A child process uses the file with a connection of its own."""
    path = tmp_path / "limit.db"
    script = f"""
import os
from flowroute_ext._base.clock import Clock
from flowroute_ext._rate_limit.rate_limit import RateLimit
from flowroute_ext._sync.rate_limiter import RateLimiter
limiter = RateLimiter(RateLimit(sms=1, per="hour", shared={str(path)!r}), "account", Clock())
limiter.queue("/v2.1/messages", "sms").permit(deadline=None).done(answered=True)
child = os.fork()
from flowroute_ext._rate_limit.permits import WouldBeLate
try:
    limiter.queue("/v2.1/messages", "sms").permit(deadline=limiter._clock.monotonic() + 1)
except WouldBeLate as late:
    os.write(1, b"waits " if late.seconds > 3000 else b"goes ")
if child:
    os._exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
os._exit(0)
"""
    assert run(script) == "waits waits "


WAITING = """
import os, threading
from flowroute_ext._base.clock import Clock
from flowroute_ext._rate_limit.permits import WouldBeLate
from flowroute_ext._rate_limit.rate_limit import RateLimit
from flowroute_ext._sync.rate_limiter import RateLimiter

class Stopped(Clock):
    def sleep(self, seconds):
        waiting.set()
        threading.Event().wait()

waiting = threading.Event()
clock = Stopped()
limit = RateLimit(sms=1, per="minute")
limiter = RateLimiter(limit, "account", clock)
queue = limiter.queue("/v2.1/messages", "sms")
queue.permit(deadline=None)
# The first of these sleeps until the limit lets it through, the others are behind it.
for _ in range(3):
    threading.Thread(target=queue.permit, kwargs={"deadline": None}, daemon=True).start()
waiting.wait()
queue._stores._process._lock.acquire()
child = os.fork()
if child:
    os._exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
Stopped.monotonic = lambda self: Clock().monotonic() + 3600
queue.permit(deadline=None).done(answered=True)
second = RateLimiter(limit, "account", clock)
for other in (queue, second.queue("/v2.1/messages", "sms")):
    try:
        other.permit(deadline=clock.monotonic() + 1)
    except WouldBeLate as late:
        os.write(1, b"waits " if late.seconds > 30 else b"goes ")
os._exit(0)
"""


def test_forked_while_threads_wait():
    """A child has none of its parent's threads before it, and one window for all its clients."""
    assert run(WAITING) == "waits waits "


KNOWING = """
import os
from flowroute_ext._base.clock import Clock
from flowroute_ext._rate_limit.permits import WouldBeLate
from flowroute_ext._rate_limit.rate_limit import RateLimit
from flowroute_ext._sync.rate_limiter import RateLimiter
clock = Clock()
limiter = RateLimiter(RateLimit(sms=1, per="minute"), "account", clock)
limiter.queue("/v2.1/messages", "sms").permit(deadline=None).done(answered=True)
child = os.fork()
if child:
    os._exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
try:
    limiter.queue("/v2.1/messages", "sms").permit(deadline=clock.monotonic() + 1)
except WouldBeLate as late:
    os.write(1, b"waits" if late.seconds > 50 else b"goes")
os._exit(0)
"""


def test_a_child_knows_what_was_sent():
    """What was sent before the fork counts for the child, too."""
    assert run(KNOWING) == "waits"


BUSY = """
import os, threading
from flowroute_ext._base.clock import Clock
from flowroute_ext._rate_limit.rate_limit import RateLimit
from flowroute_ext._sync.rate_limiter import RateLimiter
clock = Clock()
limiter = RateLimiter(RateLimit(sms=100_000, shared={shared!r}), "account", clock)
queue = limiter.queue("/v2.1/messages", "sms")

def send():
    while True:
        queue.permit(deadline=None).done(answered=True)

queue.permit(deadline=None).done(answered=True)
for _ in range(2):
    threading.Thread(target=send, daemon=True).start()
children = []
for _ in range(10):
    child = os.fork()
    if not child:
        for _ in range(5):
            queue.permit(deadline=clock.monotonic() + 20).done(answered=True)
        os._exit(0)
    children.append(child)
codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
queue.permit(deadline=clock.monotonic() + 20).done(answered=True)
print(*codes)
os._exit(0) if not __import__("sys").stdout.flush() else None
"""


@pytest.mark.once
def test_forked_while_the_file_is_in_use(tmp_path: Path):
    """Ten children, made while two threads write to the file, all use it; so does the parent."""
    script = BUSY.format(shared=str(tmp_path / "limit.db"))

    assert run(script).split() == ["0"] * 10


@pytest.mark.once
def test_forked_while_the_redis_is_in_use():
    """The same with a Redis: each process has connections of its own."""
    server = RedisServer()
    try:
        assert run(BUSY.format(shared=server.url)).split() == ["0"] * 10
    finally:
        server.clean_up()
