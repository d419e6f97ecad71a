"""The storage service of documents, which the sandbox serves itself.

It is as Amazon's S3 is: the right to one PUT or GET is in the query of the URL, credentials beside
it are refused, and errors are documents of XML.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import blake2b, md5
from hmac import compare_digest
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from flowroute_sandbox.http.access import STORAGE
from flowroute_sandbox.http.messages import Response
from flowroute_sandbox.http.router import route

if TYPE_CHECKING:
    from flowroute_sandbox.api.context import Context
    from flowroute_sandbox.state.ports.rows import PortFileRow

# Assumed: port-upload-urls
LIFETIME = timedelta(hours=1)
LARGEST = 10 * 1024 * 1024
"""The largest document in bytes."""


@route("PUT", "/_sandbox/storage/{order_id}/{file_id}/{name}")
def upload_document(context: Context) -> Response:
    """200: the document at this URL is uploaded; the body is empty."""
    refused = _refusal(context, "PUT")
    row = context.account.port_files.get(context.path["file_id"])
    if refused is not None or row is None:
        return refused or _error(404, "NoSuchKey", "The specified key does not exist.")
    content = context.request.body
    if len(content) > LARGEST:
        text = "Your proposed upload exceeds the maximum allowed size"
        return _error(400, "EntityTooLarge", text)
    stored = replace(row, uploaded=context.now, content=b64encode(content).decode())
    context.account.port_files.put(stored)
    return Response(200, {"etag": _etag(content)})


@route("GET", "/_sandbox/storage/{order_id}/{file_id}/{name}")
def download_document(context: Context) -> Response:
    """200 with the document at this URL; one that was pulled is never fetched, and empty."""
    row = context.account.port_files.get(context.path["file_id"])
    refused = _refusal(context, "GET")
    if refused is not None:
        return refused
    if row is None or (row.uploaded is None and row.original_url is None):
        return _error(404, "NoSuchKey", "The specified key does not exist.")
    content = b64decode(row.content)
    headers = {"content-type": "application/octet-stream", "etag": _etag(content)}
    return Response(200, headers, content)


def url(context: Context, row: PortFileRow, expires: datetime) -> str:
    """Return the URL to upload a document to, or to download it from, until it expires."""
    moment = int(expires.astimezone(UTC).timestamp())
    method = "PUT" if row.uploaded is None and row.original_url is None else "GET"
    path = f"{STORAGE}{row.order}/{row.id}/{quote(row.filename, safe='')}"
    signature = _signature(context, method, row.id, moment)
    return context.url(f"{path}?Expires={moment}&Signature={signature}")


def _refusal(context: Context, method: str) -> Response | None:
    """Return the refusal of a request without the right to it, None where it has that."""
    if "authorization" in context.request.headers:
        return _error(400, "InvalidArgument", "Only one auth mechanism allowed")
    query = context.query()
    expires = query.get("Expires", "")
    if not expires.isdecimal() or len(expires) > 12:
        return _error(403, "AccessDenied", "Access Denied")
    right = _signature(context, method, context.path["file_id"], int(expires))
    if not compare_digest(query.get("Signature", "").encode(), right.encode()):
        text = "The request signature we calculated does not match the signature you provided."
        return _error(403, "SignatureDoesNotMatch", text)
    if int(expires) <= context.now.timestamp():
        return _error(403, "AccessDenied", "Request has expired")
    return None


def _signature(context: Context, method: str, file_id: str, expires: int) -> str:
    text = f"{context.ids.seed}:{method}:{file_id}:{expires}"
    return blake2b(text.encode(), digest_size=20).hexdigest()


def _etag(content: bytes) -> str:
    return f'"{md5(content, usedforsecurity=False).hexdigest()}"'


def _error(status: int, code: str, message: str) -> Response:
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f"<Error><Code>{code}</Code><Message>{escape(message)}</Message></Error>"
    )
    return Response(status, {"content-type": "application/xml"}, text.encode())
