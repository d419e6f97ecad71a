"""E911 records: the addresses that emergency services are sent to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flowroute_sandbox.api import number_resources
from flowroute_sandbox.api.addresses import locatable, read, same_place
from flowroute_sandbox.http import paging
from flowroute_sandbox.http.errors import (
    CANNOT_GEOCODE,
    DUPLICATE_ADDRESS,
    E911_IN_USE,
    NO_EMERGENCY_SERVICE,
    NOT_ON_ACCOUNT,
    Refused,
)
from flowroute_sandbox.http.fields import Fields
from flowroute_sandbox.http.json_responses import Document, json_response, no_content
from flowroute_sandbox.http.router import route
from flowroute_sandbox.http.validation_messages import LABEL_TAKEN
from flowroute_sandbox.state import funds
from flowroute_sandbox.state.prices import E911_ASSIGNMENT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flowroute_sandbox.api.context import Context
    from flowroute_sandbox.http.messages import Response
    from flowroute_sandbox.state.entities import E911Row


@route("GET", "/v2/e911s")
def list_e911s(context: Context) -> Response:
    """200 with the records that meet every filter, the newest first."""
    query = context.query()
    page = paging.page(query, maximum=2000, strict=context.strict)
    names = ("label", "street_name", "city", "state")
    filters = {name: query[name] for name in names if name in query}
    # Assumed: list-order-e911s
    newest_first = sorted(context.account.e911s, key=lambda row: int(row.id), reverse=True)
    rows, more = page.cut(row for row in newest_first if _meets(row, filters))
    links = page.links(context.url("/v2/e911s"), filters, more=more)
    return json_response({"data": [resource(context, row) for row in rows], "links": links})


@route("POST", "/v2/e911s")
def create_e911(context: Context) -> Response:
    """201 with the new record, whose address is geocoded and not on the account yet."""
    fields = _fields(context)
    new = _located(context, fields, None)
    # Assumed: duplicate-address
    if any(same_place(new, row) for row in context.account.e911s):
        raise Refused(DUPLICATE_ADDRESS)
    _check_label(context, fields, new)
    funds.charge(context.account, 0)
    new = replace(new, id=context.ids.numeric("e911", context.account.count("e911")))
    context.account.e911s.put(new)
    return json_response({"data": _written(context, new)}, 201)


@route("POST", "/v2/e911s/validate")
def validate_e911(context: Context) -> Response:
    """204 when the address could be used for a record, or is that of one."""
    fields = _fields(context)
    address = _located(context, fields, None)
    if not any(same_place(address, row) for row in context.account.e911s):
        _check_label(context, fields, address)
    return no_content()


@route("GET", "/v2/e911s/{e911_id}")
def e911_details(context: Context) -> Response:
    """200 with one record."""
    return json_response({"data": resource(context, _record(context))})


@route("PATCH", "/v2/e911s/{e911_id}")
def update_e911(context: Context) -> Response:
    """200 with the record as it is now; what the body leaves out stays."""
    old = _record(context)
    fields = _fields(context)
    new = _located(context, fields, old)
    _check_label(context, fields, new)
    funds.charge(context.account, 0)
    context.account.e911s.put(new)
    return json_response({"data": _written(context, new)})


@route("DELETE", "/v2/e911s/{e911_id}")
def delete_e911(context: Context) -> Response:
    """204, unless a number still uses the record."""
    record = _record(context)
    if any(row.e911 == record.id for row in context.account.numbers):
        raise Refused(E911_IN_USE)
    context.account.e911s.drop(record.id)
    return no_content()


@route("GET", "/v2/e911s/{e911_id}/relationships/numbers")
def list_e911_associations(context: Context) -> Response:
    """200 with the numbers that use the record, ascending."""
    record = _record(context)
    # Assumed: association-limit
    page = paging.page(context.query(), maximum=200, strict=context.strict)
    used = [row for row in context.account.numbers if row.e911 == record.id]
    rows, more = page.cut(sorted(used, key=lambda row: row.value))
    links = page.links(context.url(f"/v2/e911s/{record.id}/relationships/numbers"), {}, more=more)
    data = [number_resources.reference(context, row) for row in rows]
    return json_response({"data": data, "links": links})


@route("PATCH", "/v2/numbers/{number_id}/relationships/e911s/{e911_id}")
def associate_e911(context: Context) -> Response:
    """204: emergency calls from the number carry the record's address.

    The fee is due the first time for each record; repeating it changes nothing.
    """
    number, record = context.number(), _record(context)
    if not number.facts.emergency:
        raise Refused(NO_EMERGENCY_SERVICE)
    if record.id not in number.e911s_paid:
        funds.charge(context.account, E911_ASSIGNMENT)
        number = replace(number, e911s_paid=(*number.e911s_paid, record.id))
    context.account.numbers.put(replace(number, e911=record.id))
    return no_content()


@route("DELETE", "/v2/numbers/{number_id}/relationships/e911s")
def unassociate_e911(context: Context) -> Response:
    """204: the number has no E911 record."""
    context.account.numbers.put(replace(context.number(), e911=None))
    return no_content()


def resource(context: Context, row: E911Row) -> Document:
    """Return a record as Flowroute shows it; an unset address type is an empty text."""
    return {
        "attributes": _attributes(row),
        "id": row.id,
        "links": {"self": context.url(f"/v2/e911s/{row.id}")},
        "type": "e911",
    }


def _attributes(row: E911Row) -> Document:
    return {
        "address_type": row.address_type,
        "address_type_number": row.address_type_number,
        "city": row.city,
        "country": row.country,
        "first_name": row.first_name,
        "label": row.label,
        "last_name": row.last_name,
        "state": row.state,
        "street_name": row.street_name,
        "street_number": row.street_number,
        "zip": row.zip,
    }


def _written(context: Context, row: E911Row) -> Document:
    """Return a record as the request that wrote it shows it: without an unset address type."""
    shown = resource(context, row)
    unset = {name for name in ("address_type", "address_type_number") if not getattr(row, name)}
    attributes = {name: value for name, value in _attributes(row).items() if name not in unset}
    return {**shown, "attributes": attributes}


def _meets(row: E911Row, filters: Mapping[str, str]) -> bool:
    """Return whether a record has this state, and contains the other texts, in any case."""
    texts = ((name, getattr(row, name).lower(), text.lower()) for name, text in filters.items())
    return all(text == value if name == "state" else text in value for name, value, text in texts)


def _record(context: Context) -> E911Row:
    row = context.account.e911s.get(context.path["e911_id"])
    if row is None:
        raise Refused(NOT_ON_ACCOUNT)
    return row


def _fields(context: Context) -> Fields:
    body = context.body()
    body.check_type("e911")
    return Fields(body)


def _located(context: Context, fields: Fields, old: E911Row | None) -> E911Row:
    """Return the address in the body, which is complete and on a map."""
    address = read(fields, old)
    if not locatable(context.account, address):
        raise Refused(CANNOT_GEOCODE)
    return address


def _check_label(context: Context, fields: Fields, new: E911Row) -> None:
    """Refuse a label that another record has."""
    # Assumed: duplicate-label
    if any(row.label == new.label and row.id != new.id for row in context.account.e911s):
        fields.wrong("label", LABEL_TAKEN)
    fields.check()
