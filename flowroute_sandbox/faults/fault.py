"""One fault: its name and the requests it hits."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from flowroute_sandbox.faults.kinds import KINDS
from flowroute_sandbox.http.errors import Refused
from flowroute_sandbox.http.messages import Response

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from flowroute_sandbox.faults.outcomes import Outcome

_NO_RESPONSE = Response(204)


@dataclass(frozen=True, slots=True)
class FaultHit:
    """A request that a fault hit: the `number`th of its operation, and when it came.

    A request that was refused a connection never came: its `number` is 0, and a server that
    refuses connections does not know the `operation`.
    """

    operation: str | None
    number: int
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """An injected failure: what it is called, and which requests it hits.

    `name` is one of `KINDS`. Requests are counted from 1, all of them or those of one
    `operation`. A fault hits the `nth` and the following ones, `times` in all; with a `chance`
    from 0 to 1 it hits that share of them instead, the same ones for the same `seed`.

    `seconds` is the delay of a slow response, the Retry-After of a 429 or 503, and how long a
    server refuses connections. `id`, `seen` and `hits` are set once a fault is armed: the number
    of requests counted since then, and those that it hit, of many the newest thousand.
    """

    name: str
    operation: str | None = None
    nth: int = 1
    times: int = 1
    seconds: float | None = None
    chance: float | None = None
    seed: int = 0
    id: str = ""
    seen: int = 0
    hits: tuple[FaultHit, ...] = ()

    def __str__(self) -> str:
        """Return the fault in the text form, which `parse` reads: ``429 @3 x2``."""
        words = [self.name]
        if self.nth > 1:
            words.append(f"@{self.nth}")
        if self.chance is not None:
            words.append(f"{self.chance * 100:.12g}%")
            if self.seed:
                words.append(f"seed={self.seed}")
        elif self.times > 1:
            words.append(f"x{self.times}")
        return " ".join(words)

    @property
    def accepted(self) -> bool:
        """Whether a request that it hits is carried out nevertheless."""
        return KINDS[self.name].accepted

    def is_due(self, number: int, hits: int) -> bool:
        """Return whether it hits the `number`th request, after it has hit so many."""
        if number < self.nth:
            return False
        if self.chance is None:
            return hits < self.times
        drawn = blake2b(f"{self.seed} {number}".encode(), digest_size=8).digest()
        return int.from_bytes(drawn, "big") < self.chance * 2**64

    def apply(self, respond: Callable[[], Response], error_id: Callable[[], str]) -> Outcome:
        """Return what the client sees of a request that this fault hits.

        `respond` is called for the response if the request is accepted, and `error_id` for
        the id of an error document.
        """
        kind = KINDS[self.name]
        response = respond() if kind.accepted else _NO_RESPONSE
        try:
            return kind.outcome(response, self.seconds)
        except Refused as refused:
            return refused.response(error_id())
