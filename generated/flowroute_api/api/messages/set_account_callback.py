# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Set a callback URL for the account.

PUT /{version}/messages/{callback_type}

Sends the account's events of one kind to a URL, except those of numbers that have a
callback of that kind themselves and of messages sent with a `dlr_callback`. The JSON:API
form without a `type`, `{"data": {"attributes": {"callback_url": …}}}`, is taken as well.

Answers 204 with no body.

Errors: 401, 403, 404, 405, 422 for a bad URL.

Source: developer.flowroute.com, Set a Callback URL for Account (v2.1 and v2.2).
"""

from typing import Any, Final

from ...models.callback_set import CallbackSet
from ...models.callback_type import CallbackType
from ...models.messages_version import MessagesVersion
from ...types import Request, path_segment

METHOD: Final = "PUT"
PATH: Final = "/{version}/messages/{callback_type}"


def request(
    version: MessagesVersion, callback_type: CallbackType, *, body: CallbackSet
) -> Request[None]:
    """Set a callback URL for the account.

    Args:
        version: A version of the messages API.
        callback_type: A kind of event: an inbound SMS or MMS, or a delivery receipt of one.
            `dlr_callback` is the older name of `sms_dlr_callback`.
        body: Where to send events.
    """
    return Request(
        operation="set_account_callback",
        method=METHOD,
        template=PATH,
        path=f"/{path_segment('version', version)}/messages/{path_segment('callback_type', callback_type)}",
        params={},
        body=body.to_dict(),
        content_type="application/vnd.api+json",
        success=(204,),
        parse=parse,
    )


def parse(data: Any) -> None:
    """Return None: a success has no body."""
