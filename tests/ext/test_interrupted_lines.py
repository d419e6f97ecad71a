"""An interruption at any line that a call runs, of ours or of the library's."""

from __future__ import annotations

import dis
import random
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TYPE_CHECKING

import pytest
from ext.documented import usual
from ext.server import Server
from ext.unsafe_calls import UNSAFE_CALLS

from flowroute_ext import Flowroute, RateLimit

if TYPE_CHECKING:
    from _typeshed import TraceFunction

# The time that a call which waits for a lost lock, place or connection would take, and none does.
STUCK = 20.0
LOAD_CONST = dis.opmap["LOAD_CONST"]

pytestmark = [
    pytest.mark.once,
    pytest.mark.timeout(1800),
    # A connection that an interruption made unreachable is closed when it is collected.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


class Interrupted(BaseException):
    """What is raised at a line."""


class Lines:
    """Counts the lines that are run, and raises at one of them."""

    def __init__(self) -> None:
        self.count = 0
        self._last = 0

    @contextmanager
    def traced(self, last: int = sys.maxsize) -> Iterator[None]:
        """Raise `Interrupted` at line number *last* of what is run."""
        self.count, self._last = 0, last
        before = sys.gettrace()
        sys.settrace(self._trace)
        try:
            yield
        finally:
            sys.settrace(before)

    def _trace(self, frame: FrameType, event: str, _value: object) -> TraceFunction:
        if event != "line" or not _leaves_with(frame):
            self.count += 1
            if self.count == self._last:
                raise Interrupted
        return self._trace


def _leaves_with(frame: FrameType) -> bool:
    """Whether a frame is about to leave a `with`, where Python handles no signal."""
    at = frame.f_lasti
    arguments = frame.f_code.co_code[at : at + 6]
    return arguments == arguments[:2] * 3 and arguments[0] == LOAD_CONST


@pytest.mark.parametrize("limit", [None, RateLimit(sms=100_000)], ids=["no limit", "limit"])
def test_any_line(
    server: Server,
    library: str,
    limit: RateLimit | None,
    rng: random.Random,
    size: Callable[[int, int], int],
) -> None:
    """Whatever line an exception of a signal handler comes from, the next calls are sent."""
    server.usually = usual
    send = UNSAFE_CALLS["send_a_message"]
    lines = Lines()
    with Flowroute(
        "key", "secret", base_url=server.url, concurrency=2, rate_limit=limit, timeout=STUCK
    ) as flowroute:
        for _ in range(2):
            with lines.traced():
                send(flowroute)
        total = lines.count
        for number in sorted(rng.sample(range(1, total), min(size(30, 10_000), total - 1))):
            with suppress(Interrupted), lines.traced(number):
                send(flowroute, max_retries=0)
                assert lines.count < number, "the interruption was swallowed"
            assert _two_at_once(flowroute) == 2, f"line {number} of {total}"


def _two_at_once(flowroute: Flowroute) -> int:
    sent: list[object] = []

    def send() -> None:
        sent.append(UNSAFE_CALLS["send_a_message"](flowroute, deadline=STUCK).id)

    threads = [threading.Thread(target=send, daemon=True) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(STUCK)
    return len(sent)
