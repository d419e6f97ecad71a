# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Set a callback URL for one phone number.

POST /v2/numbers/{number_id}/relationships/{callback_type}

Sends this number's events of one kind to a URL, in place of the account's callback of that
kind. The JSON:API form without a `type`, `{"data": {"attributes": {"callback_url": …}}}`,
is taken as well.

Answers 204 with no body.

Errors: 401, 403, 404 when the number is not on the account, 422 for a bad URL.

Source: developer.flowroute.com, Set a Messaging Callback URL for Phone Number;
flowroute-sdk-v3-python, numbers controller.
"""

from typing import Any, Final

from ...models.callback_set import CallbackSet
from ...models.callback_type import CallbackType
from ...types import Request, path_segment

METHOD: Final = "POST"
PATH: Final = "/v2/numbers/{number_id}/relationships/{callback_type}"


def request(number_id: str, callback_type: CallbackType, *, body: CallbackSet) -> Request[None]:
    """Set a callback URL for one phone number.

    Args:
        callback_type: A kind of event: an inbound SMS or MMS, or a delivery receipt of one.
            `dlr_callback` is the older name of `sms_dlr_callback`.
        body: Where to send events.
    """
    return Request(
        operation="set_number_callback",
        method=METHOD,
        template=PATH,
        path=f"/v2/numbers/{path_segment('number_id', number_id)}/relationships/{path_segment('callback_type', callback_type)}",
        params={},
        body=body.to_dict(),
        content_type="application/vnd.api+json",
        success=(204,),
        parse=parse,
    )


def parse(data: Any) -> None:
    """Return None: a success has no body."""
