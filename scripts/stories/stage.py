"""What a story is told with: a Flowroute to talk to, and a sandbox to arrange things in."""

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
class Stage:
    """One telling of one story."""

    flowroute: Flowroute
    sandbox: Sandbox
    recorded: Sized
    parameters: dict[str, str]
    unrecorded: set[int] = field(default_factory=set[int])

    @contextmanager
    def behind_the_scenes(self) -> Generator[None, None, None]:
        """Leave what happens inside out of the cassette."""
        before = len(self.recorded)
        try:
            yield
        finally:
            self.unrecorded |= set(range(before, len(self.recorded)))

    @contextmanager
    def refused(self, kind: type[APIError]) -> Generator[None, None, None]:
        """Expect this error; a story that has come out differently is not recorded."""
        try:
            yield
        except kind:
            return
        raise AssertionError(f"{kind.__name__} was expected")

    def own(self, *numbers: str) -> None:
        """Put numbers on the account; without any, the one that messages are sent from."""
        for number in numbers or (FROM,):
            self.sandbox.seed_number(number)


@dataclass(frozen=True)
class Telling:
    """A story, the file it goes to, and the values in it that a test may replace."""

    name: str
    description: str
    parameters: dict[str, str]
    tell: Callable[[Stage], None]
    settings: dict[str, Any]


TELLINGS: dict[str, Telling] = {}


def story(
    name: str, parameters: dict[str, str] | None = None, **settings: Any
) -> Callable[[Callable[[Stage], None]], Callable[[Stage], None]]:
    """Register a function as the story of a cassette; its docstring is the first line.

    `settings` are those of the story's Flowroute client (`access_key`, `messages_version`) and of
    the sandbox (`rate_limit`).
    """

    def register(tell: Callable[[Stage], None]) -> Callable[[Stage], None]:
        description = " ".join((tell.__doc__ or "").split())
        TELLINGS[name] = Telling(name, description, parameters or {}, tell, settings)
        return tell

    return register


def address(**changes: str) -> E911Address:
    """Return the address of the stories, with some fields changed."""
    return E911Address(**{**PLACE, **changes})
