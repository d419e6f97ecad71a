# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Show the status of a port order.

GET /v2/portorders/{order_id}/status

Answers 200 with the status and, once the order is no longer pending, when it changed.

Errors: 401, 404 for an unknown order.

Source: developer.flowroute.com, View Port Order Status.
"""

from typing import Any, Final

from ...models.port_order_status_document import PortOrderStatusDocument
from ...types import UNSET, Request, path_segment

METHOD: Final = "GET"
PATH: Final = "/v2/portorders/{order_id}/status"


def request(order_id: str) -> Request[PortOrderStatusDocument]:
    """Show the status of a port order."""
    return Request(
        operation="view_port_order_status",
        method=METHOD,
        template=PATH,
        path=f"/v2/portorders/{path_segment('order_id', order_id)}/status",
        params={},
        body=UNSET,
        content_type=None,
        success=(200,),
        parse=parse,
    )


def parse(data: Any) -> PortOrderStatusDocument:
    """Return what the JSON of a success holds. Raise `ValueError` if it does not fit."""
    return PortOrderStatusDocument.from_dict(data)
