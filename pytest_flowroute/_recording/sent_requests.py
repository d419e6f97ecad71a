"""Requests as a recording has them: what a test sends is scrubbed as what was recorded was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._base.http_messages import HTTPResponse
from .._playback.canonical import canonical_request
from .recorder import interaction
from .scrubbing import scrub

if TYPE_CHECKING:
    from .._base.http_messages import HTTPRequest
    from .._playback.canonical import CanonicalRequest

NOTHING = HTTPResponse(204, "", (), b"")


def scrubbed(request: HTTPRequest) -> CanonicalRequest | None:
    """Return a request as a recording of it alone has it; None if it cannot be recorded."""
    try:
        [each] = scrub([interaction(request, NOTHING)])
    except ValueError:
        return None
    content_type = request.headers.get("content-type", "")
    return canonical_request(each.method, each.uri, content_type, each.request_body.encode())
