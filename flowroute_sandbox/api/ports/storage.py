"""The documents of port orders in the storage service."""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote

from flowroute_sandbox.api.signed_urls import error, etag, refusal, signed
from flowroute_sandbox.http.access import STORAGE
from flowroute_sandbox.http.messages import Response
from flowroute_sandbox.http.router import route

if TYPE_CHECKING:
    from datetime import datetime

    from flowroute_sandbox.api.context import Context
    from flowroute_sandbox.state.ports.rows import PortFileRow

# Assumed: port-upload-urls
LIFETIME = timedelta(hours=1)
LARGEST = 10 * 1024 * 1024
"""The largest document in bytes."""


@route("PUT", "/_sandbox/storage/{order_id}/{file_id}/{name}")
def upload_document(context: Context) -> Response:
    """200: the document at this URL is uploaded; the body is empty."""
    refused = refusal(context, "PUT", context.path["file_id"])
    row = context.account.port_files.get(context.path["file_id"])
    if refused is not None or row is None:
        return refused or error(404, "NoSuchKey", "The specified key does not exist.")
    content = context.request.body
    if len(content) > LARGEST:
        text = "Your proposed upload exceeds the maximum allowed size"
        return error(400, "EntityTooLarge", text)
    stored = replace(row, uploaded=context.now, content=b64encode(content).decode())
    context.account.port_files.put(stored)
    return Response(200, {"etag": etag(content)})


@route("GET", "/_sandbox/storage/{order_id}/{file_id}/{name}")
def download_document(context: Context) -> Response:
    """200 with the document at this URL; one that was pulled is never fetched, and empty."""
    row = context.account.port_files.get(context.path["file_id"])
    refused = refusal(context, "GET", context.path["file_id"])
    if refused is not None:
        return refused
    if row is None or (row.uploaded is None and row.original_url is None):
        return error(404, "NoSuchKey", "The specified key does not exist.")
    content = b64decode(row.content)
    headers = {"content-type": "application/octet-stream", "etag": etag(content)}
    return Response(200, headers, content)


def url(context: Context, row: PortFileRow, expires: datetime) -> str:
    """Return the URL to upload a document to, or to download it from, until it expires."""
    method = "PUT" if row.uploaded is None and row.original_url is None else "GET"
    path = f"{STORAGE}{row.order}/{row.id}/{quote(row.filename, safe='')}"
    return signed(context, path, method, row.id, expires)
