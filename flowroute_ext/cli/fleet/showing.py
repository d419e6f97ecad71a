"""What the commands print of a plan, of what was done of it, and of an audit."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from flowroute_ext.cli.formatting import dollars, many

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flowroute_ext.fleet import ApplyReport, AuditReport, FleetPlan, Step

UNTOLD = {
    "buy number": "{} to buy",
    "change number": "messaging or CNAM look-ups on {}",
    "set address": "E911 on {}",
}


def plan(planned: FleetPlan, name: str) -> Iterator[str]:
    """Yield the lines of a plan for the file *name*: steps, costs, and what is in the way."""
    if planned.steps:
        yield f"{name}: {_summary(planned.steps)}."
        yield from (f"  {step}" for step in planned.steps)
        yield from _costs(planned)
    elif not planned.blocked:
        yield f"{name}: nothing to do."
    yield from (f"waiting: {reason}" for reason in planned.waiting)
    yield from (f"blocked: {reason}" for reason in planned.blocked)


def done(report: ApplyReport, name: str) -> Iterator[str]:
    """Yield the lines that say what was done."""
    yield f"{name}: {_summary(report.done, 'bought')} made, for {_price(report)}."
    yield from (f"waiting: {reason}" for reason in report.waiting)


def audit(report: AuditReport, name: str) -> Iterator[str]:
    """Yield the lines of an audit of the account, or of it and the file *name*."""
    yield from map(str, report.findings)
    result = "nothing is wrong" if report.is_clean else many(len(report.findings), "finding")
    yield f"{name}: {many(report.numbers, 'number')}, {result}."


def question(planned: FleetPlan) -> str:
    """Return the question before *planned* is applied."""
    return (
        f"Do this, for {_price(planned)} and what the API does not tell?"
        if (planned.unknown_costs)
        else f"Do this, for {_price(planned)}?"
    )


def _summary(steps: tuple[Step, ...], verb: str = "to buy") -> str:
    bought = sum(step.kind == "buy number" for step in steps)
    others = len(steps) - bought
    parts = [f"{many(bought, 'number')} {verb}"] if bought else []
    return ", ".join([*parts, many(others, "other change" if bought else "change")])


def _costs(planned: FleetPlan) -> Iterator[str]:
    yield f"It costs {_price(planned)}, as far as the API tells."
    unknown = Counter(step.kind for step in planned.unknown_costs)
    for kind, count in unknown.items():
        yield f"  unknown: {UNTOLD[kind].format(many(count, 'number'))}"


def _price(costs: FleetPlan | ApplyReport) -> str:
    once, monthly = (
        dollars(cost) if cost else "$0.00" for cost in (costs.setup_cost, costs.monthly_cost)
    )
    return f"{once} once and {monthly} a month"
