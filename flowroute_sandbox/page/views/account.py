"""The account: numbers, routes, E911 addresses, caller names and callbacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from flowroute_sandbox.http.router import route
from flowroute_sandbox.live.masking import masked

if TYPE_CHECKING:
    from datetime import datetime

    from flowroute_sandbox.http.messages import Response
    from flowroute_sandbox.live.live import Live
    from flowroute_sandbox.page.context import PageContext
    from flowroute_sandbox.state.account import Account
    from flowroute_sandbox.state.entities import E911Row, NumberRow

SHOWN = 200
"""How many rows of a kind are shown; the API has all of them."""


class ShownNumber(NamedTuple):
    """A number, with the names of what it is associated with."""

    row: NumberRow
    place: str
    route: str
    failover: str
    e911: str
    cnam: str
    messaging: str


@route("GET", "/_sandbox/page/account")
def show_account(context: PageContext) -> Response:
    """200 with everything on the account but its messages."""
    return context.html("account", "account.html", **context.sandbox.recorder.read(_rows))


def _rows(account: Account, _live: Live, now: datetime) -> dict[str, Any]:
    rows = {
        "numbers": [_number(account, row, now) for row in _first(account.numbers)],
        "routes": _first(account.routes),
        "e911s": [(row, street(row)) for row in _first(account.e911s)],
        "cnams": sorted(_first(account.cnams), key=lambda row: not row.pending),
        "callbacks": [(row, masked(row.url)) for row in _first(account.callbacks)],
        "settings": account.settings,
    }
    counts = {
        "numbers": len(account.numbers),
        "routes": len(account.routes),
        "e911s": len(account.e911s),
        "cnams": len(account.cnams),
        "callbacks": len(account.callbacks),
    }
    return {**rows, "counts": counts, "most": SHOWN}


def _first(table: Any) -> list[Any]:
    return [row for row, _ in zip(table, range(SHOWN), strict=False)]


def _number(account: Account, row: NumberRow, now: datetime) -> ShownNumber:
    record = account.e911s.get(row.e911) if row.e911 else None
    name = account.cnams.get(row.cnam) if row.cnam else None
    if row.messaging_pending(now):
        messaging = "pending"
    else:
        messaging = "on" if row.messaging_enabled(now) else "off"
    facts = row.facts
    names = ((facts.rate_center or "").title(), (facts.state or "").upper())
    place = ", ".join(name for name in names if name)
    return ShownNumber(
        row=row,
        place=place or facts.iso_country,
        route=_alias(account, row.primary_route),
        failover=_alias(account, row.failover_route),
        e911=street(record) if record else "",
        cnam=name.value if name else "",
        messaging=messaging,
    )


def _alias(account: Account, route_id: str | None) -> str:
    row = account.routes.get(route_id) if route_id else None
    return row.alias or row.id if row else ""


def street(row: E911Row) -> str:
    """Return an address in one line."""
    unit = f"{row.address_type} {row.address_type_number}".strip()
    parts = (f"{row.street_number} {row.street_name}", unit, row.city, f"{row.state} {row.zip}")
    return ", ".join(part.strip() for part in parts if part.strip())
