"""The account's phone numbers: list, details, purchase, update, release."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flowroute_sandbox.api import cnams, e911s, routes
from flowroute_sandbox.api.messaging import beginning
from flowroute_sandbox.api.number_resources import resource
from flowroute_sandbox.api.ports.numbers import read as read_numbers
from flowroute_sandbox.http import paging
from flowroute_sandbox.http.errors import NUMBER_NOT_AVAILABLE, Refused
from flowroute_sandbox.http.fields import Fields
from flowroute_sandbox.http.filters import digits, starts_with
from flowroute_sandbox.http.json_responses import Document, json_response, no_content
from flowroute_sandbox.http.router import route
from flowroute_sandbox.http.validation_messages import TOO_MANY_NUMBERS
from flowroute_sandbox.state import funds
from flowroute_sandbox.state.entities import NumberRow
from flowroute_sandbox.state.messaging.progress import off
from flowroute_sandbox.state.prices import dollars

if TYPE_CHECKING:
    from flowroute_sandbox.api.context import Context
    from flowroute_sandbox.http.messages import Response

ALIAS_MAXIMUM = 64
MOST_DETAILS = 200


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


@route("POST", "/v2/numbers/details")
def list_multiple_phone_number_details(context: Context) -> Response:
    """200 with those of the numbers that are on the account, and what they are related to."""
    sent = Fields(context.body())
    asked = read_numbers(sent, "numbers", required=True)
    # Assumed: most-number-details
    if len(asked) > MOST_DETAILS:
        sent.wrong("numbers", TOO_MANY_NUMBERS.format(maximum=MOST_DETAILS))
    sent.check()
    # Assumed: number-details-not-on-account
    rows = [row for number in asked if (row := context.account.numbers.get(number))]
    return json_response({"data": [_related(context, row) for row in rows]})


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
    fields = Fields(body)
    new, messaging = _read(fields, new)
    # Assumed: purchase-price
    funds.charge(context.account, dollars(facts.setup_cost + facts.monthly_cost))
    new = _with_messaging(context, new, fields, messaging)
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
    new = _with_messaging(context, replace(new, alias=alias), fields, messaging)
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
    shown = _related(context, number, purchase=purchase)
    return {"included": _included(context, number), "data": shown, "links": shown["links"]}


def _related(context: Context, number: NumberRow, *, purchase: bool = False) -> Document:
    """Return a number with its relations."""
    shown = resource(context, number, purchase=purchase)
    # Assumed: number-details-relationships
    shown["relationships"] = {
        "cnam_preset": _relation("cnam", number.cnam),
        "e911_address": _relation("e911", number.e911),
        "failover_route": _relation("route", number.failover_route),
        "primary_route": _relation("route", number.primary_route),
    }
    return shown


def _included(context: Context, number: NumberRow) -> list[Document]:
    """Return each related resource once."""
    account = context.account
    # Assumed: included-order
    route_ids = dict.fromkeys([number.primary_route or "", number.failover_route or ""])
    resources = [routes.resource(context, row) for key in route_ids if (row := account.routes.get(key))]
    if number.e911 and (e911 := account.e911s.get(number.e911)):
        resources.append(e911s.resource(context, e911))
    if number.cnam and (cnam := account.cnams.get(number.cnam)):
        resources.append(cnams.resource(context, cnam))
    if number.messaging_pending(context.now):
        resources.append(_provisioning(number))
    return resources


def _provisioning(number: NumberRow) -> Document:
    """Return the status of turning messaging on or off."""
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


def _with_messaging(
    context: Context, number: NumberRow, fields: Fields, wanted: bool | None
) -> NumberRow:
    """Return the number with messaging off, or with a task that turns it on later."""
    if wanted is None:
        return number
    if not wanted:
        return off(number)
    pending = number.messaging_pending(context.now) and number.messaging_until is None
    if pending or (number.messaging_enabled(context.now) and number.messaging_until is None):
        return number
    url = fields.url("messaging_callback_url") or None
    return beginning.begin(context, "enable", [number], url)[1][0]
