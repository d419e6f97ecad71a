# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""List the account's E911 addresses.

GET /v2/e911s

Answers 200 with the records that match every filter given.

Errors: 401.

Source: developer.flowroute.com, List Account E911 Addresses; flowroute-sdk-v3-ruby README.
"""

from typing import Any, Final

from ...models.e911_list import E911List
from ...types import UNSET, Request, Unset, query

METHOD: Final = "GET"
PATH: Final = "/v2/e911s"


def request(
    *,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
    label: str | Unset = UNSET,
    street_name: str | Unset = UNSET,
    city: str | Unset = UNSET,
    state: str | Unset = UNSET,
) -> Request[E911List]:
    """List the account's E911 addresses."""
    return Request(
        operation="list_e911s",
        method=METHOD,
        template=PATH,
        path=PATH,
        params=query(
            {
                "limit": limit,
                "offset": offset,
                "label": label,
                "street_name": street_name,
                "city": city,
                "state": state,
            }
        ),
        body=UNSET,
        content_type=None,
        success=(200,),
        parse=parse,
    )


def parse(data: Any) -> E911List:
    """Return what the JSON of a success holds. Raise `ValueError` if it does not fit."""
    return E911List.from_dict(data)
