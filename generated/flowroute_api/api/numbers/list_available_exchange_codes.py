# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""List the exchanges that have numbers to buy.

GET /v2/numbers/available/exchanges

Answers 200 with one `exchange` for each NPA-NXX in which at least one number can be bought.

Errors: 401.

Source: developer.flowroute.com, List Available Exchanges; flowroute-sdk-v3-ruby README.
"""

from typing import Any, Final

from ...models.exchange_list import ExchangeList
from ...types import UNSET, Request, Unset, query

METHOD: Final = "GET"
PATH: Final = "/v2/numbers/available/exchanges"


def request(
    *,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
    max_setup_cost: float | Unset = UNSET,
    areacode: str | Unset = UNSET,
) -> Request[ExchangeList]:
    """List the exchanges that have numbers to buy."""
    return Request(
        operation="list_available_exchange_codes",
        method=METHOD,
        template=PATH,
        path=PATH,
        params=query(
            {
                "limit": limit,
                "offset": offset,
                "max_setup_cost": max_setup_cost,
                "areacode": areacode,
            }
        ),
        body=UNSET,
        content_type=None,
        success=(200,),
        parse=parse,
    )


def parse(data: Any) -> ExchangeList:
    """Return what the JSON of a success holds. Raise `ValueError` if it does not fit."""
    return ExchangeList.from_dict(data)
