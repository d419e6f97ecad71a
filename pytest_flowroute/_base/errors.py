"""What a test is told when it does something that no cassette foresees."""

from __future__ import annotations

from typing import NoReturn


class UnmatchedRequest(AssertionError):
    """No recorded request is like the one that was sent."""


class LiveRequestBlocked(AssertionError):
    """A request was on its way to Flowroute itself, from a test that must not do that."""


def refuse(message: str) -> NoReturn:
    """Raise `UnmatchedRequest` from a frame that holds nothing that must not be shown."""
    raise UnmatchedRequest(message)


def stop(message: str) -> NoReturn:
    """Raise `LiveRequestBlocked` from a frame that holds nothing that must not be shown."""
    raise LiveRequestBlocked(message)
