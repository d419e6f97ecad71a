# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Show several phone numbers, each with what it is tied to.

POST /v2/numbers/details

Takes numbers of the account in E.164, with the `+`.

Answers 200 with the details of each. The sample has `voice_primary_route` and
`voice_failover_route` where those of one number have `primary_route` and `failover_route`,
and no `included`.

Errors: 401, 422 for bad values.

Assumed: numbers that are not on the account are left out, the others are in no certain
order, and 200 numbers may be asked for at once. The page says nothing of these.

Source: developer.flowroute.com, List Phone Number Details for Multiple Numbers.
"""

from typing import Any, Final

from ...models.number_details_list import NumberDetailsList
from ...models.number_details_query import NumberDetailsQuery
from ...types import Request

METHOD: Final = "POST"
PATH: Final = "/v2/numbers/details"


def request(*, body: NumberDetailsQuery) -> Request[NumberDetailsList]:
    """Show several phone numbers, each with what it is tied to.

    Args:
        body: Numbers to show.
    """
    return Request(
        operation="list_multiple_phone_number_details",
        method=METHOD,
        template=PATH,
        path=PATH,
        params={},
        body=body.to_dict(),
        content_type="application/vnd.api+json",
        success=(200,),
        parse=parse,
    )


def parse(data: Any) -> NumberDetailsList:
    """Return what the JSON of a success holds. Raise `ValueError` if it does not fit."""
    return NumberDetailsList.from_dict(data)
