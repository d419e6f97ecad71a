"""Documented endpoints that the sandbox does not have: requests for them get a 501."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flowroute_sandbox.http.errors import NOT_BUILT, Refused
from flowroute_sandbox.http.router import Endpoint

if TYPE_CHECKING:
    from flowroute_sandbox.api.context import Context
    from flowroute_sandbox.http.messages import Response

PAGES = {
    "List Available Tiers": ["GET /v2/numbers/available/tiers"],
    "List Multiple Phone Number Details": ["POST /v2/numbers/details"],
    "Enable or Disable Message Provisioning": ["POST /v2/message-provision"],
    "Look Up a Message Provision Task": ["GET /v2/message-provision/status/{task_id}"],
    "Messages v2 (legacy)": [
        "POST /v2/messages",
        "GET /v2/messages",
        "GET /v2/messages/{message_id}",
    ],
}


def endpoints() -> list[Endpoint[Context]]:
    """Return an endpoint for each of them."""
    return [_endpoint(page, *each.split(" ")) for page, all_of in PAGES.items() for each in all_of]


def _endpoint(page: str, method: str, path: str) -> Endpoint[Context]:
    def refuse(_: Context) -> Response:
        raise Refused(NOT_BUILT.about(page=page))

    return Endpoint(method, (path,), page, refuse)
