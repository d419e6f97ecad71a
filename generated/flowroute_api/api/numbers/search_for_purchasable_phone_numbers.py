# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Search the numbers that can be bought.

GET /v2/numbers/available

Answers 200 with the numbers for sale that match every filter given. `links.related` of a
number is the address to purchase it at.

Assumed: `tier` is the id of a tier. The page does not list it; the links of tiers have it.

Older pages of the reference ask for `state` whenever `rate_center` is given.

Errors: 401, 422 for a bad filter.

Source: developer.flowroute.com, Search for Purchasable Phone Numbers; flowroute-sdk-v3-ruby
README.
"""

from typing import Any, Final

from ...models.available_number_list import AvailableNumberList
from ...models.known_number_type import KnownNumberType
from ...types import UNSET, Request, Unset, query

METHOD: Final = "GET"
PATH: Final = "/v2/numbers/available"


def request(
    *,
    starts_with: str | Unset = UNSET,
    contains: str | Unset = UNSET,
    ends_with: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
    rate_center: str | Unset = UNSET,
    state: str | Unset = UNSET,
    number_type: KnownNumberType | str | Unset = UNSET,
    iso_country: str | Unset = UNSET,
    order_by: str | Unset = UNSET,
    tier: str | Unset = UNSET,
) -> Request[AvailableNumberList]:
    """Search the numbers that can be bought.

    Args:
        number_type: The type of a number; other values may appear.
    """
    return Request(
        operation="search_for_purchasable_phone_numbers",
        method=METHOD,
        template=PATH,
        path=PATH,
        params=query(
            {
                "starts_with": starts_with,
                "contains": contains,
                "ends_with": ends_with,
                "limit": limit,
                "offset": offset,
                "rate_center": rate_center,
                "state": state,
                "number_type": number_type,
                "iso_country": iso_country,
                "order_by": order_by,
                "tier": tier,
            }
        ),
        body=UNSET,
        content_type=None,
        success=(200,),
        parse=parse,
    )


def parse(data: Any) -> AvailableNumberList:
    """Return what the JSON of a success holds. Raise `ValueError` if it does not fit."""
    return AvailableNumberList.from_dict(data)
