# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Add phone numbers to a pending port order, or remove some.

PATCH /v2/portorders/{order_id}/relationships/numbers

An order is for numbers of one carrier, so others cannot be added to it.

Answers 200 with the order as it is now.

Errors: 401, 403 when the order is not pending, 404 for an unknown order, 422 for bad
values.

Source: developer.flowroute.com, Modify the Phone Numbers on a Port Order.
"""

from typing import Any, Final

from ...models.port_order_document import PortOrderDocument
from ...models.port_order_numbers_update import PortOrderNumbersUpdate
from ...types import Request, path_segment

METHOD: Final = "PATCH"
PATH: Final = "/v2/portorders/{order_id}/relationships/numbers"


def request(order_id: str, *, body: PortOrderNumbersUpdate) -> Request[PortOrderDocument]:
    """Add phone numbers to a pending port order, or remove some.

    Args:
        body: Numbers to add to a port order, and to remove from it.
    """
    return Request(
        operation="modify_the_phone_numbers_on_a_port_order",
        method=METHOD,
        template=PATH,
        path=f"/v2/portorders/{path_segment('order_id', order_id)}/relationships/numbers",
        params={},
        body=body.to_dict(),
        content_type="application/vnd.api+json",
        success=(200,),
        parse=parse,
    )


def parse(data: Any) -> PortOrderDocument:
    """Return what the JSON of a success holds. Raise `ValueError` if it does not fit."""
    return PortOrderDocument.from_dict(data)
