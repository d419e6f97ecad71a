"""The lines of a file of text, and what is wrong with one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._base.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import TextIO

Numbered = tuple[int, "Mapping[str, object] | Problem"]

# Characters. The text of an MMS, of which each may be escaped, fits; a file without line breaks
# is not read into memory.
LONGEST_LINE = 8 * 1024 * 1024


class UnreadableError(Exception):
    """A line has no row; with `fatal`, nothing after it can be read either."""

    def __init__(self, problem: Problem, *, fatal: bool = False) -> None:
        super().__init__(problem)
        self.problem = problem
        self.fatal = fatal


class Lines:
    """The lines of a file, each with its line break; `number` is that of the last one.

    Iterating raises `UnreadableError` for a line that is not text; the next can still be read.
    """

    def __init__(self, file: TextIO) -> None:
        self.number = 0
        self._file = file

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        try:
            line = self._file.readline(LONGEST_LINE)
        except UnicodeError:
            self.number += 1
            wrong = line_problem(
                f"must be in {self._file.encoding}", "save the file again, as UTF-8"
            )
            raise UnreadableError(wrong, fatal=True) from None
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) == LONGEST_LINE and not line.endswith(("\n", "\r")):
            self._skip()
            rule = f"must have {LONGEST_LINE:,} characters at most"
            raise UnreadableError(line_problem(rule, "put each row on a line", "more than that"))
        if not line.isascii() and not _is_text(line):
            cure = "save the file as UTF-8"
            raise UnreadableError(line_problem("must be in UTF-8", cure), fatal=True)
        if "\0" in line:
            cure = "save the file as UTF-8, or remove them"
            raise UnreadableError(line_problem("must not have NUL characters", cure))
        return line

    def _skip(self) -> None:
        while rest := self._file.readline(LONGEST_LINE):
            if rest.endswith(("\n", "\r")):
                return


def line_problem(rule: str, cure: str, value: str = "something else") -> Problem:
    """A problem of a whole line."""
    return Problem(field="the line", value=value, rule=rule, cure=cure)


def _is_text(line: str) -> bool:
    try:
        line.encode()
    except UnicodeEncodeError:
        return False
    return True
