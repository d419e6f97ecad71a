# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Remove the account's callback URL.

DELETE /{version}/messages/{callback_type}

Answers 204 with no body.

Errors: 401, 403, 404.

Assumed: it is 404 when none is set.

Source: developer.flowroute.com, Remove a Callback URL for Account (v2.1 and v2.2).
"""

from typing import Any, Final

from ...models.callback_type import CallbackType
from ...models.messages_version import MessagesVersion
from ...types import UNSET, Request, path_segment

METHOD: Final = "DELETE"
PATH: Final = "/{version}/messages/{callback_type}"


def request(version: MessagesVersion, callback_type: CallbackType) -> Request[None]:
    """Remove the account's callback URL.

    Args:
        version: A version of the messages API.
        callback_type: A kind of event: an inbound SMS or MMS, or a delivery receipt of one.
            `dlr_callback` is the older name of `sms_dlr_callback`.
    """
    return Request(
        operation="remove_account_callback",
        method=METHOD,
        template=PATH,
        path=f"/{path_segment('version', version)}/messages/{path_segment('callback_type', callback_type)}",
        params={},
        body=UNSET,
        content_type=None,
        success=(204,),
        parse=parse,
    )


def parse(data: Any) -> None:
    """Return None: a success has no body."""
