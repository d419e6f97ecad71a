# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""List the account's inbound routes.

GET /v2/routes

Answers 200 with the account's routes. The first is the built-in route `0` of type
`sip-reg`, which rings whatever device has registered.

Errors: 401.

Source: developer.flowroute.com, List Inbound Routes; flowroute-sdk-v3-ruby README.
"""

from typing import Any, Final

from ...models.known_route_type import KnownRouteType
from ...models.route_list import RouteList
from ...types import UNSET, Request, Unset, query

METHOD: Final = "GET"
PATH: Final = "/v2/routes"


def request(
    *,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
    route_type: KnownRouteType | str | Unset = UNSET,
) -> Request[RouteList]:
    """List the account's inbound routes.

    Args:
        route_type: The type of a route; other values may appear.
    """
    return Request(
        operation="list_inbound_routes",
        method=METHOD,
        template=PATH,
        path=PATH,
        params=query({"limit": limit, "offset": offset, "route_type": route_type}),
        body=UNSET,
        content_type=None,
        success=(200,),
        parse=parse,
    )


def parse(data: Any) -> RouteList:
    """Return what the JSON of a success holds. Raise `ValueError` if it does not fit."""
    return RouteList.from_dict(data)
