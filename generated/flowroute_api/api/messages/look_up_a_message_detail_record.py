# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Show the detail record of a message.

GET /{version}/messages/{message_id}

Answers 200 with the record. An MMS has its media in `included`, each with a URL that stops
working after about seven days.

Errors: 401, 404 for an unknown message.

Source: developer.flowroute.com, Look Up a Message Detail Record (v2.1 and v2.2);
flowroute-sdk-v3-ruby README.
"""

from typing import Any, Final

from ...models.message_document import MessageDocument
from ...models.messages_version import MessagesVersion
from ...types import UNSET, Request, path_segment

METHOD: Final = "GET"
PATH: Final = "/{version}/messages/{message_id}"


def request(version: MessagesVersion, message_id: str) -> Request[MessageDocument]:
    """Show the detail record of a message.

    Args:
        version: A version of the messages API.
    """
    return Request(
        operation="look_up_a_message_detail_record",
        method=METHOD,
        template=PATH,
        path=f"/{path_segment('version', version)}/messages/{path_segment('message_id', message_id)}",
        params={},
        body=UNSET,
        content_type=None,
        success=(200,),
        parse=parse,
    )


def parse(data: Any) -> MessageDocument:
    """Return what the JSON of a success holds. Raise `ValueError` if it does not fit."""
    return MessageDocument.from_dict(data)
