"""The documents of port orders: direct upload, request to pull, list, details."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

from flowroute_sandbox.api.ports import resources, storage
from flowroute_sandbox.http import paging
from flowroute_sandbox.http.errors import NOT_ON_ACCOUNT, PORT_NOT_CORRECTABLE, Refused
from flowroute_sandbox.http.fields import Fields
from flowroute_sandbox.http.json_responses import json_response
from flowroute_sandbox.http.router import route
from flowroute_sandbox.http.validation_messages import EMPTY
from flowroute_sandbox.state.ports.progress import CORRECTABLE
from flowroute_sandbox.state.ports.rows import PortFileRow, PortOrderRow

if TYPE_CHECKING:
    from flowroute_sandbox.api.context import Context
    from flowroute_sandbox.http.messages import Response


@route("POST", "/v2/portorders/{order_id}/upload_file")
def add_a_document_via_direct_upload(context: Context) -> Response:
    """200 with the URL to PUT the document to, which expires."""
    order = _order(context)
    sent = Fields(context.body())
    name = sent.required("filename")
    if name and not _last(name):
        sent.wrong("filename", EMPTY)
    sent.check()
    _check_correctable(context, order)
    row = _new(context, order, _last(name), None)
    context.account.port_files.put(row)
    return json_response({"data": resources.file_url(context, row)})


@route("POST", "/v2/portorders/{order_id}/files")
def request_a_document_pull(context: Context) -> Response:
    """200 with the file, which is fetched by the clock: the sandbox fetches nothing."""
    order = _order(context)
    sent = Fields(context.body())
    url = sent.url("url", required=True)
    sent.check()
    _check_correctable(context, order)
    return json_response({"data": resources.file(context, pull(context, order, url))})


@route("GET", "/v2/portorders/{order_id}/files")
def list_port_order_documents(context: Context) -> Response:
    """200 with the documents of an order, the oldest first."""
    order = _order(context)
    page = paging.page(context.query(), maximum=200, strict=context.strict)
    rows, more = page.cut(resources.files(context, order))
    links = page.links(context.url(f"/v2/portorders/{order.id}/files"), {}, more=more)
    return json_response({"data": [resources.file(context, row) for row in rows], "links": links})


@route("GET", "/v2/portorders/{order_id}/files/{file_id}")
def download_a_document_from_a_port_order(context: Context) -> Response:
    """200 with one document of an order, and the URL of its content."""
    order = _order(context)
    row = context.account.port_files.get(context.path["file_id"])
    if row is None or row.order != order.id:
        raise Refused(NOT_ON_ACCOUNT)
    return json_response({"data": resources.file_url(context, row)})


def pull(context: Context, order: PortOrderRow, url: str) -> PortFileRow:
    """Put a document that is to be fetched on the order, and return it."""
    parts = urlsplit(url)
    named = parse_qs(parts.query).get("filename", [""])[0]
    row = _new(context, order, _last(named) or _last(unquote(parts.path)) or "document", url)
    context.account.port_files.put(row)
    return row


def keep(context: Context, order: PortOrderRow, name: str, content: str) -> None:
    """Put a document with this content, in base64, on the order."""
    row = _new(context, order, name, None)
    context.account.port_files.put(replace(row, uploaded=context.now, content=content))


def _new(context: Context, order: PortOrderRow, name: str, url: str | None) -> PortFileRow:
    count = context.account.count("port_file")
    expires = None if url else context.now + storage.LIFETIME
    identity = context.ids.numeric("port_file", count)
    return PortFileRow(identity, order.id, name, url, context.now, expires)


def _last(path: str) -> str:
    """Return the name at the end of a path, of Windows too."""
    return path.replace("\\", "/").rstrip("/").rpartition("/")[2].strip()


def _order(context: Context) -> PortOrderRow:
    row = context.account.ports.get(context.path["order_id"])
    if row is None:
        raise Refused(NOT_ON_ACCOUNT)
    return row


def _check_correctable(context: Context, order: PortOrderRow) -> None:
    # developer.flowroute.com, Add Additional Documents: only while pending or rejected.
    if order.status(context.now) not in CORRECTABLE:
        raise Refused(PORT_NOT_CORRECTABLE)
