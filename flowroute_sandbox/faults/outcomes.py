"""What a client sees of one request: a response, or how its connection fails.

Faults produce an `Outcome`; a transport, a server or the pytest plugin implements `Executor` and
carries it out with `execute`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol, TypeAlias, TypeVar

from flowroute_sandbox.http.messages import Response

if TYPE_CHECKING:
    from collections.abc import Callable

T_co = TypeVar("T_co", covariant=True)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ConnectionRefused:
    """The connection is refused: the request is never sent."""


@dataclass(frozen=True, slots=True)
class ConnectTimedOut:
    """No connection is made within the client's timeout: the request is never sent."""


@dataclass(frozen=True, slots=True)
class ReadTimedOut:
    """No response comes within the client's timeout."""


@dataclass(frozen=True, slots=True)
class ConnectionDropped:
    """The connection is closed before the response."""


@dataclass(frozen=True, slots=True)
class ConnectionReset:
    """The connection is reset before the response."""


@dataclass(frozen=True, slots=True)
class SlowResponse:
    """The response comes after `seconds`, if the client still waits."""

    response: Response
    seconds: float


@dataclass(frozen=True, slots=True)
class TruncatedResponse:
    """The connection is closed in the middle of the response's body."""

    response: Response

    @property
    def sent(self) -> bytes:
        """The part of the body that is sent."""
        return self.response.body[: len(self.response.body) // 2]


Outcome: TypeAlias = (
    Response
    | ConnectionRefused
    | ConnectTimedOut
    | ReadTimedOut
    | ConnectionDropped
    | ConnectionReset
    | SlowResponse
    | TruncatedResponse
)
"""What a client sees of one request."""


class Executor(Protocol[T_co]):
    """Carries out outcomes: one method for each, all with the same type of result."""

    def respond(self, response: Response, /) -> T_co:
        """Send a response."""
        ...

    def respond_late(self, slow: SlowResponse, /) -> T_co:
        """Send a response after its seconds, unless the client's timeout ends first."""
        ...

    def truncate(self, truncated: TruncatedResponse, /) -> T_co:
        """Send a response up to the middle of its body, then close the connection."""
        ...

    def refuse(self) -> T_co:
        """Refuse the connection."""
        ...

    def connect_timeout(self) -> T_co:
        """Let the client's timeout for connecting end."""
        ...

    def read_timeout(self) -> T_co:
        """Let the client's timeout for the response end."""
        ...

    def drop(self) -> T_co:
        """Close the connection without a response."""
        ...

    def reset(self) -> T_co:
        """Reset the connection without a response."""
        ...


def execute(outcome: Outcome, executor: Executor[T]) -> T:
    """Return what `executor` makes of an outcome."""
    match outcome:
        case Response():
            return executor.respond(outcome)
        case SlowResponse():
            return executor.respond_late(outcome)
        case TruncatedResponse():
            return executor.truncate(outcome)
        case ConnectionRefused():
            return executor.refuse()
        case ConnectTimedOut():
            return executor.connect_timeout()
        case ReadTimedOut():
            return executor.read_timeout()
        case ConnectionDropped():
            return executor.drop()
        case ConnectionReset():
            return executor.reset()


def without_waiting(
    outcome: Outcome, timeout: float | None, advance: Callable[[timedelta], object]
) -> Outcome:
    """Return what a client sees in the end, with the time moved by `advance` instead of waited for.

    A slow response is the response, or a timeout where the client waits for `timeout` seconds or
    less; None waits for ever.
    """
    match outcome:
        case SlowResponse() if timeout is None or timeout > outcome.seconds:
            advance(timedelta(seconds=outcome.seconds))
            return outcome.response
        case SlowResponse():
            advance(timedelta(seconds=timeout or 0))
            return ReadTimedOut()
        case ConnectTimedOut() | ReadTimedOut():
            advance(timedelta(seconds=timeout or 0))
            return outcome
        case _:
            return outcome
