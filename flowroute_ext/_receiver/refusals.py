"""The one answer to every request that is not taken."""

from __future__ import annotations

from typing import Final

# The same bytes whatever the reason is, as an answer must not show which guess was nearer.
STATUS: Final = 404
BODY: Final = b"Not Found"
HEADERS: Final = (("content-type", "text/plain; charset=utf-8"), ("content-length", str(len(BODY))))


class Refused(Exception):
    """A request that is not taken. *reason* is for the log of its owner, never for an answer.

    It continues "a request was refused: ", and has nothing of the request in it.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
