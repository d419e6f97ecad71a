# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""List the account's CNAM records.

GET /v2/cnams

Answers 200 with the records that match every filter given.

Errors: 401.

Source: developer.flowroute.com, List Account CNAM Records; flowroute-sdk-v3-ruby README.
"""

from typing import Any, Final

from ...models.cnam_list import CnamList
from ...types import UNSET, Request, Unset, query

METHOD: Final = "GET"
PATH: Final = "/v2/cnams"


def request(
    *,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
    is_approved: bool | Unset = UNSET,
    value: str | Unset = UNSET,
) -> Request[CnamList]:
    """List the account's CNAM records."""
    return Request(
        operation="list_cnams",
        method=METHOD,
        template=PATH,
        path=PATH,
        params=query(
            {"limit": limit, "offset": offset, "is_approved": is_approved, "value": value}
        ),
        body=UNSET,
        content_type=None,
        success=(200,),
        parse=parse,
    )


def parse(data: Any) -> CnamList:
    """Return what the JSON of a success holds. Raise `ValueError` if it does not fit."""
    return CnamList.from_dict(data)
