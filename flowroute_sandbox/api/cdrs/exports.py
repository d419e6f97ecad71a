"""CDR exports: create, list, details. They are completed by the clock."""

from __future__ import annotations

import json
from base64 import b64encode
from datetime import timedelta
from typing import TYPE_CHECKING

from flowroute_sandbox.api.cdrs import files, filters, resources
from flowroute_sandbox.http import paging
from flowroute_sandbox.http.errors import NOT_ON_ACCOUNT, Refused
from flowroute_sandbox.http.fields import Fields
from flowroute_sandbox.http.json_responses import json_response
from flowroute_sandbox.http.router import route
from flowroute_sandbox.state.calls.rows import CdrExportRow, ExportStep

if TYPE_CHECKING:
    from flowroute_sandbox.api.context import Context
    from flowroute_sandbox.http.messages import Response

# developer.flowroute.com: typically less than five minutes.
# Assumed: cdr-progress
COMPLETED_AFTER = timedelta(minutes=1)


@route("POST", "/v2/cdrs/exports")
def create_a_cdr_export(context: Context) -> Response:
    """201 with the export, which is being made of the calls that there are now."""
    body = context.body()
    body.check_type("cdrexport")
    sent = Fields(body)
    url = sent.url("callback_url")
    wanted, shown = filters.read(sent)
    sent.check()
    now = context.now
    # Assumed: calls-in-progress
    calls = sorted(
        (
            call
            for call in context.account.calls
            if wanted.match(call) and call.start + timedelta(seconds=call.seconds) <= now
        ),
        key=lambda call: call.start,
        reverse=True,
    )
    content, totals = files.written(calls)
    count = context.account.count("cdr_export")
    row = CdrExportRow(
        id=context.ids.numeric("cdr_export", count),
        sequence=count,
        callback_url=url or None,
        filters=json.dumps(shown),
        requested=now,
        steps=(ExportStep("processing", now), ExportStep("completed", now + COMPLETED_AFTER)),
        totals=totals,
        content=b64encode(content).decode(),
    )
    context.account.cdr_exports.put(row)
    link = context.url(f"/v2/cdrs/exports/{row.id}")
    # Assumed: cdr-export-created
    return json_response({"data": resources.export(context, row) | {"links": {"self": link}}}, 201)


@route("GET", "/v2/cdrs/exports")
def list_cdr_exports(context: Context) -> Response:
    """200 with the exports, the newest first, each wrapped once more; their ids are integers."""
    query = context.query()
    page = paging.page(query, maximum=200, strict=context.strict)
    wanted = query.get("status", "").lower()
    newest = sorted(context.account.cdr_exports, key=lambda row: -row.sequence)
    rows, more = page.cut(row for row in newest if not wanted or row.status(context.now) == wanted)
    exports = [{"data": resources.export(context, row) | {"id": int(row.id)}} for row in rows]
    links = {"self": _link(page.offset, page.limit)}
    if more:
        links["next"] = _link(page.offset + page.limit, page.limit)
    return json_response({"data": exports, "links": links})


@route("GET", "/v2/cdrs/exports/{export_id}")
def list_cdr_export_details(context: Context) -> Response:
    """200 with one export."""
    row = find(context)
    links = {"self": f"{resources.INTERNAL}/{row.id}"}
    return json_response({"data": resources.export(context, row) | {"links": links}})


def find(context: Context) -> CdrExportRow:
    """Return the export that the path names, or raise Refused."""
    row = context.account.cdr_exports.get(context.path["export_id"])
    if row is None:
        raise Refused(NOT_ON_ACCOUNT)
    return row


def _link(offset: int, limit: int) -> str:
    return f"{resources.INTERNAL}?offset={offset}&limit={limit}"
