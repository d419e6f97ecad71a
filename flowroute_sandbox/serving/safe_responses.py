"""The headers with which browsers keep the sandbox's own responses apart from other pages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flowroute_sandbox.http.access import CONTROL
from flowroute_sandbox.http.messages import Response

if TYPE_CHECKING:
    from flowroute_sandbox.http.messages import Request

_DEFAULTS = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    # Not no-referrer, with which forms have the origin null.
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}


def safe(request: Request, response: Response) -> Response:
    """Return a response with these headers, unless it has others or is one of the API."""
    if request.path.startswith(CONTROL):
        return replace(response, headers={**_DEFAULTS, **response.headers})
    return response


def forbidden(reason: str) -> Response:
    """Return the 403 for a request that is refused before it is looked at."""
    return Response(
        403, {"content-type": "text/plain; charset=utf-8", **_DEFAULTS}, reason.encode()
    )
