"""Exports of call detail records: requested, completed, listed and failed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flowroute_ext import NotFound

from .registry import TO, ScenarioContext, scenario

if TYPE_CHECKING:
    from flowroute_ext.types import CdrExport

MONTH = timedelta(days=30)


def _export(context: ScenarioContext) -> CdrExport:
    now = context.sandbox.clock.now()
    export = context.flowroute.cdrs.export(start=now - MONTH, end=now, callerid_numbers=[TO])
    context.parameters["id"] = export.id
    return export


def _existing(context: ScenarioContext) -> CdrExport:
    with context.unrecorded_requests():
        return _export(context)


@scenario("cdrs/export", {"number": TO})
def export(context: ScenarioContext) -> None:
    """Requests an export of the calls from a number; it is processing."""
    _export(context)


@scenario("cdrs/not-found", {"id": "55501"})
def not_found(context: ScenarioContext) -> None:
    """Looks at an export that the account does not have."""
    with context.refused(NotFound):
        context.flowroute.cdrs.get("55501")


@scenario("cdrs/completed", {"number": TO})
def completed(context: ScenarioContext) -> None:
    """Requests an export, sees it processing and then completed, with where its file is."""
    context.sandbox.seed_number(TO)
    context.sandbox.seed_calls(calls=100)
    export = _export(context)
    context.flowroute.cdrs.get(export)
    context.sandbox.advance(60)
    context.flowroute.cdrs.get(export)


@scenario("cdrs/failed", {"number": TO})
def failed(context: ScenarioContext) -> None:
    """Sees an export that failed."""
    export = _existing(context)
    context.sandbox.set_cdr_export_status(export.id, "failed")
    context.flowroute.cdrs.get(export)


@scenario("cdrs/list", {"number": TO})
def list_cdr_exports(context: ScenarioContext) -> None:
    """Lists the completed exports of the account."""
    _existing(context)
    context.sandbox.advance(60)
    list(context.flowroute.cdrs.list(status="completed"))
