"""CDR exports as Flowroute shows them."""

from __future__ import annotations

import json
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from flowroute_sandbox.api.cdrs import storage
from flowroute_sandbox.api.cdrs.files import amount
from flowroute_sandbox.state.calls.rows import DAYS

if TYPE_CHECKING:
    from datetime import datetime

    from flowroute_sandbox.api.context import Context
    from flowroute_sandbox.http.json_responses import Document
    from flowroute_sandbox.state.calls.rows import CdrExportRow

INTERNAL = "http://cdr-api/cdrs/exports"
"""What the links of lists and details begin with (flowroute-sdk-v3-python README)."""


def export(context: Context, row: CdrExportRow) -> Document:
    """Return an export, without links."""
    step = row.step(context.now)
    ready = step.status == "completed"
    expires = step.at + timedelta(days=DAYS)
    totals = row.totals
    amounts = {
        "total_cost": totals.subtotal + totals.connect + totals.lookups + totals.ccrf,
        "call_subtotal": totals.subtotal,
        "connect_fees": totals.connect,
        "cnamlookup_fees": totals.lookups,
        "usf_fees": 0,
        "ccrf": totals.ccrf,
    }
    return {
        "attributes": {
            "callback_url": row.callback_url,
            "status": step.status,
            "download_url": storage.url(context, row, expires) if ready else None,
            "requested_at": _moment(row.requested),
            "created_at": _moment(row.requested),
            "expires_at": _moment(expires) if ready else None,
            **{name: _amount(value) if ready else None for name, value in amounts.items()},
            "num_calls": totals.calls if ready else None,
            "billed_minutes": -(-totals.billed_seconds // 60) if ready else None,
            "filter_parameters": json.loads(row.filters),
        },
        "id": row.id,
        "type": "cdrexport",
    }


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")


def _amount(billionths: int) -> str:
    return amount(billionths) if billionths else "0.0"
