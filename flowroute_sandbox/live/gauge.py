"""How close to Flowroute's rate limits an application is, and what they refused."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from flowroute_sandbox.state.limits import MMS_PER_SECOND, SMS_PER_SECOND, WINDOW

if TYPE_CHECKING:
    from datetime import datetime

LIMITS = {"sms": SMS_PER_SECOND, "mms": MMS_PER_SECOND}
_KEPT = 1_000  # moments of one endpoint: no more are counted in a second


class RateGauge:
    """The attempts at sending within the last second, by endpoint, whether limits apply or not."""

    def __init__(self) -> None:
        self._recent: dict[str, deque[float]] = {}
        self._total: dict[str, int] = {}
        self._refused: dict[str, int] = {}

    def clear(self) -> None:
        """Forget everything."""
        self._recent.clear()
        self._total.clear()
        self._refused.clear()

    def note(self, endpoint: str, now: datetime) -> None:
        """Count an attempt at an endpoint, such as "v2.2 sms"."""
        moment = now.timestamp()
        recent = self._recent.get(endpoint)
        if recent is None:
            recent = self._recent[endpoint] = deque(maxlen=_KEPT)
        while recent and moment - recent[0] >= WINDOW:
            recent.popleft()
        recent.append(moment)
        self._total[endpoint] = self._total.get(endpoint, 0) + 1

    def refuse(self, endpoint: str) -> None:
        """Count an attempt as refused by the limit."""
        self._refused[endpoint] = self._refused.get(endpoint, 0) + 1

    def shown(self, now: datetime) -> list[dict[str, object]]:
        """Return, for each endpoint that was used: limit, last_second, total and refused."""
        moment = now.timestamp()
        return [
            {
                "endpoint": endpoint,
                "limit": LIMITS[endpoint.rpartition(" ")[2]],
                "last_second": sum(moment - past < WINDOW for past in recent),
                "total": self._total.get(endpoint, 0),
                "refused": self._refused.get(endpoint, 0),
            }
            for endpoint, recent in sorted(self._recent.items())
        ]
