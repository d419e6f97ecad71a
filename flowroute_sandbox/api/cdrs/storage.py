"""The files of exports in the storage service: whole, or from a byte on."""

from __future__ import annotations

import re
from base64 import b64decode
from typing import TYPE_CHECKING

from flowroute_sandbox.api.signed_urls import error, etag, refusal, signed
from flowroute_sandbox.http.access import STORAGE
from flowroute_sandbox.http.messages import Response
from flowroute_sandbox.http.router import route

if TYPE_CHECKING:
    from datetime import datetime

    from flowroute_sandbox.api.context import Context
    from flowroute_sandbox.state.calls.rows import CdrExportRow

RANGE = re.compile(r"bytes=([0-9]{1,15})-([0-9]{1,15})?")


@route("GET", "/_sandbox/storage/{export_id}/{name}")
def download_cdr_export(context: Context) -> Response:
    """200 with the file of an export, or 206 with what a range asks for."""
    refused = refusal(context, "GET", context.path["export_id"])
    if refused is not None:
        return refused
    row = context.account.cdr_exports.get(context.path["export_id"])
    if row is None or row.status(context.now) != "completed":
        return error(404, "NoSuchKey", "The specified key does not exist.")
    content = b64decode(row.content)
    headers = {
        "content-type": "binary/octet-stream",
        "etag": etag(content),
        "accept-ranges": "bytes",
    }
    asked = context.request.headers
    match = RANGE.fullmatch(asked.get("range", ""))
    if match is None or asked.get("if-range", headers["etag"]) != headers["etag"]:
        return Response(200, headers, content)
    first, last = int(match[1]), min(int(match[2] or len(content)), len(content) - 1)
    if first > last:
        refused = error(416, "InvalidRange", "The requested range is not satisfiable")
        headers = {**refused.headers, "content-range": f"bytes */{len(content)}"}
        return Response(416, headers, refused.body)
    headers["content-range"] = f"bytes {first}-{last}/{len(content)}"
    return Response(206, headers, content[first : last + 1])


def url(context: Context, row: CdrExportRow, expires: datetime) -> str:
    """Return the URL to download the file of an export from, until it expires."""
    return signed(context, f"{STORAGE}{row.id}/cdrs-{row.id}.csv.gz", "GET", row.id, expires)
