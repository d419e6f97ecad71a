"""The errors of a test whose requests have no recorded response, or would reach Flowroute."""

from __future__ import annotations

from typing import NoReturn


class UnmatchedRequest(AssertionError):
    """No recorded request matches the one that was sent."""


class LiveRequestBlocked(AssertionError):
    """A request would have reached Flowroute itself, from a test that must not do that."""

    def __reduce__(self) -> tuple[type[AssertionError], tuple[object, ...]]:
        """Return what is pickled: in a process that a test has started, an `AssertionError`.

        The process that it is sent to lacks the name that this package has there.
        """
        known = __name__.startswith("pytest_flowroute.")
        return (LiveRequestBlocked if known else AssertionError), self.args


def raise_unmatched(message: str) -> NoReturn:
    """Raise `UnmatchedRequest` from a frame without local variables that hold private data."""
    raise UnmatchedRequest(message)


def raise_blocked(message: str) -> NoReturn:
    """Raise `LiveRequestBlocked` from a frame without local variables that hold private data."""
    raise LiveRequestBlocked(message)
