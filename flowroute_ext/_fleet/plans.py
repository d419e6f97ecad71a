"""A plan, and the report of what was done."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import attrs

from .._base.masking import text_masked
from .._base.plain.value import Value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .steps import Step


@attrs.frozen(kw_only=True)
class FleetPlan(Value):
    """What is to be done so that the account is as the fleet describes it, in this order.

    `waiting` is what is still to come without anything being done, such as a caller name under
    review, and `blocked` what cannot be done as the fleet describes it: nothing is applied while
    there is any. `fleet` and `account` are digests of what it is for.
    """

    fleet: str
    account: str
    steps: tuple[Step, ...]
    waiting: tuple[str, ...] = attrs.field(default=(), repr=text_masked)
    blocked: tuple[str, ...] = attrs.field(default=(), repr=text_masked)

    @property
    def is_done(self) -> bool:
        """Whether there is nothing to do."""
        return not self.steps and not self.blocked

    @property
    def setup_cost(self) -> Decimal:
        """The US dollars that it costs once, of what the API tells."""
        return _sum(step.setup_cost for step in self.steps)

    @property
    def monthly_cost(self) -> Decimal:
        """The US dollars that it costs a month, of what the API tells."""
        return _sum(step.monthly_cost for step in self.steps)

    @property
    def unknown_costs(self) -> tuple[Step, ...]:
        """The steps that have a price which the API does not tell."""
        return tuple(step for step in self.steps if step.charge == "unknown")

    @property
    def digest(self) -> str:
        """What identifies it."""
        text = json.dumps(self.to_dict(), sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def step(self, step_id: str) -> Step | None:
        """Return the step with this id, or None."""
        return next((step for step in self.steps if step.id == step_id), None)

    def __str__(self) -> str:
        lines = [
            *(str(step) for step in self.steps),
            *(f"waiting: {reason}" for reason in self.waiting),
        ]
        lines += [f"blocked: {reason}" for reason in self.blocked]
        return "\n".join(lines) or "nothing to do"


@attrs.frozen(kw_only=True)
class ApplyReport(Value):
    """What was done of a plan, and what is left of it."""

    done: tuple[Step, ...]
    left: tuple[Step, ...] = ()
    waiting: tuple[str, ...] = attrs.field(default=(), repr=text_masked)

    @property
    def setup_cost(self) -> Decimal:
        """The US dollars that were charged once, of what the API tells."""
        return _sum(step.setup_cost for step in self.done)

    @property
    def monthly_cost(self) -> Decimal:
        """The US dollars a month, of what the API tells."""
        return _sum(step.monthly_cost for step in self.done)


def _sum(costs: Iterable[Any]) -> Decimal:
    return sum((cost for cost in costs if cost is not None), Decimal(0))
