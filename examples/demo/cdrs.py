"""Call records: an export of them, and what it has."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx

    from flowroute_ext import Flowroute
    from flowroute_ext.types import CallRecord, CdrExport


def calls(sandbox: httpx.Client) -> None:
    """The numbers of the account are called, and call, for a month; here at once."""
    sandbox.post("/_sandbox/calls/month", json={"calls": 300}).raise_for_status()


def export(flowroute: Flowroute) -> CdrExport:
    """Request the records of the last thirty days' calls that took longer than a minute."""
    now = datetime.now(UTC)
    minute = timedelta(minutes=1)
    return flowroute.cdrs.export(
        start=now - timedelta(days=30), end=now, duration_greater_than=minute
    )


def minutes_later(sandbox: httpx.Client) -> None:
    """Flowroute makes the file, which takes a few minutes; here no time."""
    sandbox.post("/_sandbox/clock/advance", json={"seconds": 60}).raise_for_status()


def exports(flowroute: Flowroute) -> list[CdrExport]:
    """The exports on the account."""
    return list(flowroute.cdrs.list(limit=3))


def exported(flowroute: Flowroute, export: CdrExport) -> CdrExport:
    """What they are together; `flowroute.cdrs.wait(export)` would look until it is completed."""
    return flowroute.cdrs.get(export)


def records(flowroute: Flowroute, exported: CdrExport) -> list[CallRecord]:
    """The newest calls of it, from the file that is downloaded from the storage service."""
    return list(islice(flowroute.cdrs.records(exported), 2))
