# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Remove a phone number's callback URL.

DELETE /v2/numbers/{number_id}/relationships/{callback_type}

The account's callback of that kind applies again.

Answers 204 with no body.

Errors: 401, 404.

Assumed: it is 404 when none is set.

Source: flowroute-sdk-v3-php, the specification before its first release.
"""

from typing import Any, Final

from ...models.callback_type import CallbackType
from ...types import UNSET, Request, path_segment

METHOD: Final = "DELETE"
PATH: Final = "/v2/numbers/{number_id}/relationships/{callback_type}"


def request(number_id: str, callback_type: CallbackType) -> Request[None]:
    """Remove a phone number's callback URL.

    Args:
        callback_type: A kind of event: an inbound SMS or MMS, or a delivery receipt of one.
            `dlr_callback` is the older name of `sms_dlr_callback`.
    """
    return Request(
        operation="remove_number_callback",
        method=METHOD,
        template=PATH,
        path=f"/v2/numbers/{path_segment('number_id', number_id)}/relationships/{path_segment('callback_type', callback_type)}",
        params={},
        body=UNSET,
        content_type=None,
        success=(204,),
        parse=parse,
    )


def parse(data: Any) -> None:
    """Return None: a success has no body."""
