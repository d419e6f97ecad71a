"""CNAM records: the names that called parties see.

A record is pending until it is approved or rejected, by Flowroute's staff or the control API.
"""

from __future__ import annotations

import re
from dataclasses import replace
from email.utils import format_datetime
from typing import TYPE_CHECKING

from flowroute_sandbox.api import number_resources
from flowroute_sandbox.http import paging
from flowroute_sandbox.http.errors import (
    CNAM_NOT_APPROVED,
    CNAM_NOT_PENDING,
    DUPLICATE_CNAM,
    NO_CNAM_SERVICE,
    NO_CNAM_TO_DELETE,
    NOT_ON_ACCOUNT,
    Refused,
)
from flowroute_sandbox.http.fields import Fields
from flowroute_sandbox.http.filters import flag
from flowroute_sandbox.http.json_responses import Document, json_response, no_content
from flowroute_sandbox.http.router import route
from flowroute_sandbox.http.validation_messages import NO_LETTER, NOT_ALLOWED
from flowroute_sandbox.state import funds
from flowroute_sandbox.state.entities import CnamRow

if TYPE_CHECKING:
    from datetime import datetime

    from flowroute_sandbox.api.context import Context
    from flowroute_sandbox.http.bodies import Body
    from flowroute_sandbox.http.messages import Response

MAXIMUM = 15


@route("GET", "/v2/cnams")
def list_cnams(context: Context) -> Response:
    """200 with the records that meet every filter, the oldest first."""
    query = context.query()
    page = paging.page(query)
    approved = flag(query, "is_approved")
    filters = {} if approved is None else {"is_approved": str(approved)}
    if "value" in query:
        filters["value"] = query["value"]
    # Assumed: list-order-cnams
    rows, more = page.cut(
        row
        for row in sorted(context.account.cnams, key=lambda row: int(row.id))
        if approved in {None, row.approved is not None}
        and filters.get("value", "").upper() in row.value
    )
    links = page.links(context.url("/v2/cnams"), filters, more=more)
    return json_response({"data": [resource(context, row) for row in rows], "links": links})


@route("POST", "/v2/cnams")
def create_cnam(context: Context) -> Response:
    """201 with the new record: in upper case, pending, and the only one with its value."""
    body = context.body()
    body.check_type("cnam")
    value = _value(body)
    _check_unique(context, value)
    funds.charge(context.account, 0)
    new = CnamRow(context.ids.numeric("cnam", context.account.count("cnam")), value, context.now)
    context.account.cnams.put(new)
    return json_response({"data": resource(context, new)}, 201)


@route("GET", "/v2/cnams/{cnam_id}")
def cnam_details(context: Context) -> Response:
    """200 with one record, and the numbers it is used for once it is approved."""
    record = _record(context)
    shown = resource(context, record)
    document: Document = {"data": shown}
    if record.approved is not None:
        used = [row for row in context.account.numbers if row.cnam == record.id]
        used.sort(key=lambda row: row.value)
        identifiers = [{"type": "number", "id": row.value} for row in used]
        shown["relationships"] = {"numbers": {"data": identifiers}}
        if used:
            document["included"] = [number_resources.reference(context, row) for row in used]
    return json_response(document)


@route("PATCH", "/v2/cnams/{cnam_id}")
def update_pending_cnam(context: Context) -> Response:
    """200 with the record as it is now; only a pending one can be changed."""
    record = _record(context)
    body = context.body()
    body.check_type("cnam")
    value = _value(body)
    if not record.pending:
        raise Refused(CNAM_NOT_PENDING)
    _check_unique(context, value, record)
    new = replace(record, value=value)
    context.account.cnams.put(new)
    return json_response({"data": resource(context, new)})


@route("DELETE", "/v2/cnams/{cnam_id}")
def delete_cnam(context: Context) -> Response:
    """204: the record is deleted, from every number as well."""
    record = context.account.cnams.get(context.path["cnam_id"])
    if record is None:
        raise Refused(NO_CNAM_TO_DELETE)
    for number in list(context.account.numbers):
        if number.cnam == record.id:
            context.account.numbers.put(replace(number, cnam=None))
    context.account.cnams.drop(record.id)
    return no_content()


@route(
    "PATCH",
    "/v2/numbers/{number_id}/relationships/cnams/{cnam_id}",
    "/v2/numbers/{number_id}/relationships/cnam/{cnam_id}",
)
def associate_cnam(context: Context) -> Response:
    """202: the number has this approved CNAM record; the id is an integer here."""
    number, record = context.number(), _record(context)
    if record.approved is None:
        raise Refused(CNAM_NOT_APPROVED)
    if number.facts.number_type != "longcode" or number.facts.iso_country != "US":
        raise Refused(NO_CNAM_SERVICE)
    funds.charge(context.account, 0)
    # Assumed: cnam-at-once
    context.account.numbers.put(replace(number, cnam=record.id))
    return _association(context, int(record.id))


@route(
    "DELETE",
    "/v2/numbers/{number_id}/relationships/cnams",
    "/v2/numbers/{number_id}/relationships/cnam",
)
def unassociate_cnam(context: Context) -> Response:
    """202: the number has no CNAM record; the id is null here."""
    context.account.numbers.put(replace(context.number(), cnam=None))
    return _association(context, None)


def resource(context: Context, row: CnamRow) -> Document:
    """Return a record as Flowroute shows it."""
    return {
        "attributes": {
            "approval_datetime": None if row.approved is None else _moment(row.approved),
            "creation_datetime": _moment(row.created),
            "is_approved": row.approved is not None,
            "rejection_reason": row.rejection_reason,
            "value": row.value,
        },
        "id": row.id,
        "links": {"self": context.url(f"/v2/cnams/{row.id}")},
        "type": "cnam",
    }


def _association(context: Context, record_id: int | None) -> Response:
    attributes = {"date_created": format_datetime(context.now, usegmt=True)}
    return json_response({"data": {"attributes": attributes, "id": record_id, "type": "cnam"}}, 202)


def _record(context: Context) -> CnamRow:
    row = context.account.cnams.get(context.path["cnam_id"])
    if row is None:
        raise Refused(NOT_ON_ACCOUNT)
    return row


def _value(body: Body) -> str:
    """Return the name in the body, in upper case."""
    fields = Fields(body)
    value = fields.required("value", maximum=MAXIMUM)
    if value and not re.fullmatch(r"[A-Za-z0-9 _.,@+&'/\"-]*", value):
        fields.wrong("value", NOT_ALLOWED)
    elif value.strip() and not re.search("[A-Za-z]", value):
        fields.wrong("value", NO_LETTER)
    fields.check()
    return value.upper()


def _check_unique(context: Context, value: str, own: CnamRow | None = None) -> None:
    """Refuse a value that another record of the account has, rejected ones included."""
    if any(row.value == value and row != own for row in context.account.cnams):
        raise Refused(DUPLICATE_CNAM)


def _moment(moment: datetime) -> str:
    return moment.isoformat(sep=" ", timespec="microseconds")
