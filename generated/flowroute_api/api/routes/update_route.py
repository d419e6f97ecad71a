# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Change an inbound route.

PATCH /v2/routes/{route_id}

Changes the attributes that are sent and leaves the others. The rules for `value` are those
of creating a route.

Answers 200 with the route.

Errors: 401, 403, 404 for an unknown route, 422 for a bad value.

Source: developer.flowroute.com, Update an Inbound Route.
"""

from typing import Any, Final

from ...models.route_document import RouteDocument
from ...models.route_update import RouteUpdate
from ...types import Request, path_segment

METHOD: Final = "PATCH"
PATH: Final = "/v2/routes/{route_id}"


def request(route_id: str, *, body: RouteUpdate) -> Request[RouteDocument]:
    """Change an inbound route.

    Args:
        body: What to change of a route.
    """
    return Request(
        operation="update_route",
        method=METHOD,
        template=PATH,
        path=f"/v2/routes/{path_segment('route_id', route_id)}",
        params={},
        body=body.to_dict(),
        content_type="application/vnd.api+json",
        success=(200,),
        parse=parse,
    )


def parse(data: Any) -> RouteDocument:
    """Return what the JSON of a success holds. Raise `ValueError` if it does not fit."""
    return RouteDocument.from_dict(data)
