"""What round trips show of the network: how fast it can be, and how late an attempt may be."""

from __future__ import annotations

import attrs

# Round trips to measure before anything is concluded from them.
ENOUGH = 10
# How fast the three figures follow a network that changes, per round trip. The fastest must
# creep up slower than the usual grows, or it would overtake the network: see `Network.credit`.
CREEP = 0.01
FOLLOW = 0.05
FORGET = 0.05
# How late an attempt in progress may be, at most and at least, while nothing else is known.
LATEST = 0.5
LEAST_LATE = 0.02


@attrs.frozen
class Network:
    """Round trips to the server, in seconds: how many were measured, and their summary."""

    known: int = 0
    fastest: float = 0.0
    usual: float = 0.0
    slowest: float = 0.0

    def after(self, trip: float) -> Network:
        """The summary after one more round trip."""
        if not self.known:
            return Network(1, trip, trip, trip)
        share = max(1 / (self.known + 1), FOLLOW)
        return Network(
            self.known + 1,
            min(trip, self.fastest + CREEP * (trip - self.fastest)),
            self.usual + share * (trip - self.usual),
            max(trip, self.slowest - FORGET * (self.slowest - trip)),
        )

    @property
    def credit(self) -> float:
        """Seconds before its response by which an attempt has arrived, and another can.

        The fastest way there and the fastest way back take as long as the fastest round trip,
        unless none was fast both ways; so the more they differ, the less of it is relied on.
        Where one of ten round trips in a row is undisturbed, this is never more than that one
        took.
        """
        if self.known < ENOUGH:
            return 0.0
        return max(0.0, self.fastest - (self.usual - self.fastest) / 2)

    def lateness(self, period: float) -> float:
        """Seconds after its start by which an attempt in progress has arrived.

        As late as any known. Where responses come fast, one that does not come is suspicious,
        and to assume that it arrived later costs nothing: its slot would not be free before.
        """
        if self.known < ENOUGH:
            return LATEST
        assumed = min(LATEST, (period - self.fastest) / 2)
        return max(self.slowest - self.fastest, assumed, LEAST_LATE)
