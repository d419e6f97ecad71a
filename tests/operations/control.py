"""Controlling a served sandbox, and reading its account without the client."""

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
    """The control API of a served sandbox, and a view of its account."""

    def __init__(self, served: Served) -> None:
        self._served = served
        self.url = served.url

    def __call__(self, method: str, path: str, body: object = None) -> Any:
        """Return the document of the response, which must be a success."""
        status, document = self._served.json(method, path, body)
        assert 200 <= status < 300, (status, document)
        return document

    def reset(self) -> None:
        """Make the account as new, with its time."""
        self("POST", "/_sandbox/reset")

    def own(self, number: str, **facts: object) -> str:
        """Add a number to the account."""
        self("POST", "/_sandbox/numbers", {"number": number, **facts})
        return number

    def advance(self, seconds: float) -> None:
        """Move the time forward."""
        self("POST", "/_sandbox/clock/advance", {"seconds": seconds})

    def set_balance(self, dollars: float) -> None:
        """Set the balance of the account."""
        self("PATCH", "/_sandbox/settings", {"balance": dollars})

    def approve(self, cnam_id: str) -> None:
        """Approve a CNAM record."""
        self("POST", f"/_sandbox/cnams/{cnam_id}/approve")

    def receive(self, **message: object) -> str:
        """Deliver a message to a number of the account; return its id."""
        return str(self("POST", "/_sandbox/messages/receive", message)["id"])

    @property
    def now(self) -> datetime:
        """The sandbox's time, cut to the precision of message records."""
        now = datetime.fromisoformat(self.state["now"])
        return now.replace(microsecond=now.microsecond // 10_000 * 10_000)

    @property
    def balance(self) -> float:
        """The money on the account, in US dollars."""
        return float(self.state["balance"])

    @property
    def state(self) -> dict[str, Any]:
        """The time, the balance, and the count of each resource."""
        state: dict[str, Any] = self("GET", "/_sandbox/state")
        return state

    def everything(self) -> dict[str, Any]:
        """All data of the account, except the time."""
        numbers = [row["id"] for row in self("GET", "/v2/numbers?limit=200")["data"]]
        lists = ("/v2/routes?limit=200", "/v2/e911s?limit=200", "/v2/cnams?limit=200")
        everything = {path: self("GET", path)["data"] for path in lists}
        everything |= {number: self("GET", f"/v2/numbers/{number}") for number in numbers}
        return everything | {"state": self.state | {"now": None}}
