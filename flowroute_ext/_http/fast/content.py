"""The body of a request, which records whether it may have been sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..progress import INFO, SENDING

if TYPE_CHECKING:
    from typing import Self

    from ..progress import Progress


class Content:
    """The body of a request as one piece, which is read once there is a connection.

    That is before the first byte of the request is sent: without the body it is incomplete, and so
    a request whose body was not read was certainly not sent. *progress* notes it, and its check may
    refuse.
    """

    __slots__ = ("_content", "_progress", "given_up")

    def __init__(self, content: bytes, progress: Progress) -> None:
        self._content: bytes | None = content
        self._progress = progress
        self.given_up = False

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> bytes:
        content, self._content = self._content, None
        if content is None:
            raise StopIteration
        self._progress.note(SENDING, INFO)
        # In this order, as giving up sets this flag before it reads the progress.
        if self.given_up:
            raise TimeoutError("the request was given up")
        return content
