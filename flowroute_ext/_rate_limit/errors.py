"""The errors of a shared rate limit."""

from __future__ import annotations

from .._base.errors import FlowrouteError
from .._base.masking import visible, visible_name


class SharedLimitError(FlowrouteError):
    """The file or the Redis by which a rate limit is shared cannot be used; nothing was sent.

    `where` is its path or its address, `problem` what is wrong with it, `cure` what to do.
    """

    def __init__(self, where: str, problem: str, cure: str) -> None:
        # All are arguments of the exception, so that it pickles and copies.
        super().__init__(where, problem, cure)
        self.where = where
        self.problem = problem
        self.cure = cure

    def __str__(self) -> str:
        reason = f"{visible_name(self.where)} {visible(self.problem)}"
        return f"the rate limit cannot be shared: {reason}. {self.cure}"


class Busy(Exception):
    """A store cannot be used at this moment; `error` is what to raise if that does not pass."""

    def __init__(self, error: SharedLimitError) -> None:
        super().__init__(error)
        self.error = error
