"""What an SDK is, to compare it: how it is imported, and how it does each piece of work."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Any, NamedTuple

FROM, TO, TEXT = "12065550142", "12065550100", "Your table is ready."
CREDENTIALS = ("key", "secret")
# The number that each of them gets.
NUMBER = "12065550100"
Tasks = AsyncIterator[Callable[[], Awaitable[object]]]


class Work(NamedTuple):
    """Each piece of work of a client, and what it returns of the response."""

    get: Callable[[], object]
    post: Callable[[], object]
    page: Callable[[], list[Any]]
    """One field of each of 200 values."""


class Peer(NamedTuple):
    """An SDK, or an HTTP library by itself."""

    distribution: str
    engine: str
    """The HTTP library, as the table names it."""
    statement: str
    """What imports it."""
    work: Callable[[str], Work] | None
    tasks: Callable[[str], AbstractAsyncContextManager[Callable[[], Awaitable[object]]]] | None
    got: tuple[object, object, object]
    """What a GET and a POST return, and the last one of the page."""
    requests: int = 1
    """How many of them 200 rows take, by what the SDK allows for a page."""
    hidden: tuple[str, ...] = ()
    """Packages that are installed for others, and are not to be found by this one."""
