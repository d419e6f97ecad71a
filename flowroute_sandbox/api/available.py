"""The numbers on sale: area codes, exchanges, and the search."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from flowroute_sandbox.http import paging
from flowroute_sandbox.http.bodies import invalid
from flowroute_sandbox.http.filters import cost, digits, starts_with
from flowroute_sandbox.http.json_responses import Document, json_response, list_response, rendered
from flowroute_sandbox.http.router import route
from flowroute_sandbox.http.validation_messages import (
    NOT_A_NUMBER_TYPE,
    NOT_AN_AREA_CODE,
    NOT_AN_ORDER,
)
from flowroute_sandbox.inventory.catalog import NumberQuery
from flowroute_sandbox.inventory.inventory import ORDERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flowroute_sandbox.api.context import Context
    from flowroute_sandbox.http.messages import Response
    from flowroute_sandbox.inventory.inventory import InventoryNumber


# The words of the 2018 documentation on the left.
NUMBER_TYPES = {
    "standard": "longcode",
    "tollfree": "toll-free",
    "longcode": "longcode",
    "toll-free": "toll-free",
}


@route("GET", "/v2/numbers/available/areacodes")
def list_available_area_codes(context: Context) -> Response:
    """200 with the area codes that have numbers on sale, ascending."""
    query = context.query()
    page = paging.page(query, maximum=400, strict=context.strict)
    filters = _given(max_setup_cost=cost(query))
    rows, more = page.cut(context.catalog().area_codes(_price(filters)))
    exchanges = context.url("/v2/numbers/available/exchanges")
    data = [_code("areacode", row, f"{exchanges}?areacode={row}") for row in rows]
    links = page.links(context.url("/v2/numbers/available/areacodes"), filters, more=more)
    return json_response({"data": data, "links": links})


@route("GET", "/v2/numbers/available/exchanges")
def list_available_exchange_codes(context: Context) -> Response:
    """200 with the exchanges (area code and prefix) that have numbers on sale, ascending."""
    query = context.query()
    page = paging.page(query, maximum=200, strict=context.strict)
    filters = _given(areacode=digits(query, "areacode"), max_setup_cost=cost(query))
    areacode = filters.get("areacode")
    if areacode is not None and len(areacode) != 3:
        raise invalid({"areacode": [NOT_AN_AREA_CODE]})
    rows, more = page.cut(context.catalog().exchanges(areacode, _price(filters)))
    numbers = context.url("/v2/numbers/available")
    data = [_code("exchange", row, f"{numbers}?starts_with=1{row}") for row in rows]
    links = page.links(context.url("/v2/numbers/available/exchanges"), filters, more=more)
    return json_response({"data": data, "links": links})


@route("GET", "/v2/numbers/available/tiers")
def list_available_tiers(context: Context) -> Response:
    """200 with the pricing tiers that have numbers on sale, ascending."""
    page = paging.page(context.query(), maximum=200, strict=context.strict)
    rows, more = page.cut(context.catalog().tiers())
    # Assumed: tier-links
    numbers = context.url("/v2/numbers")
    data = [_code("tier", row, f"{numbers}?tier={quote(row, safe='')}") for row in rows]
    links = page.links(context.url("/v2/numbers/available/tiers"), {}, more=more)
    return json_response({"data": data, "links": links})


@route("GET", "/v2/numbers/available")
def search_for_purchasable_phone_numbers(context: Context) -> Response:
    """200 with the numbers on sale that meet every filter."""
    query = context.query()
    page = paging.page(query, maximum=200, strict=context.strict)
    filters = _given(
        starts_with=starts_with(query),
        contains=digits(query, "contains"),
        ends_with=digits(query, "ends_with"),
        rate_center=query.get("rate_center"),
        state=query.get("state"),
        number_type=query.get("number_type"),
        iso_country=query.get("iso_country"),
        max_setup_cost=cost(query),  # Assumed: search-by-price
        tier=query.get("tier"),  # Assumed: search-by-tier
        order_by=query.get("order_by"),
    )
    wanted = NumberQuery(
        starts_with=filters.get("starts_with", "").removeprefix("+") or None,
        contains=filters.get("contains"),
        ends_with=filters.get("ends_with"),
        rate_center=filters.get("rate_center"),
        state=filters.get("state"),
        number_type=_number_type(filters),
        iso_country=filters.get("iso_country"),
        max_setup_cost=_price(filters),
        tier=filters.get("tier"),
    )
    rows, more = context.catalog().search(wanted, _order_by(filters), page)
    links = page.links(context.url("/v2/numbers/available"), filters, more=more)
    origin = context.request.origin
    return list_response((_resource(row, origin) for row in rows), links)


def _given(**filters: str | None) -> dict[str, str]:
    return {name: value for name, value in filters.items() if value is not None}


def _price(filters: Mapping[str, str]) -> float | None:
    return float(filters["max_setup_cost"]) if "max_setup_cost" in filters else None


def _number_type(filters: Mapping[str, str]) -> str | None:
    if "number_type" not in filters:
        return None
    number_type = NUMBER_TYPES.get(filters["number_type"].lower())
    if number_type is None:
        raise invalid({"number_type": [NOT_A_NUMBER_TYPE]})
    return number_type


def _order_by(filters: Mapping[str, str]) -> str | None:
    if "order_by" not in filters:
        return None
    name, _, direction = filters["order_by"].lower().partition(",")
    if name not in ORDERS or direction not in {"", "asc", "desc"}:
        raise invalid({"order_by": [NOT_AN_ORDER.format(orders=", ".join(ORDERS))]})
    return filters["order_by"]


def _code(kind: str, code: str, related: str) -> Document:
    return {"type": kind, "id": code, "links": {"related": related}}


@lru_cache(maxsize=10_000)  # a number on sale does not change
def _resource(number: InventoryNumber, origin: str) -> str:
    """Return a number on sale, rendered with links on this origin."""
    document: Document = {
        "type": "number",
        "id": number.value,
        "attributes": {
            "rate_center": number.rate_center,
            "value": number.value,
            "monthly_cost": number.monthly_cost,
            "state": number.state,
            "number_type": number.number_type,
            "setup_cost": number.setup_cost,
            "inbound_rate": number.inbound_rate,
            "rate_type": number.rate_type,
            "tier": number.tier,
            "iso_country": number.iso_country,
        },
        "links": {"related": f"{origin}/v2/numbers/{number.value}"},
    }
    return rendered(document)
