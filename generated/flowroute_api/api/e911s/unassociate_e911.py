# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Take the E911 address off a phone number.

DELETE /v2/numbers/{number_id}/relationships/e911s

Deactivates E911 for the number. The record stays.

Answers 204 with no body.

Errors: 401, 404 for an unknown number.

Source: developer.flowroute.com, Deactivate E911 Service for Phone Number;
flowroute-sdk-v3-ruby README.
"""

from typing import Any, Final

from ...types import UNSET, Request, path_segment

METHOD: Final = "DELETE"
PATH: Final = "/v2/numbers/{number_id}/relationships/e911s"


def request(number_id: str) -> Request[None]:
    """Take the E911 address off a phone number."""
    return Request(
        operation="unassociate_e911",
        method=METHOD,
        template=PATH,
        path=f"/v2/numbers/{path_segment('number_id', number_id)}/relationships/e911s",
        params={},
        body=UNSET,
        content_type=None,
        success=(204,),
        parse=parse,
    )


def parse(data: Any) -> None:
    """Return None: a success has no body."""
