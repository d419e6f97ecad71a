# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Show the detail record of a message, as the legacy version 2 writes it.

GET /v2/messages/{message_id}

Answers 200 with the record. Its id begins with `mdr1-`.

Errors: 401, 404 for an unknown message.

Source: developer.flowroute.com, Look Up a Message Detail Record (v2);
flowroute-messaging-python README.
"""

from typing import Any, Final

from ...models.message_document_v2 import MessageDocumentV2
from ...types import UNSET, Request, path_segment

METHOD: Final = "GET"
PATH: Final = "/v2/messages/{message_id}"


def request(message_id: str) -> Request[MessageDocumentV2]:
    """Show the detail record of a message, as the legacy version 2 writes it."""
    return Request(
        operation="look_up_a_message_detail_record_v2",
        method=METHOD,
        template=PATH,
        path=f"/v2/messages/{path_segment('message_id', message_id)}",
        params={},
        body=UNSET,
        content_type=None,
        success=(200,),
        parse=parse,
    )


def parse(data: Any) -> MessageDocumentV2:
    """Return what the JSON of a success holds. Raise `ValueError` if it does not fit."""
    return MessageDocumentV2.from_dict(data)
