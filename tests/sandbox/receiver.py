"""An application that webhooks are posted to, without a network."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from flowroute_sandbox.inventory.inventory import Inventory
from flowroute_sandbox.sandbox import Sandbox
from flowroute_sandbox.state.clock import FrozenClock
from sandbox.caller import Caller
from sandbox.conftest import NOW
from sandbox.samples import OWN

HOOK = "https://example.com/hook"


@dataclass
class Receiver:
    """Keeps what is posted, and returns these outcomes one by one, then 200."""

    outcomes: list[int | Exception] = field(default_factory=list)
    posted: list[tuple[str, Any]] = field(default_factory=list)
    headers: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, url: str, body: bytes, headers: Mapping[str, str]) -> int:
        self.posted.append((url, json.loads(body)))
        self.headers = headers
        outcome = self.outcomes.pop(0) if self.outcomes else 200
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    @property
    def urls(self) -> list[str]:
        return [url for url, _ in self.posted]

    @property
    def documents(self) -> list[Any]:
        return [document for _, document in self.posted]


def outcomes(attempts: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """The results of attempts listed by `webhooks()`, with times as minutes and seconds."""
    return [
        (one["level"], one["attempt"], one["due"][14:19], one["status"] or one["error"])
        for one in attempts
    ]


def posting(
    inventory: Inventory, post: Callable[..., Any] | None, *, store: Any = None, later: float = 0
) -> Caller:
    """A sandbox that posts like this, opened so many seconds later, with a number on it."""
    clock = FrozenClock(NOW + timedelta(seconds=later))
    sandbox = Sandbox(inventory=inventory, clock=clock, post=post, store=store)
    if OWN not in sandbox.account.numbers:
        sandbox.seed_number(OWN)
    return Caller(sandbox)


def subscribe(api: Caller, kind: str = "sms_dlr", url: str = HOOK, version: str = "v2.1") -> None:
    """Let the account's webhooks of a kind go to an address."""
    assert api.put(f"/{version}/messages/{kind}_callback", {"callback_url": url})[0] == 204
