"""Which requests are hit by which fault, and the number of requests by operation. In memory."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from flowroute_sandbox.faults.fault import Fault, FaultHit
from flowroute_sandbox.faults.kinds import REFUSE
from flowroute_sandbox.http.router import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


KEPT = 1_000
"""How many hits of a fault are remembered, the newest."""


@dataclass(slots=True)
class _Armed:
    fault: Fault
    seen: int = 0
    count: int = 0
    hits: deque[FaultHit] = field(default_factory=lambda: deque(maxlen=KEPT))

    def hit(self, hit: FaultHit, times: int = 1) -> None:
        """Count and remember so many equal hits."""
        self.count += times
        self.hits.extend([hit] * min(times, KEPT))

    def fits(self, operation: str) -> bool:
        """Return whether it counts a request of this operation, and has hits left."""
        spent = self.fault.chance is None and self.count >= self.fault.times
        return not spent and self.fault.operation in {None, operation}

    def is_due(self, number: int) -> bool:
        return self.fault.is_due(number, self.count)


class FaultInjector:
    """Counts requests, and decides which of them are hit by a fault; not thread-safe.

    `operations` are the names that a fault may be armed for.
    """

    def __init__(self, faults: Iterable[Fault] = (), operations: Iterable[str] = ()) -> None:
        self.operations = frozenset(operations)
        self.requests: Counter[str] = Counter()
        self._faults: list[_Armed] = []
        self._armed = 0
        for fault in faults:
            self.arm(fault)

    def reset(self) -> None:
        """Forget every request and every fault."""
        self.requests.clear()
        self._faults.clear()
        self._armed = 0

    def clear(self) -> None:
        """Forget every fault, armed or spent."""
        self._faults.clear()

    def arm(self, fault: Fault) -> str:
        """Arm a fault for the requests to come, and return its new id."""
        self._armed += 1
        fault_id = f"fault-{self._armed}"
        self._faults.append(_Armed(replace(fault, id=fault_id, seen=0, hits=())))
        return fault_id

    def faults(self) -> tuple[Fault, ...]:
        """Return every fault in the order of arming, with what it has seen and hit so far."""
        return tuple(
            replace(armed.fault, seen=armed.seen, hits=tuple(armed.hits)) for armed in self._faults
        )

    @property
    def armed(self) -> bool:
        """Whether there is any fault, spent or not."""
        return bool(self._faults)

    @property
    def missed(self) -> tuple[Fault, ...]:
        """The faults that have hit nothing, those with a chance left out."""
        return tuple(fault for fault in self.faults() if fault.chance is None and not fault.hits)

    def next(self, operation: str = UNKNOWN, at: datetime | None = None) -> Fault | None:
        """Count the next request, and return the fault that hits it, if one does.

        Every armed fault that the request fits counts it. Where several are due, the one armed
        first hits, and the others wait for the next request.
        """
        hit: _Armed | None = None
        for armed in self._faults:
            if armed.fits(operation):
                armed.seen += 1
                if hit is None and armed.is_due(armed.seen):
                    hit = armed
        if hit is not None and hit.fault.name == REFUSE:
            hit.hit(FaultHit(operation, 0, at))
            return hit.fault
        self.requests[operation] += 1
        if hit is None:
            return None
        hit.hit(FaultHit(operation, self.requests[operation], at))
        return hit.fault

    def take_refusal(self, at: datetime | None = None) -> float | None:
        """Return for how many seconds a server is to refuse connections now, if a fault says so.

        A server has to stop listening before the request is made, so it asks after every one. The
        fault counts as having hit all its `times`.
        """
        for armed in self._faults:
            fault = armed.fault
            if (
                fault.name == REFUSE
                and armed.fits(fault.operation or "")
                and armed.is_due(armed.seen + 1)
            ):
                left = 1 if fault.chance is not None else fault.times - armed.count
                armed.hit(FaultHit(None, 0, at), left)
                if fault.chance is not None:
                    armed.seen += 1
                return (fault.seconds or 0) * fault.times
        return None
