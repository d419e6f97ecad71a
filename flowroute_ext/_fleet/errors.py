"""The errors of a fleet: of its file, its plan, its journal, and of a step that failed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from .._base.errors import FlowrouteError
from .._base.masking import mask_text
from .._base.problems import InvalidValue, Problem
from .._storage.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .plans import ApplyReport


class JournalError(StorageError):
    """The journal of a fleet cannot be used; nothing in it was lost.

    `path` is the file, `problem` says what is wrong with it, and `cure` what to do.
    """


class PlanChanged(FlowrouteError):
    """A saved plan does not fit any more; nothing was sent.

    `differences` has what is different, each a sentence, with numbers masked.
    """

    def __init__(self, differences: Iterable[str]) -> None:
        masked = tuple(map(mask_text, differences))
        super().__init__(masked)
        self.differences = masked

    def __str__(self) -> str:
        lines = ["The plan does not fit any more, and nothing was sent; make a new one:"]
        return "\n".join([*lines, *(f"- {difference}" for difference in self.differences)])


class PlanBlocked(FlowrouteError):
    """The fleet cannot be applied as it is described; nothing was sent.

    `blocked` has the reasons, each a sentence, with numbers masked.
    """

    def __init__(self, blocked: Iterable[str]) -> None:
        masked = tuple(map(mask_text, blocked))
        super().__init__(masked)
        self.blocked = masked

    def __str__(self) -> str:
        lines = ["The fleet cannot be applied as it is, and nothing was sent:"]
        return "\n".join([*lines, *(f"- {reason}" for reason in self.blocked)])


class ApplyStopped(FlowrouteError):
    """A step failed, and those after it were not begun; to apply again goes on from there.

    `step` is the one that failed, as text with its number masked, `reason` says why, and `report`
    has what was done. The error of the call, if there was one, is the `__cause__`.
    """

    def __init__(self, step: str, reason: str, report: ApplyReport) -> None:
        super().__init__(mask_text(step), reason, report)
        self.step = mask_text(step)
        self.reason = reason
        self.report = report

    def __str__(self) -> str:
        done = len(self.report.done)
        return f"{self.step}: {self.reason}. {done} done before it; apply again to go on."


@attrs.frozen(kw_only=True)
class FleetProblem(Problem):
    """One thing that is wrong in the file of a fleet, on this `line`, where that is known."""

    line: int | None = None

    def __str__(self) -> str:
        place = "" if self.line is None else f"line {self.line}: "
        return f"{place}{super().__str__()}"


class InvalidFleet(InvalidValue):
    """A file that describes no fleet; nothing was sent. `problems` has all that is wrong."""

    problems: tuple[FleetProblem, ...]

    def __init__(self, what: str, problems: Iterable[FleetProblem]) -> None:
        all_problems = tuple(problems)
        super().__init__(what, all_problems)
        self.problems = all_problems
