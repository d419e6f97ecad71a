"""E911 records: the addresses that emergency services are sent to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flowroute_sandbox.api import number_resources
from flowroute_sandbox.api.addresses import locatable, read, same_place
from flowroute_sandbox.http import paging
from flowroute_sandbox.http.answers import Document, answer, no_content
from flowroute_sandbox.http.errors import (
    CANNOT_GEOCODE,
    DUPLICATE_ADDRESS,
    E911_IN_USE,
    NO_EMERGENCY_SERVICE,
    NOT_ON_ACCOUNT,
    Refused,
)
from flowroute_sandbox.http.fields import Fields
from flowroute_sandbox.http.router import route
from flowroute_sandbox.http.validation_messages import LABEL_TAKEN
from flowroute_sandbox.state import funds
from flowroute_sandbox.state.prices import E911_ASSIGNMENT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flowroute_sandbox.api.call import Call
    from flowroute_sandbox.http.messages import Response
    from flowroute_sandbox.state.entities import E911


@route("GET", "/v2/e911s")
def list_e911s(call: Call) -> Response:
    """200 with the records that meet every filter, the newest first."""
    query = call.query()
    page = paging.page(query, maximum=2000, strict=call.strict)
    names = ("label", "street_name", "city", "state")
    filters = {name: query[name] for name in names if name in query}
    # Assumed: list-order-e911s
    newest_first = sorted(call.account.e911s, key=lambda row: int(row.id), reverse=True)
    rows, more = page.cut(row for row in newest_first if _meets(row, filters))
    links = page.links(call.url("/v2/e911s"), filters, more=more)
    return answer({"data": [resource(call, row) for row in rows], "links": links})


@route("POST", "/v2/e911s")
def create_e911(call: Call) -> Response:
    """201 with the new record, whose address could be found and is not on the account yet."""
    fields = _fields(call)
    new = _located(call, fields, None)
    # Assumed: duplicate-address
    if any(same_place(new, row) for row in call.account.e911s):
        raise Refused(DUPLICATE_ADDRESS)
    _check_label(call, fields, new)
    funds.charge(call.account, 0)
    new = replace(new, id=call.ids.numeric("e911", call.account.count("e911")))
    call.account.e911s.put(new)
    return answer({"data": resource(call, new)}, 201)


@route("POST", "/v2/e911s/validate")
def validate_e911(call: Call) -> Response:
    """204 when the address could be used for a record."""
    fields = _fields(call)
    _check_label(call, fields, _located(call, fields, None))
    return no_content()


@route("GET", "/v2/e911s/{e911_id}")
def e911_details(call: Call) -> Response:
    """200 with one record."""
    return answer({"data": resource(call, _record(call))})


@route("PATCH", "/v2/e911s/{e911_id}")
def update_e911(call: Call) -> Response:
    """200 with the record as it is now; what the body leaves out stays."""
    old = _record(call)
    fields = _fields(call)
    new = _located(call, fields, old)
    _check_label(call, fields, new)
    funds.charge(call.account, 0)
    call.account.e911s.put(new)
    return answer({"data": resource(call, new)})


@route("DELETE", "/v2/e911s/{e911_id}")
def delete_e911(call: Call) -> Response:
    """204, unless a number still uses the record."""
    record = _record(call)
    if any(row.e911 == record.id for row in call.account.numbers):
        raise Refused(E911_IN_USE)
    call.account.e911s.drop(record.id)
    return no_content()


@route("GET", "/v2/e911s/{e911_id}/relationships/numbers")
def list_e911_associations(call: Call) -> Response:
    """200 with the numbers that use the record, ascending."""
    record = _record(call)
    # Assumed: association-limit
    page = paging.page(call.query(), maximum=200, strict=call.strict)
    used = [row for row in call.account.numbers if row.e911 == record.id]
    rows, more = page.cut(sorted(used, key=lambda row: row.value))
    links = page.links(call.url(f"/v2/e911s/{record.id}/relationships/numbers"), {}, more=more)
    data = [number_resources.reference(call, row) for row in rows]
    return answer({"data": data, "links": links})


@route("PATCH", "/v2/numbers/{number_id}/relationships/e911s/{e911_id}")
def associate_e911(call: Call) -> Response:
    """204: emergency calls from the number carry the record's address.

    The fee is due the first time the two meet; doing it again changes nothing.
    """
    number, record = call.number(), _record(call)
    if not number.facts.emergency:
        raise Refused(NO_EMERGENCY_SERVICE)
    if record.id not in number.e911s_paid:
        funds.charge(call.account, E911_ASSIGNMENT)
        number = replace(number, e911s_paid=(*number.e911s_paid, record.id))
    call.account.numbers.put(replace(number, e911=record.id))
    return no_content()


@route("DELETE", "/v2/numbers/{number_id}/relationships/e911s")
def unassociate_e911(call: Call) -> Response:
    """204: the number has no E911 record."""
    call.account.numbers.put(replace(call.number(), e911=None))
    return no_content()


def resource(call: Call, row: E911) -> Document:
    """Return a record as Flowroute shows it; an unset address type is an empty text."""
    return {
        "attributes": {
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
        },
        "id": row.id,
        "links": {"self": call.url(f"/v2/e911s/{row.id}")},
        "type": "e911",
    }


def _meets(row: E911, filters: Mapping[str, str]) -> bool:
    """Whether a record has the state asked for, and the other texts somewhere, in any case."""
    texts = ((name, getattr(row, name).lower(), text.lower()) for name, text in filters.items())
    return all(text == value if name == "state" else text in value for name, value, text in texts)


def _record(call: Call) -> E911:
    row = call.account.e911s.get(call.path["e911_id"])
    if row is None:
        raise Refused(NOT_ON_ACCOUNT)
    return row


def _fields(call: Call) -> Fields:
    body = call.body()
    body.check_type("e911")
    return Fields(body)


def _located(call: Call, fields: Fields, old: E911 | None) -> E911:
    """Return the address in the body, which is complete and on a map."""
    address = read(fields, old)
    if not locatable(call.account, address):
        raise Refused(CANNOT_GEOCODE)
    return address


def _check_label(call: Call, fields: Fields, new: E911) -> None:
    """Refuse a label that another record has."""
    # Assumed: duplicate-label
    if any(row.label == new.label and row.id != new.id for row in call.account.e911s):
        fields.wrong("label", LABEL_TAKEN)
    fields.check()
