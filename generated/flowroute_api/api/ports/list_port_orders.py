# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""List the account's port orders.

GET /v2/portorders

Answers 200 with the orders that match every filter given. Assumed: as a list of resources
with links to pages, as in other lists; the page shows none in full.

Errors: 401.

Source: developer.flowroute.com, Searching for Port Orders and View a Port Order Group
Status.
"""

from typing import Any, Final

from ...models.known_port_order_status import KnownPortOrderStatus
from ...models.port_order_list import PortOrderList
from ...types import UNSET, Request, Unset, query

METHOD: Final = "GET"
PATH: Final = "/v2/portorders"


def request(
    *,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
    group_id: str | Unset = UNSET,
    status: KnownPortOrderStatus | str | Unset = UNSET,
    alias: str | Unset = UNSET,
) -> Request[PortOrderList]:
    """List the account's port orders.

    Args:
        status: Where a port order is; other values may be added.
    """
    return Request(
        operation="list_port_orders",
        method=METHOD,
        template=PATH,
        path=PATH,
        params=query(
            {
                "limit": limit,
                "offset": offset,
                "group_id": group_id,
                "status": status,
                "alias": alias,
            }
        ),
        body=UNSET,
        content_type=None,
        success=(200,),
        parse=parse,
    )


def parse(data: Any) -> PortOrderList:
    """Return what the JSON of a success holds. Raise `ValueError` if it does not fit."""
    return PortOrderList.from_dict(data)
