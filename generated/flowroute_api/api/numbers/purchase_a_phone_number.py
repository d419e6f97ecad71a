# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Purchase a phone number.

POST /v2/numbers/{number_id}

Takes a number out of the inventory and puts it on the account, which is charged. The body
is optional, and so is each of its members. The new number rings at the built-in route `0`
and has no failover route.

Answers 201 with the number, its relationships and what they point at in `included`. When
`messaging_enabled` was asked for, a `message_provisioning_status` is included too and
`messaging_enabled` stays false until that job ends. If the provisioning service is down the
answer is 207 with the same document: the number is bought, messaging is not set up.

Errors: 401, 403 when funds are short, 404 when the number is not for sale, 422 for a bad
value, 429.

Assumed: the same members work as query parameters; one public script sends them so.

Source: developer.flowroute.com, Purchase a Phone Number; flowroute-sdk-v3-ruby README.
"""

from typing import Any, Final

from ...models.number_document import NumberDocument
from ...models.number_purchase import NumberPurchase
from ...types import UNSET, Request, Unset, path_segment

METHOD: Final = "POST"
PATH: Final = "/v2/numbers/{number_id}"


def request(number_id: str, *, body: NumberPurchase | Unset = UNSET) -> Request[NumberDocument]:
    """Purchase a phone number.

    Args:
        body: What to switch on for a new number.
    """
    return Request(
        operation="purchase_a_phone_number",
        method=METHOD,
        template=PATH,
        path=f"/v2/numbers/{path_segment('number_id', number_id)}",
        params={},
        body=UNSET if isinstance(body, Unset) else body.to_dict(),
        content_type="application/vnd.api+json",
        success=(201, 207),
        parse=parse,
    )


def parse(data: Any) -> NumberDocument:
    """Return what the JSON of a success holds. Raise `ValueError` if it does not fit."""
    return NumberDocument.from_dict(data)
