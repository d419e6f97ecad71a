"""Messages: sending, and the records of what was sent and received."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flowroute_sandbox.api.message_bodies import is_mms, outbound
from flowroute_sandbox.api.new_messages import accept
from flowroute_sandbox.http import paging, periods
from flowroute_sandbox.http.bodies import invalid
from flowroute_sandbox.http.errors import NOT_ON_ACCOUNT, Refused
from flowroute_sandbox.http.json_responses import Document, json_response
from flowroute_sandbox.http.router import route
from flowroute_sandbox.http.validation_messages import MISSING
from flowroute_sandbox.state import limits, receipts
from flowroute_sandbox.state.media import media_document, media_id
from flowroute_sandbox.state.prices import DOLLAR, price

if TYPE_CHECKING:
    from flowroute_sandbox.api.context import Context
    from flowroute_sandbox.http.bodies import Body
    from flowroute_sandbox.http.messages import Response
    from flowroute_sandbox.state.entities import MessageRow


@route("POST", "/{version}/messages")
def send_a_message(context: Context) -> Response:
    """202 with the id of the message, which is queued."""
    message = accept(context, outbound(context, counted_body(context)))
    links = {"self": context.url(f"/{context.path['version']}/messages/{message.id}")}
    return json_response({"data": {"links": links, "type": "message", "id": message.id}}, 202)


@route("GET", "/{version}/messages/{message_id}")
def look_up_a_message_detail_record(context: Context) -> Response:
    """200 with one message, and the files of a multimedia one."""
    message = context.account.messages.get(context.path["message_id"])
    if message is None:
        raise Refused(NOT_ON_ACCOUNT)
    document: Document = {"data": _resource(context, message)}
    if message.media:
        document["included"] = [
            media_document(context.path["version"], file, context.request.origin)
            for file in message.media
        ]
    return json_response(document)


@route("GET", "/{version}/messages")
def look_up_a_set_of_messages(context: Context) -> Response:
    """200 with the messages of a period, the newest first."""
    rows, links = period(context)
    # Assumed: last-page-of-messages
    document: Document = {"data": [_resource(context, row) for row in rows], "links": links}
    files = [
        media_document(context.path["version"], file, context.request.origin)
        for row in rows
        for file in row.media
    ]
    if files:
        document["included"] = files
    return json_response(document)


def period(context: Context) -> tuple[list[MessageRow], Document]:
    """Return the messages of the period in the query, the newest first, and the links of a page."""
    query = context.query()
    page = paging.page(query)
    start = periods.moment(query, "start_date")
    end = periods.moment(query, "end_date")
    if start is None:
        raise invalid({"start_date": [MISSING]})
    # Assumed: period-bounds
    rows, more = page.cut(
        row
        for row in reversed(context.account.messages)
        if start <= row.accepted and (end is None or row.accepted <= end)
    )
    links: Document = {}
    if more:
        following = {"limit": str(page.limit), "start_date": start.isoformat()}
        if end is not None:
            following["end_date"] = end.isoformat()
        following["offset"] = str(page.offset + page.limit)
        address = context.url(f"/{context.path['version']}/messages")
        links["next"] = f"{address}?{paging.query_string(following)}"
    return rows, links


def counted_body(context: Context) -> Body:
    """Return the decoded body; count the attempt whatever it is, with rate limits against them."""
    kind, allowed = "sms", limits.SMS_PER_SECOND
    try:
        body = context.body()
        if is_mms(body):
            kind, allowed = "mms", limits.MMS_PER_SECOND
    finally:
        endpoint = f"{context.path['version']} {kind}"
        context.live.gauge.note(endpoint, context.now)
        # Assumed: limits-on-sending
        if context.rate_limit:
            try:
                limits.attempt(context.account, endpoint, context.now, allowed)
            except Refused:
                context.live.gauge.refuse(endpoint)
                raise
    return body


def _resource(context: Context, message: MessageRow) -> Document:
    """Return a message detail record; version 2.2 has the parts of the price."""
    attributes: Document = {
        "body": message.body,
        "status": receipts.status(message, context.now),
        "direction": "outbound" if message.outbound else "inbound",
        "amount_nanodollars": message.amount,
        "to": message.recipient,
        "message_encoding": message.encoding,
        "timestamp": receipts.hundredths(message.accepted),
        "delivery_receipts": receipts.receipts(message, context.now),
        "amount_display": price(message.amount),
        "from": message.sender,
        "is_mms": message.is_mms,
        "message_type": message.message_type,
    }
    # Assumed: price-details-form
    if context.path["version"] == "v2.2":
        attributes["price_details"] = {
            "base_rate": f"{message.amount / message.segments / DOLLAR:.4f}",
            "surcharge_rate": "0.0000",
            "segment_count": message.segments,
            "charged_cost": f"{message.amount / DOLLAR:.4f}",
        }
    shown: Document = {"attributes": attributes, "type": "message", "id": message.id}
    if message.media:
        version = context.path["version"]
        identifiers = [{"type": "media", "id": media_id(version, file)} for file in message.media]
        shown["relationships"] = {"media": {"data": identifiers}}
    return shown
