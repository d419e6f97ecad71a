# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""List the message detail records of a period, as the legacy version 2 writes them.

GET /v2/messages

Answers 200 with the records from `start_date` on. Assumed: the newest first, and with the
links of later versions.

Errors: 401, 422 for a bad or missing date.

Source: developer.flowroute.com, Look Up a Set of Messages (v2).
"""

from typing import Any, Final

from ...models.message_list_v2 import MessageListV2
from ...types import UNSET, Request, Unset, query

METHOD: Final = "GET"
PATH: Final = "/v2/messages"


def request(
    *,
    start_date: str,
    end_date: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
) -> Request[MessageListV2]:
    """List the message detail records of a period, as the legacy version 2 writes them."""
    return Request(
        operation="look_up_a_set_of_messages_v2",
        method=METHOD,
        template=PATH,
        path=PATH,
        params=query(
            {"start_date": start_date, "end_date": end_date, "limit": limit, "offset": offset}
        ),
        body=UNSET,
        content_type=None,
        success=(200,),
        parse=parse,
    )


def parse(data: Any) -> MessageListV2:
    """Return what the JSON of a success holds. Raise `ValueError` if it does not fit."""
    return MessageListV2.from_dict(data)
