"""Documented endpoints that the sandbox does not have: requests for them get a 501."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flowroute_sandbox.http.errors import NOT_BUILT, Refused
from flowroute_sandbox.http.router import Endpoint

if TYPE_CHECKING:
    from flowroute_sandbox.api.context import Context
    from flowroute_sandbox.http.messages import Response

PAGES = {
    "Create a CDR Export": ["POST /v2/cdrs/exports"],
    "List CDR Exports": ["GET /v2/cdrs/exports"],
    "List CDR Export Details": ["GET /v2/cdrs/exports/{export_id}"],
}


def endpoints() -> list[Endpoint[Context]]:
    """Return an endpoint for each of them."""
    return [_endpoint(page, *each.split(" ")) for page, all_of in PAGES.items() for each in all_of]


def _endpoint(page: str, method: str, path: str) -> Endpoint[Context]:
    def refuse(_: Context) -> Response:
        raise Refused(NOT_BUILT.about(page=page))

    return Endpoint(method, (path,), page, refuse)
