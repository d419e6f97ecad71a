"""The numbers of an account as a file describes them: a plan, the plan applied, and an audit.

::

    from flowroute_ext import Flowroute, fleet

    described = fleet.read("fleet.toml")
    with Flowroute() as flowroute:
        plan = fleet.plan(flowroute, described)
        print(plan)
        fleet.apply(flowroute, described, plan)
"""

from __future__ import annotations

from ._async.fleet.working import aapply, aaudit, aplan
from ._fleet.addresses.line import split as split_address
from ._fleet.desired import Fleet, FleetNumber, Place
from ._fleet.errors import (
    ApplyStopped,
    FleetProblem,
    InvalidFleet,
    JournalError,
    PlanBlocked,
    PlanChanged,
)
from ._fleet.files.read import read
from ._fleet.findings import AuditReport, Finding
from ._fleet.plans import ApplyReport, FleetPlan
from ._fleet.saved import load, save
from ._fleet.steps import Step
from ._sync.fleet.working import apply, audit, plan

__all__ = [
    "ApplyReport",
    "ApplyStopped",
    "AuditReport",
    "Finding",
    "Fleet",
    "FleetNumber",
    "FleetPlan",
    "FleetProblem",
    "InvalidFleet",
    "JournalError",
    "Place",
    "PlanBlocked",
    "PlanChanged",
    "Step",
    "aapply",
    "aaudit",
    "aplan",
    "apply",
    "audit",
    "load",
    "plan",
    "read",
    "save",
    "split_address",
]
