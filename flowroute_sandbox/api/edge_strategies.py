"""Edge strategies: the parts of Flowroute's network a route can prefer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flowroute_sandbox.http.json_responses import Document, json_response
from flowroute_sandbox.http.router import route

if TYPE_CHECKING:
    from flowroute_sandbox.api.context import Context
    from flowroute_sandbox.http.messages import Response


def _edge(number: int, name: str, naptr: str, place: str, firewall_rules: str) -> Document:
    return {
        "attributes": {
            "description": f"Data will be sent preferentially from our edge systems in {place}.",
            "firewall_rules": firewall_rules,
            "name": name,
            "naptr": f"{naptr}.sip.flowroute.com",
        },
        "id": number,
        "type": "edge_strategy",
    }


# Assumed: edge-strategy-ids
EDGES = {
    1: _edge(
        1, "US-West-OR", "us-west-or", "Oregon", "34.210.91.112/28, 34.210.91.112-34.210.91.127"
    ),
    4: _edge(
        4,
        "US-East-VA",
        "us-east-va",
        "North Virginia",
        "34.226.36.32/28, 34.226.36.32-34.226.36.47",
    ),
}
IDS = EDGES.keys()


@route("GET", "/v2/routes/edge_strategies")
def list_edge_strategies(_: Context) -> Response:
    """200 with all edge strategies on one page; their ids are integers."""
    return json_response({"data": list(EDGES.values())})
