# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""List the message detail records of a period.

GET /{version}/messages

Answers 200 with the records from `start_date` on, the newest first. `links` has `next` and
no `self`.

Errors: 401, 422 for a bad or missing date.

Source: developer.flowroute.com, Look Up a Set of Messages (v2.1 and v2.2);
flowroute-sdk-v3-ruby README.
"""

from typing import Any, Final

from ...models.message_list import MessageList
from ...models.messages_version import MessagesVersion
from ...types import UNSET, Request, Unset, path_segment, query

METHOD: Final = "GET"
PATH: Final = "/{version}/messages"


def request(
    version: MessagesVersion,
    *,
    start_date: str,
    end_date: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
) -> Request[MessageList]:
    """List the message detail records of a period.

    Args:
        version: A version of the messages API.
    """
    return Request(
        operation="look_up_a_set_of_messages",
        method=METHOD,
        template=PATH,
        path=f"/{path_segment('version', version)}/messages",
        params=query(
            {"start_date": start_date, "end_date": end_date, "limit": limit, "offset": offset}
        ),
        body=UNSET,
        content_type=None,
        success=(200,),
        parse=parse,
    )


def parse(data: Any) -> MessageList:
    """Return what the JSON of a success holds. Raise `ValueError` if it does not fit."""
    return MessageList.from_dict(data)
