# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""List the points of presence a route can prefer.

GET /v2/routes/edge_strategies

Answers 200 with every edge strategy. The list is not paged. A route names one by its id in
`edge_strategy_id`.

Errors: 401.

Source: developer.flowroute.com, List Edge Strategies.
"""

from typing import Any, Final

from ...models.edge_strategy_list import EdgeStrategyList
from ...types import UNSET, Request

METHOD: Final = "GET"
PATH: Final = "/v2/routes/edge_strategies"


def request() -> Request[EdgeStrategyList]:
    """List the points of presence a route can prefer."""
    return Request(
        operation="list_edge_strategies",
        method=METHOD,
        template=PATH,
        path=PATH,
        params={},
        body=UNSET,
        content_type=None,
        success=(200,),
        parse=parse,
    )


def parse(data: Any) -> EdgeStrategyList:
    """Return what the JSON of a success holds. Raise `ValueError` if it does not fit."""
    return EdgeStrategyList.from_dict(data)
