"""One call to Flowroute, and what comes of it, in no HTTP library's terms."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

Broken: TypeAlias = Literal["refused", "reset", "connect-timeout", "read-timeout", "lost-response"]
"""The ways in which a connection fails, so that no answer comes at all."""


@dataclass(frozen=True, slots=True)
class Call:
    """What a client sent. The names of headers are in lower case.

    `timeout` is how many seconds it waits for the answer; None is for ever.
    """

    method: str
    url: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    timeout: float | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the client gets; where `cut` is set, the connection ends in the midst of the body."""

    status: int
    reason: str
    headers: tuple[tuple[str, str], ...] = field(repr=False)
    body: bytes = field(repr=False)
    cut: bool = False

    @property
    def received(self) -> bytes:
        """The part of the body that comes through."""
        return self.body[: len(self.body) // 2] if self.cut else self.body


Outcome: TypeAlias = "Answer | Broken"
