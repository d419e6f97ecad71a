"""Port orders and their documents as Flowroute shows them."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from flowroute_sandbox.api.ports import storage
from flowroute_sandbox.state.ports.fees import PORT_FEE
from flowroute_sandbox.state.prices import DOLLAR

if TYPE_CHECKING:
    from flowroute_sandbox.api.context import Context
    from flowroute_sandbox.http.json_responses import Document
    from flowroute_sandbox.state.ports.rows import PortFileRow, PortOrderRow

# Assumed: pulled-documents
PULL_BEGINS, PULL_ENDS = timedelta(seconds=1), timedelta(seconds=5)


def order(context: Context, row: PortOrderRow) -> Document:
    """Return a port order as Flowroute shows it."""
    details, presets = row.details, row.presets
    return {
        "attributes": {
            "alias": details.alias,
            "billing_address": {
                "city": details.city,
                "country": details.country,
                "state": details.state,
                "street": details.street,
                "street2": details.street2,
                "zip": details.zip,
            },
            "billing_name": details.billing_name,
            "billing_number": details.billing_number or "",
            "business_documents": [
                {"filename": document.original_url or document.filename, "status": "uploaded"}
                for document in files(context, row)
                if status(context, document) == "complete"
            ],
            "comments": [details.comments] if details.comments else [],
            "company": details.company,
            "cost": f"{PORT_FEE * len(row.numbers) / DOLLAR:g}",
            "desired_completion_date": details.desired_completion_date,
            "enable_cnam_lookups": details.enable_cnam_lookups is not False,
            "group_id": row.group,
            "last_4_ssn": details.last_4_ssn or "",
            "loa_details": {"cc": details.loa_cc, "email": details.loa_email},
            # Assumed: port-numbers-with-plus
            "numbers": [f"+{number}" for number in row.numbers],
            "pin": details.pin,
            "presets": {
                "cnam_id": presets.cnam_id,
                "e911_id": presets.e911_id,
                "alias": presets.alias,
                "failover_route_id": presets.failover_route_id,
                "primary_route_id": presets.primary_route_id,
            },
            "provider": details.provider,
            "provider_account": details.provider_account,
            **state(context, row),
            "status_url": details.status_url,
            "usage_type": details.usage_type,
        },
        "id": row.id,
        "links": {"self": context.url(f"/v2/portorders/{row.id}")},
        "type": "portorder",
    }


def state(context: Context, row: PortOrderRow) -> Document:
    """Return the status of an order, and since when; no time while it is pending."""
    step = row.step(context.now)
    at = None if step.status == "pending" else f"{step.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    return {"status": step.status, "status_updated_at": at}


def files(context: Context, row: PortOrderRow) -> list[PortFileRow]:
    """Return the documents of an order, the oldest first."""
    rows = [uploaded for uploaded in context.account.port_files if uploaded.order == row.id]
    return sorted(rows, key=lambda uploaded: int(uploaded.id))


def file(context: Context, row: PortFileRow) -> Document:
    """Return a document as it is in lists."""
    return {
        "attributes": {
            "filename": row.original_url or row.filename,
            "file": row.filename,
            "original_url": row.original_url,
            "status": status(context, row),
        },
        "id": row.id,
        "links": {"self": _url(context, row)},
        "type": "portorder-file",
    }


def file_url(context: Context, row: PortFileRow) -> Document:
    """Return a document with the URL to upload it to, or to download it from."""
    expires = row.expires if row.uploaded is None else context.now + storage.LIFETIME
    # Assumed: port-file-details
    ready = row.expires is not None or status(context, row) == "complete"
    return {
        "attributes": {
            "expires": (expires or context.now + storage.LIFETIME).isoformat() if ready else None,
            "filename": row.filename,
            "status": status(context, row),
            "url": storage.url(context, row, expires or context.now + storage.LIFETIME)
            if ready
            else None,
        },
        "id": row.id,
        "links": {"self": _url(context, row)},
        "type": "portorder-file-url",
    }


def status(context: Context, row: PortFileRow) -> str:
    """Return how a document is: pending, processing, complete or error."""
    if row.original_url is None:
        if row.uploaded is not None:
            return "complete"
        # Assumed: late-uploads
        return "error" if row.expires is not None and row.expires <= context.now else "pending"
    waited = context.now - row.requested
    if waited < PULL_BEGINS:
        return "pending"
    return "processing" if waited < PULL_ENDS else "complete"


def _url(context: Context, row: PortFileRow) -> str:
    return context.url(f"/v2/portorders/{row.order}/files/{row.id}")
