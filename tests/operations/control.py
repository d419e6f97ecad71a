"""What a test does in Flowroute's place, and what it knows of the account without the client."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sandbox_serving.served import Served


@contextmanager
def serving(*options: object) -> Iterator[Served]:
    """A sandbox in a process of its own, which does not outlive the block."""
    served = Served("-m", "flowroute_ext.cli", "sandbox", "--port", 0, *options)
    try:
        yield served
    finally:
        served.clean_up()


class Control:
    """The control API of a served sandbox, and a look at its account."""

    def __init__(self, served: Served) -> None:
        self._served = served
        self.url = served.url

    def __call__(self, method: str, path: str, body: object = None) -> Any:
        """The document of the answer, which must be a success."""
        status, document = self._served.json(method, path, body)
        assert 200 <= status < 300, (status, document)
        return document

    def reset(self) -> None:
        """Make the account as new, the time included."""
        self("POST", "/_sandbox/reset")

    def own(self, number: str, **facts: object) -> str:
        """Put a number on the account."""
        self("POST", "/_sandbox/numbers", {"number": number, **facts})
        return number

    def advance(self, seconds: float) -> None:
        """Move the time forward."""
        self("POST", "/_sandbox/clock/advance", {"seconds": seconds})

    def set_balance(self, dollars: float) -> None:
        """Set the money on the account."""
        self("PATCH", "/_sandbox/settings", {"balance": dollars})

    def approve(self, cnam_id: str) -> None:
        """Approve a CNAM record."""
        self("POST", f"/_sandbox/cnams/{cnam_id}/approve")

    def receive(self, **message: object) -> str:
        """Let a number of the account get a message; the id of that."""
        return str(self("POST", "/_sandbox/messages/receive", message)["id"])

    @property
    def now(self) -> datetime:
        """The sandbox's time, cut to what message records show of it."""
        now = datetime.fromisoformat(self.state["now"])
        return now.replace(microsecond=now.microsecond // 10_000 * 10_000)

    @property
    def balance(self) -> float:
        """The money on the account, in US dollars."""
        return float(self.state["balance"])

    @property
    def state(self) -> dict[str, Any]:
        """The time, the money, and how many there are of each thing."""
        state: dict[str, Any] = self("GET", "/_sandbox/state")
        return state

    def everything(self) -> dict[str, Any]:
        """All that the account is, but for the time."""
        numbers = [row["id"] for row in self("GET", "/v2/numbers?limit=200")["data"]]
        lists = ("/v2/routes?limit=200", "/v2/e911s?limit=200", "/v2/cnams?limit=200")
        everything = {path: self("GET", path)["data"] for path in lists}
        everything |= {number: self("GET", f"/v2/numbers/{number}") for number in numbers}
        return everything | {"state": self.state | {"now": None}}
