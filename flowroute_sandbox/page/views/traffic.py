"""Traffic: requests of the API and attempts at posting webhooks, and the rate limits."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from flowroute_sandbox.http.errors import Refusal, Refused
from flowroute_sandbox.http.router import route

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from flowroute_sandbox.http.messages import Response
    from flowroute_sandbox.live.live import Live
    from flowroute_sandbox.page.context import PageContext
    from flowroute_sandbox.state.account import Account

LISTED = 50
KINDS = {"": "All", "request": "Requests", "webhook": "Webhooks", "refused": "Refused"}
GONE = Refusal(
    404, "This request is not kept any more: only the newest are, until a reset.", "Not Found"
)


@route("GET", "/_sandbox/page/traffic")
def show_traffic(context: PageContext) -> Response:
    """200 with the newest requests and attempts."""
    return _page(context, None)


@route("GET", "/_sandbox/page/traffic/{number}")
def show_exchange(context: PageContext) -> Response:
    """200 with all that is known of one of them, beside the list."""
    number = _number(context.path["number"])
    return _page(context, -1 if number is None else number)


def _page(context: PageContext, number: int | None) -> Response:
    query = context.query()
    kind = query.get("kind", "")
    kept = {name: query[name] for name in ("kind", "q") if query.get(name)}
    before = query.get("before", "")

    def look(_account: Account, live: Live, now: datetime) -> dict[str, Any]:
        traffic = live.traffic
        rows, more = traffic.newest(
            before=_number(before),
            kind=kind if kind in ("request", "webhook") else None,
            refused=kind == "refused",
            query=query.get("q", ""),
            limit=LISTED,
        )
        chosen = None if number is None else traffic.get(number)
        return {
            "rows": [{**traffic.summary(exchange), "at": exchange.at} for exchange in rows],
            "older": urlencode({**kept, "before": rows[-1].number}) if more else None,
            "chosen": chosen and _details({**traffic.details(chosen), "at": chosen.at}),
            "gauge": live.gauge.shown(now),
        }

    values = context.sandbox.recorder.read(look)
    if number is not None and values["chosen"] is None:
        raise Refused(GONE)
    return context.html(
        "traffic",
        "traffic.html",
        kinds=KINDS,
        kind=kind,
        q=query.get("q", ""),
        at=f"?{urlencode(kept)}" if kept else "",
        limited=context.sandbox.rate_limit,
        **values,
    )


def _details(exchange: dict[str, Any]) -> dict[str, Any]:
    """Return an exchange whose bodies are indented, where they are JSON."""
    for name in ("request", "response"):
        half: Mapping[str, Any] | None = exchange[name]
        if half is not None:
            exchange[name] = {**half, "body": _indented(half["body"])}
    return exchange


def _indented(body: str) -> str:
    """Return JSON in lines; what that would change, such as ``1.0E5`` or a name twice, as it is."""
    try:
        document = json.loads(
            body,
            parse_float=partial(_exact, float),
            parse_int=partial(_exact, int),
            object_pairs_hook=_members,
        )
        return json.dumps(document, indent=2, ensure_ascii=False)
    except (ValueError, RecursionError):
        return body


def _exact(number: type[float], text: str) -> float:
    value = number(text)
    if repr(value) != text:
        raise ValueError(text)
    return value


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError
    return members


def _number(text: str) -> int | None:
    valid = text.isascii() and text.isdigit() and len(text) < 16
    return int(text) if valid else None
