# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Show the account's callback URL.

GET /{version}/messages/{callback_type}

Answers 200 with the account's callback of that kind. The address has the shape of a
message's; the names in `callback_type` are never ids of messages.

Errors: 401, 403, 404.

Assumed: it is 404 when none is set.

Source: developer.flowroute.com, Look Up Callback Details for Account (v2.1 and v2.2).
"""

from typing import Any, Final

from ...models.callback_document import CallbackDocument
from ...models.callback_type import CallbackType
from ...models.messages_version import MessagesVersion
from ...types import UNSET, Request, path_segment

METHOD: Final = "GET"
PATH: Final = "/{version}/messages/{callback_type}"


def request(version: MessagesVersion, callback_type: CallbackType) -> Request[CallbackDocument]:
    """Show the account's callback URL.

    Args:
        version: A version of the messages API.
        callback_type: A kind of event: an inbound SMS or MMS, or a delivery receipt of one.
            `dlr_callback` is the older name of `sms_dlr_callback`.
    """
    return Request(
        operation="look_up_account_callback",
        method=METHOD,
        template=PATH,
        path=f"/{path_segment('version', version)}/messages/{path_segment('callback_type', callback_type)}",
        params={},
        body=UNSET,
        content_type=None,
        success=(200,),
        parse=parse,
    )


def parse(data: Any) -> CallbackDocument:
    """Return what the JSON of a success holds. Raise `ValueError` if it does not fit."""
    return CallbackDocument.from_dict(data)
