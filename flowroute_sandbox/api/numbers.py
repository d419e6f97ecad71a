"""The account's phone numbers: list, details, purchase, update, release."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from flowroute_sandbox.api import cnams, e911s, routes
from flowroute_sandbox.api.number_resources import resource
from flowroute_sandbox.http import paging
from flowroute_sandbox.http.errors import NUMBER_NOT_AVAILABLE, Refused
from flowroute_sandbox.http.fields import Fields
from flowroute_sandbox.http.filters import digits, starts_with
from flowroute_sandbox.http.json_responses import Document, json_response, no_content
from flowroute_sandbox.http.router import route
from flowroute_sandbox.state import funds
from flowroute_sandbox.state.entities import NumberRow
from flowroute_sandbox.state.prices import dollars

if TYPE_CHECKING:
    from flowroute_sandbox.api.context import Context
    from flowroute_sandbox.http.messages import Response

ALIAS_MAXIMUM = 64
# Assumed: messaging-provisioning
PROVISIONING = timedelta(seconds=60)


@route("GET", "/v2/numbers")
def list_account_phone_numbers(context: Context) -> Response:
    """200 with the account's numbers that pass every filter, ascending."""
    query = context.query()
    page = paging.page(query, maximum=200, strict=context.strict)
    given = {
        "starts_with": starts_with(query),
        "contains": digits(query, "contains"),
        "ends_with": digits(query, "ends_with"),
        "alias": query.get("alias"),
    }
    filters = {name: value for name, value in given.items() if value is not None}
    first = filters.get("starts_with", "").removeprefix("+")
    alias = filters.get("alias")
    # Assumed: list-order-numbers
    rows, more = page.cut(
        row
        for row in sorted(context.account.numbers, key=lambda row: row.value)
        if row.value.startswith(first)
        and filters.get("contains", "") in row.value
        and row.value.endswith(filters.get("ends_with", ""))
        and (alias is None or row.alias == alias)
    )
    links = page.links(context.url("/v2/numbers"), filters, more=more)
    return json_response({"data": [resource(context, row) for row in rows], "links": links})


@route("GET", "/v2/numbers/{number_id}")
def list_phone_number_details(context: Context) -> Response:
    """200 with one number of the account and what it is related to."""
    return json_response(_document(context, context.number()))


@route("POST", "/v2/numbers/{number_id}")
def purchase_a_phone_number(context: Context) -> Response:
    """201 with the number, which is on the account from now on.

    Every attribute is optional and may be in the query instead of the body.
    """
    facts = context.catalog().get(context.path["number_id"])
    body = context.body()
    body = replace(body, attributes={**context.query(), **body.attributes})
    if facts is None:
        raise Refused(NUMBER_NOT_AVAILABLE)
    new = NumberRow(facts, cnam_lookups_enabled=context.account.settings.cnam_lookups_enabled)
    new, messaging = _read(Fields(body), new)
    # Assumed: purchase-price
    funds.charge(context.account, dollars(facts.setup_cost + facts.monthly_cost))
    new = _with_messaging(context, new, messaging)
    context.account.numbers.put(new)
    return json_response(_document(context, new, purchase=True), 201)


@route("PATCH", "/v2/numbers/{number_id}")
def update_phone_number(context: Context) -> Response:
    """200 with the number as it is now; what the body leaves out stays."""
    old = context.number()
    body = context.body()
    body.check_type("number", required=True)
    fields = Fields(body)
    alias = fields.optional("alias", maximum=ALIAS_MAXIMUM) if fields.sent("alias") else old.alias
    new, messaging = _read(fields, old)
    new = _with_messaging(context, replace(new, alias=alias), messaging)
    context.account.numbers.put(new)
    return json_response(_document(context, new))


@route("DELETE", "/v2/numbers/{number_id}")
def release_phone_number(context: Context) -> Response:
    """204: the number and its callbacks are removed, and it is on sale again."""
    number = context.number()
    for callback in list(context.account.callbacks):
        if callback.owner == number.value:
            context.account.callbacks.drop(callback.key)
    context.account.numbers.drop(number.value)
    return no_content()


def _document(context: Context, number: NumberRow, *, purchase: bool = False) -> Document:
    """Return a number with its relations and what they point to."""
    shown = resource(context, number, purchase=purchase)
    shown["relationships"] = {
        "cnam_preset": _relation("cnam", number.cnam),
        "e911_address": _relation("e911", number.e911),
        "failover_route": _relation("route", number.failover_route),
        "primary_route": _relation("route", number.primary_route),
    }
    return {"included": _included(context, number), "data": shown, "links": shown["links"]}


def _included(context: Context, number: NumberRow) -> list[Document]:
    """Return each related resource once."""
    account = context.account
    # Assumed: included-order
    route_ids = dict.fromkeys([number.primary_route or "", number.failover_route or ""])
    found = [routes.resource(context, row) for key in route_ids if (row := account.routes.get(key))]
    if number.e911 and (e911 := account.e911s.get(number.e911)):
        found.append(e911s.resource(context, e911))
    if number.cnam and (cnam := account.cnams.get(number.cnam)):
        found.append(cnams.resource(context, cnam))
    if number.messaging_task and not number.messaging_enabled(context.now):
        found.append(_provisioning(number))
    return found


def _provisioning(number: NumberRow) -> Document:
    """Return the status of turning messaging on."""
    # Assumed: messaging-provisioning
    return {
        "type": "message_provisioning_status",
        "id": number.messaging_task,
        "attributes": {"status": "processing", "tn": number.value},
    }


def _relation(kind: str, key: str | None) -> Document:
    return {"data": None if key is None else {"type": kind, "id": key}}


def _read(fields: Fields, old: NumberRow) -> tuple[NumberRow, bool | None]:
    """Return the number as the body sets it, and whether messaging is to be on."""
    lookups = fields.flag("cnam_lookups_enabled")
    messaging = fields.flag("messaging_enabled")
    fields.flag("messaging_email")
    fields.url("messaging_callback_url")
    fields.check()
    return (old if lookups is None else replace(old, cnam_lookups_enabled=lookups)), messaging


def _with_messaging(context: Context, number: NumberRow, wanted: bool | None) -> NumberRow:
    """Return the number with messaging off, or with a task that turns it on later."""
    if wanted is None or (wanted and number.messaging_task):
        return number
    if not wanted:
        return replace(number, messaging_task=None, messaging_ready=None)
    task = context.ids.task(context.account.count("task"))
    return replace(number, messaging_task=task, messaging_ready=context.now + PROVISIONING)
