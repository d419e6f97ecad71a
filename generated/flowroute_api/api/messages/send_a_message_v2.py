# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Send an SMS by the legacy version 2.

POST /v2/messages

Sends a text, and no media.

Answers 200 with the id of the message.

Errors: 401, 403 when `from` is not the account's, 422 for bad values, 429 beyond five a
second. The page speaks of "an error object".

Assumed: errors are as elsewhere.

Source: developer.flowroute.com, Send a Message (v2); flowroute-messaging-python README.
"""

from typing import Any, Final

from ...models.message_send_v2 import MessageSendV2
from ...models.sent_message_document_v2 import SentMessageDocumentV2
from ...types import Request

METHOD: Final = "POST"
PATH: Final = "/v2/messages"


def request(*, body: MessageSendV2) -> Request[SentMessageDocumentV2]:
    """Send an SMS by the legacy version 2.

    Args:
        body: A text to send.
    """
    return Request(
        operation="send_a_message_v2",
        method=METHOD,
        template=PATH,
        path=PATH,
        params={},
        body=body.to_dict(),
        content_type="application/vnd.api+json",
        success=(200,),
        parse=parse,
    )


def parse(data: Any) -> SentMessageDocumentV2:
    """Return what the JSON of a success holds. Raise `ValueError` if it does not fit."""
    return SentMessageDocumentV2.from_dict(data)
