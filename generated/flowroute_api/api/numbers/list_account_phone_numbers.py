# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""List the account's phone numbers.

GET /v2/numbers

Answers 200 with the account's numbers that match every filter given.

Errors: 401.

Source: developer.flowroute.com, List Account Phone Numbers; flowroute-sdk-v3-ruby README.
"""

from typing import Any, Final

from ...models.number_list import NumberList
from ...types import UNSET, Request, Unset, query

METHOD: Final = "GET"
PATH: Final = "/v2/numbers"


def request(
    *,
    starts_with: str | Unset = UNSET,
    ends_with: str | Unset = UNSET,
    contains: str | Unset = UNSET,
    alias: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
) -> Request[NumberList]:
    """List the account's phone numbers."""
    return Request(
        operation="list_account_phone_numbers",
        method=METHOD,
        template=PATH,
        path=PATH,
        params=query(
            {
                "starts_with": starts_with,
                "ends_with": ends_with,
                "contains": contains,
                "alias": alias,
                "limit": limit,
                "offset": offset,
            }
        ),
        body=UNSET,
        content_type=None,
        success=(200,),
        parse=parse,
    )


def parse(data: Any) -> NumberList:
    """Return what the JSON of a success holds. Raise `ValueError` if it does not fit."""
    return NumberList.from_dict(data)
