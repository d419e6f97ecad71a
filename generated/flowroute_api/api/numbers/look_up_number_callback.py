# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Show a phone number's callback URL.

GET /v2/numbers/{number_id}/relationships/{callback_type}

Answers 200 with the number's callback of that kind.

Errors: 401, 404.

Assumed: the answer has the shape of an account callback, and is 404 when none is set.

Source: flowroute-sdk-v3-php, the specification before its first release.
"""

from typing import Any, Final

from ...models.callback_document import CallbackDocument
from ...models.callback_type import CallbackType
from ...types import UNSET, Request, path_segment

METHOD: Final = "GET"
PATH: Final = "/v2/numbers/{number_id}/relationships/{callback_type}"


def request(number_id: str, callback_type: CallbackType) -> Request[CallbackDocument]:
    """Show a phone number's callback URL.

    Args:
        callback_type: A kind of event: an inbound SMS or MMS, or a delivery receipt of one.
            `dlr_callback` is the older name of `sms_dlr_callback`.
    """
    return Request(
        operation="look_up_number_callback",
        method=METHOD,
        template=PATH,
        path=f"/v2/numbers/{path_segment('number_id', number_id)}/relationships/{path_segment('callback_type', callback_type)}",
        params={},
        body=UNSET,
        content_type=None,
        success=(200,),
        parse=parse,
    )


def parse(data: Any) -> CallbackDocument:
    """Return what the JSON of a success holds. Raise `ValueError` if it does not fit."""
    return CallbackDocument.from_dict(data)
