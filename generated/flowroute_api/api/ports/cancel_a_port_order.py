# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Cancel a port order.

PATCH /v2/portorders/{order_id}/status

A pending order is cancelled, a rejected one abandoned. Of others Flowroute's support is
asked.

Answers 200 with the status.

Errors: 401, 403 when the status does not allow for it, 404 for an unknown order.

Source: developer.flowroute.com, Cancel a Port Order.
"""

from typing import Any, Final

from ...models.port_order_cancel import PortOrderCancel
from ...models.port_order_status_document import PortOrderStatusDocument
from ...types import Request, path_segment

METHOD: Final = "PATCH"
PATH: Final = "/v2/portorders/{order_id}/status"


def request(order_id: str, *, body: PortOrderCancel) -> Request[PortOrderStatusDocument]:
    """Cancel a port order.

    Args:
        body: A port order to cancel.
    """
    return Request(
        operation="cancel_a_port_order",
        method=METHOD,
        template=PATH,
        path=f"/v2/portorders/{path_segment('order_id', order_id)}/status",
        params={},
        body=body.to_dict(),
        content_type="application/vnd.api+json",
        success=(200,),
        parse=parse,
    )


def parse(data: Any) -> PortOrderStatusDocument:
    """Return what the JSON of a success holds. Raise `ValueError` if it does not fit."""
    return PortOrderStatusDocument.from_dict(data)
