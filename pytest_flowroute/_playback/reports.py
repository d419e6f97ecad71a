"""What fails a test beside its own assertions, in the reports of pytest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pytest

TITLE: Final = "flowroute"


def show_beside(report: pytest.TestReport, problems: Sequence[str]) -> None:
    """Show problems beside a failure that is not about them."""
    shown = str(report.longrepr)
    left = [problem for problem in problems if problem.partition("\n")[0] not in shown]
    if left:
        report.sections.append((TITLE, "\n".join(left)))


def fail(
    report: pytest.TestReport, failures: Sequence[str], *, expected: pytest.Mark | None
) -> None:
    """Have the report of a teardown say what failed, and that it was *expected*, if it was.

    What failed in the teardown itself stays, and is shown first.
    """
    if report.failed or report.skipped:
        show_beside(report, failures)
        return
    report.longrepr = "\n".join(failures)
    report.outcome = "failed" if expected is None else "skipped"
    if expected is not None:
        report.wasxfail = str(expected.kwargs.get("reason", ""))
