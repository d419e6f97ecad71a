# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""List the phone numbers that carry an E911 address.

GET /v2/e911s/{e911_id}/relationships/numbers

Answers 200 with the numbers, with only `alias` and `value`.

Errors: 401, 404 for an unknown record.

Assumed: `limit` has the maximum it has for other numbers; only its default was seen.

Source: developer.flowroute.com, List Phone Numbers Associated with E911 Record;
flowroute-sdk-v3-ruby README.
"""

from typing import Any, Final

from ...models.number_list import NumberList
from ...types import UNSET, Request, Unset, path_segment, query

METHOD: Final = "GET"
PATH: Final = "/v2/e911s/{e911_id}/relationships/numbers"


def request(
    e911_id: str, *, limit: int | Unset = UNSET, offset: int | Unset = UNSET
) -> Request[NumberList]:
    """List the phone numbers that carry an E911 address."""
    return Request(
        operation="list_e911_associations",
        method=METHOD,
        template=PATH,
        path=f"/v2/e911s/{path_segment('e911_id', e911_id)}/relationships/numbers",
        params=query({"limit": limit, "offset": offset}),
        body=UNSET,
        content_type=None,
        success=(200,),
        parse=parse,
    )


def parse(data: Any) -> NumberList:
    """Return what the JSON of a success holds. Raise `ValueError` if it does not fit."""
    return NumberList.from_dict(data)
