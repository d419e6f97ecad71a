"""The base of the errors of a file that cannot be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._base.errors import FlowrouteError
from .._base.masking import visible, visible_name

if TYPE_CHECKING:
    from pathlib import Path


class StorageError(FlowrouteError):
    """A file cannot be used; nothing in it was lost.

    `path` is the file, `problem` says what is wrong with it, and `cure` what to do.
    """

    def __init__(self, path: Path, problem: str, cure: str) -> None:
        # All are arguments of the exception, so that it pickles and copies.
        super().__init__(path, problem, cure)
        self.path = path
        self.problem = problem
        self.cure = cure

    def __str__(self) -> str:
        return f"{visible_name(self.path)} {visible(self.problem)}. {self.cure}"
