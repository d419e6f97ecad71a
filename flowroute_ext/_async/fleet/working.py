"""`aplan`, `aapply` and `aaudit`: what a fleet takes, what is done for it, and what is wrong."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from ..._base.frames import clears_frames
from ..._fleet import planning
from ..._fleet.errors import PlanBlocked, PlanChanged
from ..._fleet.fitting import misfits
from ..._fleet.journal import Journal, journal_of
from ..._fleet.plans import FleetPlan
from .applying import AsyncApplying
from .auditing import AsyncAuditing
from .observing import AsyncObserving
from .settling import settle

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..._fleet.desired import Fleet
    from ..._fleet.findings import AuditReport
    from ..._fleet.observed import Observed
    from ..._fleet.plans import ApplyReport
    from ..._fleet.steps import Step
    from ..._values.numbers import Number
    from ..client import AsyncFlowroute


@clears_frames
async def aplan(flowroute: AsyncFlowroute, fleet: Fleet) -> FleetPlan:
    """Return what is to be done so that the account is as *fleet* describes it; only reads.

    Where an earlier `apply` was interrupted, it is found out first what that had done, which may
    take half a minute. Raises `JournalError` while the fleet is being applied.
    """
    path = journal_of(Path(fleet.path))
    with Journal(path, flowroute.account) if path.exists() else nullcontext() as journal:
        return planning.plan(fleet, await _observed(flowroute, fleet, journal, None))


@clears_frames
async def aapply(
    flowroute: AsyncFlowroute,
    fleet: Fleet,
    plan: FleetPlan | None = None,
    *,
    report: Callable[[Step], object] = lambda _: None,
) -> ApplyReport:
    """Make the account as *fleet* describes it, and return what was done; each step at most once.

    It may be interrupted at any moment, also by the death of the process: to apply again goes on
    from there. The journal that makes it so is beside the file of the fleet. With a *plan*, that
    and nothing else is done. *report* is called after each step.

    Raises `PlanBlocked` and `PlanChanged` before anything is sent, `ApplyStopped` at the first step
    that fails, and `JournalError` while another process applies the fleet.
    """
    if plan is not None and (plan.account, plan.fleet) != (flowroute.account, fleet.digest):
        empty = FleetPlan(account=flowroute.account, fleet=fleet.digest, steps=())
        raise PlanChanged(misfits(plan, empty, ()))
    with Journal(journal_of(Path(fleet.path)), flowroute.account) as journal:
        observed = await _observed(flowroute, fleet, journal, plan)
        fresh = planning.plan(fleet, observed)
        if fresh.blocked:
            raise PlanBlocked(fresh.blocked)
        digest = (plan or fresh).digest
        if plan is not None and (different := misfits(plan, fresh, journal.begun(digest))):
            raise PlanChanged(different)
        applying = AsyncApplying(flowroute, fleet, fresh, observed, journal)
        return await applying.run(digest, report)


@clears_frames
async def aaudit(flowroute: AsyncFlowroute, fleet: Fleet | None = None) -> AuditReport:
    """Return what is wrong on the account; with a *fleet*, also what that does not describe.

    Every number is looked up, and every E911 address in use is validated.
    """
    listed = await _listed(flowroute)
    bought: dict[str, str] = {}
    if fleet is not None and (path := journal_of(Path(fleet.path))).exists():
        with Journal(path, flowroute.account) as journal:
            bought = journal.bought()
    return await AsyncAuditing(flowroute).audit(listed, fleet, bought)


async def _observed(
    flowroute: AsyncFlowroute, fleet: Fleet, journal: Journal | None, plan: FleetPlan | None
) -> Observed:
    listed = await _listed(flowroute)
    bought: dict[str, str] = {}
    pending: frozenset[str] = frozenset()
    if journal is not None:
        if await settle(flowroute, journal, listed):
            listed = await _listed(flowroute)
        bought, pending = journal.bought(), journal.pending(flowroute.clock.now())
    return await AsyncObserving(flowroute, fleet, listed).observe(bought, pending, plan)


async def _listed(flowroute: AsyncFlowroute) -> dict[str, Number]:
    return {number.value: number async for number in flowroute.numbers.list()}
