"""The account's phone numbers: list, details, purchase, update, release."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from flowroute_sandbox.api import cnams, e911s, routes
from flowroute_sandbox.api.number_resources import resource
from flowroute_sandbox.http import paging
from flowroute_sandbox.http.answers import Document, answer, no_content
from flowroute_sandbox.http.errors import NUMBER_NOT_AVAILABLE, Refused
from flowroute_sandbox.http.fields import Fields
from flowroute_sandbox.http.filters import digits, starts_with
from flowroute_sandbox.http.router import route
from flowroute_sandbox.inventory.catalog import Shelf
from flowroute_sandbox.state import funds
from flowroute_sandbox.state.entities import Number
from flowroute_sandbox.state.prices import dollars

if TYPE_CHECKING:
    from flowroute_sandbox.api.call import Call
    from flowroute_sandbox.http.messages import Response

ALIAS_MAXIMUM = 64
# Assumed: messaging-provisioning
PROVISIONING = timedelta(seconds=60)


@route("GET", "/v2/numbers")
def list_account_phone_numbers(call: Call) -> Response:
    """200 with the account's numbers that meet every filter, ascending."""
    query = call.query()
    page = paging.page(query, maximum=200, strict=call.strict)
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
        for row in sorted(call.account.numbers, key=lambda row: row.value)
        if row.value.startswith(first)
        and filters.get("contains", "") in row.value
        and row.value.endswith(filters.get("ends_with", ""))
        and (alias is None or row.alias == alias)
    )
    links = page.links(call.url("/v2/numbers"), filters, more=more)
    return answer({"data": [resource(call, row) for row in rows], "links": links})


@route("GET", "/v2/numbers/{number_id}")
def list_phone_number_details(call: Call) -> Response:
    """200 with one number of the account and what it is related to."""
    return answer(_document(call, call.number()))


@route("POST", "/v2/numbers/{number_id}")
def purchase_a_phone_number(call: Call) -> Response:
    """201 with the number, which is on the account from now on.

    Every attribute is optional and may stand in the query instead of the body.
    """
    facts = Shelf(call.inventory, call.account).get(call.path["number_id"])
    body = call.body()
    body = replace(body, attributes={**call.query(), **body.attributes})
    if facts is None:
        raise Refused(NUMBER_NOT_AVAILABLE)
    new = Number(facts, cnam_lookups_enabled=call.account.settings.cnam_lookups_enabled)
    new, messaging = _read(Fields(body), new)
    # Assumed: purchase-price
    funds.charge(call.account, dollars(facts.setup_cost + facts.monthly_cost))
    new = _with_messaging(call, new, messaging)
    call.account.numbers.put(new)
    return answer(_document(call, new, purchase=True), 201)


@route("PATCH", "/v2/numbers/{number_id}")
def update_phone_number(call: Call) -> Response:
    """200 with the number as it is now; what the body leaves out stays."""
    old = call.number()
    body = call.body()
    body.check_type("number", required=True)
    fields = Fields(body)
    alias = fields.optional("alias", maximum=ALIAS_MAXIMUM) if fields.sent("alias") else old.alias
    new, messaging = _read(fields, old)
    new = _with_messaging(call, replace(new, alias=alias), messaging)
    call.account.numbers.put(new)
    return answer(_document(call, new))


@route("DELETE", "/v2/numbers/{number_id}")
def release_phone_number(call: Call) -> Response:
    """204: the number and its callbacks are gone from the account, and it is on sale again."""
    number = call.number()
    for callback in list(call.account.callbacks):
        if callback.owner == number.value:
            call.account.callbacks.drop(callback.key)
    call.account.numbers.drop(number.value)
    return no_content()


def _document(call: Call, number: Number, *, purchase: bool = False) -> Document:
    """Return a number with its relations and what they point to."""
    shown = resource(call, number, purchase=purchase)
    shown["relationships"] = {
        "cnam_preset": _relation("cnam", number.cnam),
        "e911_address": _relation("e911", number.e911),
        "failover_route": _relation("route", number.failover_route),
        "primary_route": _relation("route", number.primary_route),
    }
    return {"included": _included(call, number), "data": shown, "links": shown["links"]}


def _included(call: Call, number: Number) -> list[Document]:
    """Return each related resource once."""
    account = call.account
    # Assumed: included-order
    route_ids = dict.fromkeys([number.primary_route or "", number.failover_route or ""])
    found = [routes.resource(call, row) for key in route_ids if (row := account.routes.get(key))]
    if number.e911 and (e911 := account.e911s.get(number.e911)):
        found.append(e911s.resource(call, e911))
    if number.cnam and (cnam := account.cnams.get(number.cnam)):
        found.append(cnams.resource(call, cnam))
    if number.messaging_task and not number.messaging_enabled(call.now):
        found.append(_provisioning(number))
    return found


def _provisioning(number: Number) -> Document:
    """Return the note that messaging is being turned on."""
    # Assumed: messaging-provisioning
    return {
        "type": "message_provisioning_status",
        "id": number.messaging_task,
        "attributes": {"status": "processing", "tn": number.value},
    }


def _relation(kind: str, key: str | None) -> Document:
    return {"data": None if key is None else {"type": kind, "id": key}}


def _read(fields: Fields, old: Number) -> tuple[Number, bool | None]:
    """Return the number with what the body sets, and whether it wants messaging."""
    lookups = fields.flag("cnam_lookups_enabled")
    messaging = fields.flag("messaging_enabled")
    fields.flag("messaging_email")
    fields.url("messaging_callback_url")
    fields.check()
    return (old if lookups is None else replace(old, cnam_lookups_enabled=lookups)), messaging


def _with_messaging(call: Call, number: Number, wanted: bool | None) -> Number:
    """Return the number with messaging off, or with a task that turns it on in a while."""
    if wanted is None or (wanted and number.messaging_task):
        return number
    if not wanted:
        return replace(number, messaging_task=None, messaging_ready=None)
    task = call.ids.task(call.account.count("task"))
    return replace(number, messaging_task=task, messaging_ready=call.now + PROVISIONING)
