# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Send an SMS or MMS.

POST /{version}/messages

Queues one message. `to` and `from` are required. An SMS needs a `body`; an MMS needs a
`body` or `media_urls`. A message with media is an MMS, and `is_mms` makes a message of text
alone one. Media and text of an MMS may together have 750 kB (767,840 bytes). `from` has to
be a number on the account. The JSON:API form with `type` `message` is taken as well.

Answers 202 with the id of the message. Its state is reported by the message detail record
and by delivery receipts.

Errors: 401, 403 or 422 when `from` is not the account's, 404, 422 for a bad value or media
that are too big, 429 beyond five SMS or one MMS a second.

Assumed: `from` need not have messaging enabled; no page says that it must. v2.2 may add
`attributes` with `price_details` to the answer: its page lists the field, and no such body
was seen.

Source: developer.flowroute.com, Send an SMS, Send an MMS (v2.1 and v2.2);
flowroute-sdk-v3-ruby README.
"""

from typing import Any, Final

from ...models.message_send import MessageSend
from ...models.messages_version import MessagesVersion
from ...models.sent_message_document import SentMessageDocument
from ...types import Request, path_segment

METHOD: Final = "POST"
PATH: Final = "/{version}/messages"


def request(version: MessagesVersion, *, body: MessageSend) -> Request[SentMessageDocument]:
    """Send an SMS or MMS.

    Args:
        version: A version of the messages API.
        body: A message to send.
    """
    return Request(
        operation="send_a_message",
        method=METHOD,
        template=PATH,
        path=f"/{path_segment('version', version)}/messages",
        params={},
        body=body.to_dict(),
        content_type="application/vnd.api+json",
        success=(202,),
        parse=parse,
    )


def parse(data: Any) -> SentMessageDocument:
    """Return what the JSON of a success holds. Raise `ValueError` if it does not fit."""
    return SentMessageDocument.from_dict(data)
