"""The requests of the API, the attempts at posting webhooks and the rates, under /_sandbox/."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flowroute_sandbox.http import paging
from flowroute_sandbox.http.bodies import invalid
from flowroute_sandbox.http.errors import NOT_KEPT, Refused
from flowroute_sandbox.http.json_responses import Document, json_response
from flowroute_sandbox.http.router import route
from flowroute_sandbox.http.validation_messages import NOT_A_KIND, NOT_AN_INTEGER
from flowroute_sandbox.live.traffic import KEPT, REQUEST, WEBHOOK

if TYPE_CHECKING:
    from flowroute_sandbox.api.context import Context
    from flowroute_sandbox.http.messages import Response

MOST = 200


@route("GET", "/_sandbox/traffic")
def list_traffic(context: Context) -> Response:
    """200 with the newest requests and attempts at webhooks, the newest first.

    `kind` is request or webhook, `refused=true` those with a problem, `q` part of an address, an
    operation or a status, and `before` an id: those before it. `limit` is 50 unless given.
    """
    return json_response(traffic(context))


@route("GET", "/_sandbox/traffic/{exchange_id}")
def show_exchange(context: Context) -> Response:
    """200 with headers and bodies of one exchange, without credentials."""
    number = context.path["exchange_id"]
    if not (number.isascii() and number.isdigit() and len(number) < 16):
        raise Refused(NOT_KEPT)
    exchange = context.live.traffic.get(int(number))
    if exchange is None:
        raise Refused(NOT_KEPT)
    return json_response(context.live.traffic.details(exchange))


@route("GET", "/_sandbox/rate-limit")
def show_rate_limit(context: Context) -> Response:
    """200 with the attempts at sending in the last second, and those that were refused."""
    return json_response(rate_limit(context))


def traffic(context: Context) -> Document:
    """Return the document of `list_traffic`, for the query of the request."""
    query = context.query()
    limit = paging.page({"limit": query.get("limit", "50")}, maximum=MOST).limit
    before, kind = query.get("before"), query.get("kind")
    if before is not None and not (before.isascii() and before.isdigit() and len(before) < 16):
        raise invalid({"before": [NOT_AN_INTEGER]})
    if kind not in {None, REQUEST, WEBHOOK}:
        raise invalid({"kind": [NOT_A_KIND]})
    recorded = context.live.traffic
    exchanges, more = recorded.newest(
        before=None if before is None else int(before),
        kind=kind,
        refused=query.get("refused", "").lower() in {"1", "true", "t"},
        query=query.get("q", ""),
        limit=limit,
    )
    return {
        "traffic": [recorded.summary(exchange) for exchange in exchanges],
        "kept": KEPT,
        "before": exchanges[-1].number if more else None,
    }


def rate_limit(context: Context) -> Document:
    """Return the document of `show_rate_limit`."""
    return {
        "enforced": context.rate_limit,
        "window_seconds": 1,
        "endpoints": context.live.gauge.shown(context.now),
    }
