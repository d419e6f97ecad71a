"""The URLs of the storage service, which the sandbox serves itself.

It is as Amazon's S3 is: the right to one PUT or GET is in the query of the URL, credentials beside
it are refused, and errors are documents of XML.
"""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import blake2b, md5
from hmac import compare_digest
from html import escape
from typing import TYPE_CHECKING

from flowroute_sandbox.http.messages import Response

if TYPE_CHECKING:
    from flowroute_sandbox.api.context import Context


def signed(context: Context, path: str, method: str, file_id: str, expires: datetime) -> str:
    """Return the URL of a file, with the right to one method until it expires."""
    moment = int(expires.astimezone(UTC).timestamp())
    signature = _signature(context, method, file_id, moment)
    return context.url(f"{path}?Expires={moment}&Signature={signature}")


def refusal(context: Context, method: str, file_id: str) -> Response | None:
    """Return the refusal of a request without the right to it, None where it has that."""
    if "authorization" in context.request.headers:
        return error(400, "InvalidArgument", "Only one auth mechanism allowed")
    query = context.query()
    expires = query.get("Expires", "")
    if not expires.isdecimal() or len(expires) > 12:
        return error(403, "AccessDenied", "Access Denied")
    right = _signature(context, method, file_id, int(expires))
    if not compare_digest(query.get("Signature", "").encode(), right.encode()):
        text = "The request signature we calculated does not match the signature you provided."
        return error(403, "SignatureDoesNotMatch", text)
    if int(expires) <= context.now.timestamp():
        return error(403, "AccessDenied", "Request has expired")
    return None


def error(status: int, code: str, message: str) -> Response:
    """Return an error of the storage service."""
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f"<Error><Code>{code}</Code><Message>{escape(message)}</Message></Error>"
    )
    return Response(status, {"content-type": "application/xml"}, text.encode())


def etag(content: bytes) -> str:
    """Return what the storage service calls this content."""
    return f'"{md5(content, usedforsecurity=False).hexdigest()}"'


def _signature(context: Context, method: str, file_id: str, expires: int) -> str:
    text = f"{context.ids.seed}:{method}:{file_id}:{expires}"
    return blake2b(text.encode(), digest_size=20).hexdigest()
