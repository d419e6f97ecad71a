# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Delete an inbound route.

DELETE /v2/routes/{route_id}

Answers 204 with no body.

Errors: 401, 403 while a number still uses the route, 404 for an unknown route.

Assumed: the built-in route `0` cannot be deleted.

Source: developer.flowroute.com, Delete Route.
"""

from typing import Any, Final

from ...types import UNSET, Request, path_segment

METHOD: Final = "DELETE"
PATH: Final = "/v2/routes/{route_id}"


def request(route_id: str) -> Request[None]:
    """Delete an inbound route."""
    return Request(
        operation="delete_route",
        method=METHOD,
        template=PATH,
        path=f"/v2/routes/{path_segment('route_id', route_id)}",
        params={},
        body=UNSET,
        content_type=None,
        success=(204,),
        parse=parse,
    )


def parse(data: Any) -> None:
    """Return None: a success has no body."""
