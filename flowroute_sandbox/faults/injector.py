"""The requests that came, counted by operation, and which of them a fault strikes. Not kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from flowroute_sandbox.faults.kinds import REFUSE, Fault, Hit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

UNKNOWN = "unknown"
"""Counts requests for what Flowroute does not have."""


@dataclass(slots=True)
class _Armed:
    fault: Fault
    seen: int = 0
    hits: list[Hit] = field(default_factory=list[Hit])

    @property
    def spent(self) -> bool:
        return len(self.hits) == self.fault.times

    def fits(self, operation: str) -> bool:
        return not self.spent and self.fault.operation in {None, operation}


class Traffic:
    """What one process of a sandbox has seen, in memory; its owner keeps threads apart.

    `operations` are the names that a fault may be armed for.
    """

    def __init__(self, operations: Iterable[str]) -> None:
        self.operations = frozenset(operations)
        self.requests: Counter[str] = Counter()
        self._faults: list[_Armed] = []
        self._armed = 0

    def reset(self) -> None:
        """Forget every request and every fault."""
        self.requests.clear()
        self._faults.clear()
        self._armed = 0

    def clear_faults(self) -> None:
        """Forget every fault, armed or spent."""
        self._faults.clear()

    def arm(self, fault: Fault) -> str:
        """Arm a fault for the requests to come; return the id it gets."""
        self._armed += 1
        named = replace(fault, id=f"fault-{self._armed}")
        self._faults.append(_Armed(named))
        return named.id

    def faults(self) -> tuple[Fault, ...]:
        """Return every fault in the order of arming, the spent ones included."""
        return tuple(
            replace(each.fault, seen=each.seen, hits=tuple(each.hits)) for each in self._faults
        )

    def call(self, operation: str, now: datetime) -> Fault | None:
        """Count a request; return the fault that strikes it.

        Every armed fault that the request fits counts it. Where several are due, the one armed
        first strikes, and the others wait for the next request.
        """
        struck: _Armed | None = None
        for each in self._faults:
            if each.fits(operation):
                each.seen += 1
                if struck is None and each.seen >= each.fault.nth:
                    struck = each
        if struck is not None and struck.fault.name == REFUSE:
            struck.hits.append(Hit(operation, 0, now))
            return struck.fault
        self.requests[operation] += 1
        if struck is None:
            return None
        struck.hits.append(Hit(operation, self.requests[operation], now))
        return struck.fault

    def refusal(self, now: datetime) -> Fault | None:
        """Return the fault by which the next connection is to be refused; that spends it.

        For a server, which has to stop listening before the request is made.
        """
        for each in self._faults:
            due = each.fault.name == REFUSE and each.seen >= each.fault.nth - 1
            if due and not each.spent:
                each.hits.extend([Hit(None, 0, now)] * (each.fault.times - len(each.hits)))
                return each.fault
        return None
