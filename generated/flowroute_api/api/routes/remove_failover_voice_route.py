# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Remove a phone number's failover voice route.

DELETE /v2/numbers/{number_id}/relationships/failover_route

Answers 204 with no body.

Errors: 401, 403, 404 for an unknown number.

Source: developer.flowroute.com, Remove a Voice Route for a Phone Number.
"""

from typing import Any, Final

from ...types import UNSET, Request, path_segment

METHOD: Final = "DELETE"
PATH: Final = "/v2/numbers/{number_id}/relationships/failover_route"


def request(number_id: str) -> Request[None]:
    """Remove a phone number's failover voice route."""
    return Request(
        operation="remove_failover_voice_route",
        method=METHOD,
        template=PATH,
        path=f"/v2/numbers/{path_segment('number_id', number_id)}/relationships/failover_route",
        params={},
        body=UNSET,
        content_type=None,
        success=(204,),
        parse=parse,
    )


def parse(data: Any) -> None:
    """Return None: a success has no body."""
