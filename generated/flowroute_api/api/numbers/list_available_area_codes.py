# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""List the area codes that have numbers to buy.

GET /v2/numbers/available/areacodes

Answers 200 with one `areacode` for each NPA in which at least one number can be bought.

Errors: 401.

Source: developer.flowroute.com, List Available Area Codes; flowroute-sdk-v3-ruby README.
"""

from typing import Any, Final

from ...models.area_code_list import AreaCodeList
from ...types import UNSET, Request, Unset, query

METHOD: Final = "GET"
PATH: Final = "/v2/numbers/available/areacodes"


def request(
    *,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
    max_setup_cost: float | Unset = UNSET,
) -> Request[AreaCodeList]:
    """List the area codes that have numbers to buy."""
    return Request(
        operation="list_available_area_codes",
        method=METHOD,
        template=PATH,
        path=PATH,
        params=query({"limit": limit, "offset": offset, "max_setup_cost": max_setup_cost}),
        body=UNSET,
        content_type=None,
        success=(200,),
        parse=parse,
    )


def parse(data: Any) -> AreaCodeList:
    """Return what the JSON of a success holds. Raise `ValueError` if it does not fit."""
    return AreaCodeList.from_dict(data)
