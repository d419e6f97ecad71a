"""The limits of a request: how large its body is, and how long it takes to come."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Any, Final

import attrs

from .._base.clock import Clock
from .._base.errors import ConfigurationError
from .._base.problems import given
from .refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import Protocol

    class Stream(Protocol):
        """``wsgi.input``."""

        def read(self, size: int, /) -> bytes: ...


# An SMS has less than 2 kB around its text; each attachment of an MMS adds a signed URL of about 1.
DEFAULT_MAX_BODY: Final = 262_144
DEFAULT_BODY_TIMEOUT: Final = 10.0
LARGEST_BODY: Final = 2**31
BLOCK: Final = 4096
LENGTH: Final = re.compile("[0-9]{1,12}")


@attrs.frozen
class Limits:
    """How many bytes a body may have, and in how many seconds all of it has to be there."""

    max_body: int = DEFAULT_MAX_BODY
    body_timeout: float = DEFAULT_BODY_TIMEOUT

    def __attrs_post_init__(self) -> None:
        """Raise `ConfigurationError` for what is no limit."""
        size, seconds = self.max_body, self.body_timeout
        if not _is_number(size, int) or not 0 < size <= LARGEST_BODY:
            raise ConfigurationError(
                f"max_body={given(size)} is not a size: give bytes from 1 to {LARGEST_BODY:,}"
            )
        if not _is_number(seconds, int | float) or not 0 < seconds < float("inf"):
            raise ConfigurationError(
                f"body_timeout={given(seconds)} is not a time to wait: give seconds above 0"
            )


class Body:
    """The body of one request as it comes; `Refused` is raised where it is beyond the *limits*.

    *declared* is the value of Content-Length, or None without one: then the body may be sent in
    chunks, and is counted all the same. A body is refused before it is read if it is declared too
    large, and afterwards if its length is not the declared one.
    """

    def __init__(self, limits: Limits, declared: str | None, clock: Clock | None = None) -> None:
        self._limits = limits
        self._clock = clock or Clock()
        self._until = self._clock.monotonic() + limits.body_timeout
        self._blocks: list[bytes] = []
        self._size = 0
        self._declared: int | None = None
        if declared is not None:
            if not LENGTH.fullmatch(declared.strip()):
                raise Refused("its Content-Length is no number")
            self._declared = int(declared)
            self._check_size(self._declared)

    def left(self) -> float:
        """Return the seconds that are left for the rest."""
        return self._until - self._clock.monotonic()

    def add(self, block: bytes) -> None:
        """Add the next *block*."""
        if self.left() < 0:
            raise Refused("its body took too long")
        self._size += len(block)
        self._check_size(self._size)
        self._blocks.append(block)

    def whole(self) -> bytes:
        """Return the body, all of which was added."""
        if self._declared not in (None, self._size):
            raise Refused("its body has another length than its Content-Length")
        return b"".join(self._blocks)

    async def read_asgi(self, receive: Callable[[], Awaitable[Any]]) -> bytes:
        """Return the body that the messages of an ASGI server have."""
        while True:
            try:
                message = await asyncio.wait_for(receive(), max(0.0, self.left()))
            except TimeoutError:
                raise Refused("its body took too long") from None
            if message["type"] != "http.request":
                raise Refused("it was broken off")
            self.add(message.get("body") or b"")
            if not message.get("more_body"):
                return self.whole()

    def read_wsgi(self, stream: Stream, *, ends: bool) -> bytes:
        """Return the body that a WSGI server has.

        *ends* where the server marks the end of a body that has no length
        (``wsgi.input_terminated``). The time is checked between two blocks: how long one may take
        is a setting of the server.
        """
        if self._declared is None and not ends:
            return self.whole()
        while self._declared is None or self._size < self._declared:
            left = BLOCK if self._declared is None else self._declared - self._size
            try:
                block = stream.read(min(BLOCK, left))
            except Exception:
                # Each server has errors of its own for a connection that is lost.
                raise Refused("its body could not be read") from None
            if not block:
                break
            self.add(block)
        return self.whole()

    def _check_size(self, size: int) -> None:
        if size > self._limits.max_body:
            raise Refused(f"its body has more than {self._limits.max_body:,} bytes")


def _is_number(value: object, kinds: Any) -> bool:
    return isinstance(value, kinds) and not isinstance(value, bool)
