"""Requests of engines that no tool can patch, handed to test tools before they are sent.

A tool for tests patches an HTTP library where it is written in Python. Others ask here.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

NoResponse: TypeAlias = Literal[
    "refused", "connect-timeout", "reset", "read-timeout", "lost-response"
]
"""Why there is no response; nothing was sent in the first two cases."""


class OutgoingRequest(NamedTuple):
    """A request that is about to be sent; names of headers are in lower case."""

    method: str
    url: str
    headers: dict[str, str]
    body: bytes
    timeout: float | None
    """Seconds that are left for the response; None is without a limit."""


class GivenResponse(NamedTuple):
    """A response that no server has sent; *cut*: the connection breaks within its body."""

    status: int
    headers: Sequence[tuple[str, str]]
    body: bytes
    cut: bool = False


Outcome: TypeAlias = GivenResponse | NoResponse
_Respond: TypeAlias = "Callable[[OutgoingRequest], Outcome | None]"

interceptors: list[_Respond] = []


@contextmanager
def intercepted(respond: _Respond) -> Generator[None, None, None]:
    """Have *respond* decide on each request within the block; None sends it, and it may raise."""
    interceptors.append(respond)
    try:
        yield
    finally:
        interceptors.remove(respond)


def outcome_of(request: OutgoingRequest) -> Outcome | None:
    """Return the outcome of *request*; None if it is to be sent."""
    for respond in reversed(interceptors):
        outcome = respond(request)
        if outcome is not None:
            return outcome
    return None
