# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Create an inbound route.

POST /v2/routes

Creates a route that numbers can then use as primary or failover route. `alias`,
`route_type` and `value` are required, and no two routes of an account share an alias.

What `value` holds depends on `route_type`:

- `host`: an IP address or host name, with an optional `:port`. Without a port the host is
  found by DNS SRV.
- `number`: an 11-digit phone number.
- `uri`: `protocol:user@domain`, with an optional `:port`, where protocol is `sip` or
  `sips`.

`;transport=tls` (also `udp` or `tcp` on a `uri`) chooses the transport. `;weight=N` on both
the primary and the failover route of a number shares the calls between them.

Answers 201 with the route.

Errors: 401, 403 for a route that is on the account already, 422 for a bad value. Assumed: a
second route with the same alias is 422. Undecided: whether the alias counts for the 403.

Source: developer.flowroute.com, Create an Inbound Route; flowroute-sdk-v3-ruby README; a
comment in demo_with_comments.py of flowroute-sdk-v3-python (403).
"""

from typing import Any, Final

from ...models.route_create import RouteCreate
from ...models.route_document import RouteDocument
from ...types import Request

METHOD: Final = "POST"
PATH: Final = "/v2/routes"


def request(*, body: RouteCreate) -> Request[RouteDocument]:
    """Create an inbound route.

    Args:
        body: A route to create.
    """
    return Request(
        operation="create_an_inbound_route",
        method=METHOD,
        template=PATH,
        path=PATH,
        params={},
        body=body.to_dict(),
        content_type="application/vnd.api+json",
        success=(201,),
        parse=parse,
    )


def parse(data: Any) -> RouteDocument:
    """Return what the JSON of a success holds. Raise `ValueError` if it does not fit."""
    return RouteDocument.from_dict(data)
