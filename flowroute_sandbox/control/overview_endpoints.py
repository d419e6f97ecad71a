"""The account as the page shows it, under /_sandbox/."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from flowroute_sandbox.control.account_endpoints import state_document
from flowroute_sandbox.control.traffic_endpoints import rate_limit
from flowroute_sandbox.http import paging
from flowroute_sandbox.http.json_responses import Document, json_response
from flowroute_sandbox.http.router import route
from flowroute_sandbox.live.masking import masked

if TYPE_CHECKING:
    from flowroute_sandbox.api.context import Context
    from flowroute_sandbox.http.messages import Response
    from flowroute_sandbox.state.entities import CnamRow, NumberRow

MOST = 1_000


@route("GET", "/_sandbox/account")
def show_account(context: Context) -> Response:
    """200 with the state, and up to `limit` (200) numbers, routes, E911 and CNAM records each."""
    return json_response(account(context))


def account(context: Context) -> Document:
    """Return the document of `show_account`."""
    rows = context.account
    query = context.query()
    limit = paging.page({"limit": query.get("limit", "200")}, maximum=MOST).limit
    return {
        "state": state_document(context),
        "numbers": [_number(context, row) for row in islice(rows.numbers, limit)],
        "routes": [
            {"id": row.id, "alias": row.alias, "type": row.route_type, "value": row.value}
            for row in islice(rows.routes, limit)
        ],
        "e911s": [
            {
                "id": row.id,
                "label": row.label,
                "name": f"{row.first_name} {row.last_name}",
                "street": " ".join(
                    filter(
                        None,
                        (
                            row.street_number,
                            row.street_name,
                            row.address_type,
                            row.address_type_number,
                        ),
                    )
                ),
                "city": row.city,
                "state": row.state,
                "country": row.country,
                "zip": row.zip,
            }
            for row in islice(rows.e911s, limit)
        ],
        "cnams": [_cnam(row) for row in islice(rows.cnams, limit)],
        "callbacks": [
            {
                "owner": row.owner,
                "type": row.type,
                "url": masked(row.url),
                "version": row.api_version and f"v{row.api_version}",
            }
            for row in islice(rows.callbacks, limit)
        ],
        "rate_limit": rate_limit(context),
    }


def _number(context: Context, row: NumberRow) -> Document:
    return {
        "number": row.value,
        "alias": row.alias,
        "type": row.facts.number_type,
        "rate_center": row.facts.rate_center,
        "state": row.facts.state,
        "primary_route": row.primary_route,
        "failover_route": row.failover_route,
        "e911": row.e911,
        "cnam": row.cnam,
        "cnam_lookups_enabled": row.cnam_lookups_enabled,
        "messaging_enabled": row.messaging_enabled(context.now),
    }


def _cnam(row: CnamRow) -> Document:
    status = "approved" if row.approved else "rejected"
    return {
        "id": row.id,
        "value": row.value,
        "status": "pending" if row.pending else status,
        "reason": row.rejection_reason,
        "created": row.created.isoformat(),
        "approved": row.approved and row.approved.isoformat(),
    }
