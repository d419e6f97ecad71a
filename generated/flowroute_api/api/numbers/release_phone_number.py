# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Release a phone number from the account.

DELETE /v2/numbers/{number_id}

Ends the monthly billing and gives the number back to the inventory, where anybody may buy
it.

Answers 204 with no body.

Errors: 401, 404 when the number is not on the account.

Source: developer.flowroute.com, Release a Phone Number From Your Account.
"""

from typing import Any, Final

from ...types import UNSET, Request, path_segment

METHOD: Final = "DELETE"
PATH: Final = "/v2/numbers/{number_id}"


def request(number_id: str) -> Request[None]:
    """Release a phone number from the account."""
    return Request(
        operation="release_phone_number",
        method=METHOD,
        template=PATH,
        path=f"/v2/numbers/{path_segment('number_id', number_id)}",
        params={},
        body=UNSET,
        content_type=None,
        success=(204,),
        parse=parse,
    )


def parse(data: Any) -> None:
    """Return None: a success has no body."""
