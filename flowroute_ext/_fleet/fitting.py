"""Whether a saved plan still fits the account, also after a part of it was done. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .limits import rise
from .observed import Offer
from .steps import CREATIONS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from .plans import FleetPlan
    from .steps import Step


def misfits(saved: FleetPlan, fresh: FleetPlan, begun: Collection[str]) -> tuple[str, ...]:
    """Return what is different between a *saved* plan and a *fresh* one of the same fleet.

    *begun* are the ids of the steps of the saved plan that were done, or begun. What is left of
    it must be what is still to be done, at no higher price.
    """
    if saved.account != fresh.account:
        return ("it is a plan for another account",)
    if saved.fleet != fresh.fleet:
        return ("the file of the fleet was changed",)
    return tuple(_differences(saved, fresh, begun))


def _differences(saved: FleetPlan, fresh: FleetPlan, begun: Collection[str]) -> Iterator[str]:
    bought = {step.name for step in saved.steps if step.kind == "buy number" and step.id in begun}
    for step in fresh.steps:
        planned = saved.step(step.id)
        if planned is None:
            yield f"this is to be done too: {step}"
        elif not _is_same(planned, step, free=step.name in bought or step.id in begun):
            yield f"this was planned: {planned}; and this is to be done: {step}"
        elif step.number == planned.number:
            yield from _rises(planned, step)
    for step in saved.steps:
        # A number that was bought may have a setting by itself.
        by_itself = step.name in bought and step.kind not in CREATIONS
        if step.id not in begun and not by_itself and fresh.step(step.id) is None:
            yield f"this is not to be done any more: {step}"


def _is_same(planned: Step, step: Step, *, free: bool) -> bool:
    """Whether *step* is what was planned; a part of it if *free*, as it was begun already."""
    if step.kind == "buy number":
        return True  # another number may be bought for one that is not for sale any more
    if free:
        return step.after.items() <= planned.after.items()
    return step.after == planned.after and step.before == planned.before


def _rises(planned: Step, step: Step) -> Iterator[str]:
    if step.kind == "buy number" and step.number:
        offer = Offer(
            number=step.number, setup_cost=step.setup_cost, monthly_cost=step.monthly_cost
        )
        if more := rise(planned, offer):
            yield f"{step}: {more}"
