# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Change the details or the presets of a port order.

PATCH /v2/portorders/{order_id}

Details can be changed while the order is pending or rejected. Presets can also be changed
while it is processing, submitted, in review or accepted; they have to exist on the account,
and are applied to all its numbers when it is completed. The numbers and the status have
operations of their own.

Answers 200 with the order as it is now. Assumed: a rejected order whose details change is
resubmitted, and in review.

Errors: 401, 403 when the status does not allow for it, 404 for an unknown order, 422 for
bad values.

Source: developer.flowroute.com, Update Port Order Details and Update Port Order Presets.
"""

from typing import Any, Final

from ...models.port_order_document import PortOrderDocument
from ...models.port_order_update import PortOrderUpdate
from ...types import Request, path_segment

METHOD: Final = "PATCH"
PATH: Final = "/v2/portorders/{order_id}"


def request(order_id: str, *, body: PortOrderUpdate) -> Request[PortOrderDocument]:
    """Change the details or the presets of a port order.

    Args:
        body: What to change of a port order.
    """
    return Request(
        operation="update_a_port_order",
        method=METHOD,
        template=PATH,
        path=f"/v2/portorders/{path_segment('order_id', order_id)}",
        params={},
        body=body.to_dict(),
        content_type="application/vnd.api+json",
        success=(200,),
        parse=parse,
    )


def parse(data: Any) -> PortOrderDocument:
    """Return what the JSON of a success holds. Raise `ValueError` if it does not fit."""
    return PortOrderDocument.from_dict(data)
