# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Set a phone number's failover voice route.

PATCH /v2/numbers/{number_id}/relationships/failover_route

Sends the number's calls to this route when the primary one does not answer.

Answers 204 with no body.

Errors: 401, 403, 404 for an unknown number or route.

Source: developer.flowroute.com, Specify Failover Voice Route for a Phone Number;
flowroute-sdk-v3-ruby README.
"""

from typing import Any, Final

from ...models.route_relationship_update import RouteRelationshipUpdate
from ...types import Request, path_segment

METHOD: Final = "PATCH"
PATH: Final = "/v2/numbers/{number_id}/relationships/failover_route"


def request(number_id: str, *, body: RouteRelationshipUpdate) -> Request[None]:
    """Set a phone number's failover voice route.

    Args:
        body: The route a number is to use.
    """
    return Request(
        operation="update_failover_voice_route",
        method=METHOD,
        template=PATH,
        path=f"/v2/numbers/{path_segment('number_id', number_id)}/relationships/failover_route",
        params={},
        body=body.to_dict(),
        content_type="application/vnd.api+json",
        success=(204,),
        parse=parse,
    )


def parse(data: Any) -> None:
    """Return None: a success has no body."""
