# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Show a port order.

GET /v2/portorders/{order_id}

Answers 200 with the order.

Errors: 401, 404 for an unknown order.

Source: developer.flowroute.com, View Port Order Details.
"""

from typing import Any, Final

from ...models.port_order_document import PortOrderDocument
from ...types import UNSET, Request, path_segment

METHOD: Final = "GET"
PATH: Final = "/v2/portorders/{order_id}"


def request(order_id: str) -> Request[PortOrderDocument]:
    """Show a port order."""
    return Request(
        operation="view_port_order_details",
        method=METHOD,
        template=PATH,
        path=f"/v2/portorders/{path_segment('order_id', order_id)}",
        params={},
        body=UNSET,
        content_type=None,
        success=(200,),
        parse=parse,
    )


def parse(data: Any) -> PortOrderDocument:
    """Return what the JSON of a success holds. Raise `ValueError` if it does not fit."""
    return PortOrderDocument.from_dict(data)
