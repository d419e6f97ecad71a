"""The requests of a run that are in flight; none leaves after the run was interrupted."""

from __future__ import annotations

from .._base.errors import CallFailed

# The id of a row, and the number of its attempt.
Attempted = tuple[int, int]


class Withheld(CallFailed):
    """The run was interrupted before the request left.

    With `forgotten`, the interruption did not wait for the caller, and the run may have ended.
    """

    def __init__(self, *, forgotten: bool = False) -> None:
        super().__init__(
            "the run was interrupted before it left",
            operation="send_a_message",
            method="POST",
            path="/messages",
        )
        self.forgotten = forgotten


class InFlight:
    """The attempts of a run whose requests wait to be sent, or are in flight.

    It needs no lock, which a handler of a signal could leave taken: a row belongs to the
    thread that removes it from those that wait, which is one operation.
    """

    def __init__(self) -> None:
        # Attempts of which the request may have left, and no outcome was written.
        self.in_progress: set[Attempted] = set()
        self._waiting: dict[Attempted, bool] = {}
        self._closed = False

    def enter(self, attempt: Attempted) -> bool:
        """Begin to wait for a permit; False after `close`."""
        self._waiting[attempt] = True
        # One that was removed by close() raises in admit().
        return not (self._closed and self._waiting.pop(attempt, False))

    def admit(self, attempt: Attempted) -> None:
        """Let the request of *attempt* leave; raises `Withheld` after `close`."""
        if attempt in self.in_progress:  # another try, after one that certainly was not accepted
            if self._closed:
                self.in_progress.discard(attempt)
                raise Withheld
            return
        # In this order, so that it is never in neither of the two.
        self.in_progress.add(attempt)
        if not self._waiting.pop(attempt, False):
            self.in_progress.discard(attempt)
            raise Withheld(forgotten=True)

    def left_early(self, attempt: Attempted) -> bool:
        """Whether the caller, which failed, was waiting, and was not waited for by `close`."""
        return attempt not in self.in_progress and not self._waiting.pop(attempt, False)

    def done(self, attempt: Attempted) -> None:
        """Forget an attempt, whose outcome was written."""
        self.in_progress.discard(attempt)
        self._waiting.pop(attempt, None)

    def close(self) -> int:
        """Let nothing leave any more; how many callers wait, which need not be waited for."""
        self._closed = True
        forgotten = 0
        while self._waiting:
            try:
                self._waiting.popitem()
            except KeyError:  # the last one was just admitted
                continue
            forgotten += 1
        return forgotten
