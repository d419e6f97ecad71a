"""One HTTP request, and its response or failure, independent of the HTTP library."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

Failure: TypeAlias = Literal["refused", "reset", "connect-timeout", "read-timeout", "lost-response"]
"""The ways in which a connection fails, so that there is no response."""


@dataclass(frozen=True, slots=True)
class HTTPRequest:
    """A request as a client sends it. The names of headers are in lower case.

    `timeout` is in seconds; None is without a limit.
    """

    method: str
    url: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    timeout: float | None = None


@dataclass(frozen=True, slots=True)
class HTTPResponse:
    """The response for the client; with `cut` the connection closes in the middle of the body."""

    status: int
    reason: str
    headers: tuple[tuple[str, str], ...] = field(repr=False)
    body: bytes = field(repr=False)
    cut: bool = False

    @property
    def received(self) -> bytes:
        """The part of the body that the client receives."""
        return self.body[: len(self.body) // 2] if self.cut else self.body


Outcome: TypeAlias = "HTTPResponse | Failure"


def as_sent(text: str) -> bytes:
    """Return a line of a head as a server sends it: in Latin-1, and in UTF-8 if it has others."""
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
