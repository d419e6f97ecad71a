# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Show a phone number with its routes, E911 address and CNAM record.

GET /v2/numbers/{number_id}

Answers 200 with the number, its relationships and what they point at in `included`: a
`route`, an `e911`, a `cnam`, or the state of message provisioning.

Errors: 401, 404 when the number is not on the account.

Assumed: an included `e911` or `cnam` has the shape it has on its own. Only included routes
were seen.

Source: developer.flowroute.com, List Phone Number Details; flowroute-sdk-v3-ruby README.
"""

from typing import Any, Final

from ...models.number_document import NumberDocument
from ...types import UNSET, Request, path_segment

METHOD: Final = "GET"
PATH: Final = "/v2/numbers/{number_id}"


def request(number_id: str) -> Request[NumberDocument]:
    """Show a phone number with its routes, E911 address and CNAM record."""
    return Request(
        operation="list_phone_number_details",
        method=METHOD,
        template=PATH,
        path=f"/v2/numbers/{path_segment('number_id', number_id)}",
        params={},
        body=UNSET,
        content_type=None,
        success=(200,),
        parse=parse,
    )


def parse(data: Any) -> NumberDocument:
    """Return what the JSON of a success holds. Raise `ValueError` if it does not fit."""
    return NumberDocument.from_dict(data)
