"""Fleets as type checkers see them. Checked by mypy and pyright, and never run."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import assert_type

from flowroute_ext import AsyncFlowroute, Flowroute, fleet


def check_sync(flowroute: Flowroute) -> None:
    described = fleet.read("fleet.toml")
    assert_type(described, fleet.Fleet)
    plan = fleet.plan(flowroute, described)
    assert_type(plan, fleet.FleetPlan)
    assert_type(plan.setup_cost, Decimal)
    fleet.save(plan, Path("plan.json"))
    assert_type(fleet.load(Path("plan.json")), fleet.FleetPlan)
    assert_type(fleet.apply(flowroute, described), fleet.ApplyReport)
    fleet.apply(flowroute, described, plan, report=lambda step: step.number)
    assert_type(fleet.audit(flowroute).findings, tuple[fleet.Finding, ...])
    assert_type(fleet.split_address("1 Main St, Seattle, WA 98101"), dict[str, str])


async def check_async(flowroute: AsyncFlowroute) -> None:
    described = fleet.read(Path("fleet.toml"))
    plan = await fleet.aplan(flowroute, described)
    assert_type(plan.steps, tuple[fleet.Step, ...])
    assert_type(await fleet.aapply(flowroute, described, plan), fleet.ApplyReport)
    assert_type(await fleet.aaudit(flowroute, described), fleet.AuditReport)
