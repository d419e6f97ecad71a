"""The registry of scenarios, and the client and sandbox with which each is recorded."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from flowroute_ext import APIError, E911Address

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sized

    from flowroute_ext import Flowroute
    from flowroute_sandbox.sandbox import Sandbox

FROM = "12065550100"
TO = "12065550142"
BODY = "Your table is ready."
HOOK = "https://example.com/flowroute"

PLACE = {
    "label": "Head office",
    "first_name": "Jane",
    "last_name": "Doe",
    "street_number": "100",
    "street_name": "Main Street",
    "city": "Seattle",
    "state": "WA",
    "zip": "98104",
}


@dataclass
class ScenarioContext:
    """The client and the sandbox of one scenario while it is recorded."""

    flowroute: Flowroute
    sandbox: Sandbox
    recorded: Sized
    parameters: dict[str, str]
    unrecorded: set[int] = field(default_factory=set[int])

    @contextmanager
    def unrecorded_requests(self) -> Generator[None, None, None]:
        """Leave the requests of the ``with`` block out of the cassette."""
        before = len(self.recorded)
        try:
            yield
        finally:
            self.unrecorded |= set(range(before, len(self.recorded)))

    @contextmanager
    def refused(self, kind: type[APIError]) -> Generator[None, None, None]:
        """Expect this error; otherwise the scenario is not recorded."""
        try:
            yield
        except kind:
            return
        raise AssertionError(f"{kind.__name__} was expected")

    def add_numbers(self, *numbers: str) -> None:
        """Add numbers to the account, by default the one that messages are sent from."""
        for number in numbers or (FROM,):
            self.sandbox.seed_number(number)


@dataclass(frozen=True)
class Scenario:
    """A scenario: its name, its description, its parameters, and its requests."""

    name: str
    description: str
    parameters: dict[str, str]
    run: Callable[[ScenarioContext], None]
    settings: dict[str, Any]


SCENARIOS: dict[str, Scenario] = {}


def scenario(
    name: str, parameters: dict[str, str] | None = None, **settings: Any
) -> Callable[[Callable[[ScenarioContext], None]], Callable[[ScenarioContext], None]]:
    """Register a function as a scenario; its docstring is the description.

    `settings` are those of the scenario's client (`access_key`, `messages_version`) and of
    the sandbox (`rate_limit`).
    """

    def register(run: Callable[[ScenarioContext], None]) -> Callable[[ScenarioContext], None]:
        description = " ".join((run.__doc__ or "").split())
        SCENARIOS[name] = Scenario(name, description, parameters or {}, run, settings)
        return run

    return register


def address(**changes: str) -> E911Address:
    """Return the address of the scenarios, with some fields changed."""
    return E911Address(**{**PLACE, **changes})
