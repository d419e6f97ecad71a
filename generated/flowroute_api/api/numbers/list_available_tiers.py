# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""List the pricing tiers that have numbers to buy.

GET /v2/numbers/available/tiers

Answers 200 with one `tier` for each price list by which at least one number can be bought.

Errors: 401.

Source: developer.flowroute.com, List Available Tiers.
"""

from typing import Any, Final

from ...models.tier_list import TierList
from ...types import UNSET, Request, Unset, query

METHOD: Final = "GET"
PATH: Final = "/v2/numbers/available/tiers"


def request(*, limit: int | Unset = UNSET, offset: int | Unset = UNSET) -> Request[TierList]:
    """List the pricing tiers that have numbers to buy."""
    return Request(
        operation="list_available_tiers",
        method=METHOD,
        template=PATH,
        path=PATH,
        params=query({"limit": limit, "offset": offset}),
        body=UNSET,
        content_type=None,
        success=(200,),
        parse=parse,
    )


def parse(data: Any) -> TierList:
    """Return what the JSON of a success holds. Raise `ValueError` if it does not fit."""
    return TierList.from_dict(data)
