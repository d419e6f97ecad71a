"""A simulation without real time: callers, a network, and a server that counts."""

from __future__ import annotations

import heapq
import itertools
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from flowroute_ext._rate_limit.sliding_window import (
    LONGEST_SLEEP,
    Ended,
    Quota,
    Reservation,
    Window,
    finish,
    reserve,
    withdraw,
)


@dataclass
class Trip:
    """What will happen to one attempt, in seconds; None for an answer that never comes back."""

    out: float
    work: float
    back: float | None
    crash: bool = False
    """Whether the client crashes after the start of the attempt, without finishing it."""
    gives_up: float | None = None
    """How long after its start the client stops waiting for the answer."""


@dataclass
class Simulation:
    """Processes that share one window, each with a queue in which only the first one asks."""

    quota: Quota
    trip: Callable[[], Trip]
    window: Window = field(default_factory=Window)
    now: float = 1000.0
    oversleep: Callable[[], float] = lambda: 0.0
    arrivals: list[float] = field(default_factory=list)
    refusals: int = 0
    served: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._events: list[tuple[float, int, Callable[[], None]]] = []
        self._count = itertools.count()
        self._queues: dict[int, deque[int]] = {}
        self._busy: set[int] = set()
        self._gone: set[int] = set()

    def at(self, when: float, act: Callable[[], None]) -> None:
        heapq.heappush(self._events, (when, next(self._count), act))

    def caller(
        self, number: int, process: int, when: float, *, leaves: float | None = None
    ) -> None:
        """A caller joins a process to send once, and may leave after *leaves* seconds."""
        self.at(when, lambda: self._join(number, process))
        if leaves is not None:
            self.at(when + leaves, lambda: self._leave(number, process))

    def run(self, until: float = float("inf")) -> None:
        while self._events and self._events[0][0] <= until:
            self.now, _, act = heapq.heappop(self._events)
            act()

    @property
    def left_waiting(self) -> int:
        """How many callers were not served."""
        return sum(map(len, self._queues.values()))

    def _join(self, number: int, process: int) -> None:
        self._queues.setdefault(process, deque()).append(number)
        self._head(process)

    def _leave(self, number: int, process: int) -> None:
        queue = self._queues[process]
        if number in queue:
            first = queue[0] == number
            queue.remove(number)
            self._gone.add(number)
            if first:
                self.window = withdraw(self.window, str(number))
                self._head(process)

    def _head(self, process: int) -> None:
        """Have the first caller of a process ask, unless one does already."""
        queue = self._queues[process]
        if queue and queue[0] not in self._busy:
            self._busy.add(queue[0])
            self._ask(queue[0], process)

    def _ask(self, number: int, process: int) -> None:
        if number in self._gone:
            return
        self.window, answer = reserve(self.window, str(number), self.quota, self.now)
        if isinstance(answer, Reservation):
            self._queues[process].popleft()
            self._start(answer)
            self.served.append(number)
            self._head(process)
        else:
            later = self.now + min(answer, LONGEST_SLEEP) + self.oversleep()
            self.at(later, lambda: self._ask(number, process))

    def _start(self, attempt: Reservation) -> None:
        trip = self.trip()
        began = self.now
        verdict: list[bool] = []
        self.at(began + trip.out, lambda: verdict.append(self._arrive()))
        if trip.crash:
            return
        ends = [] if trip.back is None else [began + trip.out + trip.work + trip.back]
        answered = bool(ends)
        if trip.gives_up is not None and began + trip.gives_up < min(ends, default=float("inf")):
            ends, answered = [began + trip.gives_up], False
        for end in ends:
            self.at(end, lambda: self._finish(attempt, answered, verdict))

    def _arrive(self) -> bool:
        """Whether the server refuses what arrives now; what is refused counts as well."""
        recent = [one for one in self.arrivals[-20:] if self.now - one < self.quota.period]
        self.arrivals.append(self.now)
        refused = len(recent) >= self.quota.limit
        self.refusals += refused
        return refused

    def _finish(self, attempt: Reservation, answered: bool, verdict: list[bool]) -> None:
        refused = answered and verdict[0]
        ended = Ended(answered, refused)
        self.window = finish(self.window, attempt, ended, self.quota, self.now)


def most(arrivals: Iterable[float], period: float) -> int:
    """The most arrivals in any period, the end of which is not part of it."""
    ordered = sorted(arrivals)
    found = start = 0
    for end, moment in enumerate(ordered):
        while moment - ordered[start] >= period:
            start += 1
        found = max(found, end - start + 1)
    return found


def rate(arrivals: Iterable[float]) -> float:
    """Arrivals a second, from the first to the last."""
    ordered = sorted(arrivals)
    return (len(ordered) - 1) / (ordered[-1] - ordered[0])
