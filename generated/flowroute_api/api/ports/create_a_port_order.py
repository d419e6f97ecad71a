# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Create a port order.

POST /v2/portorders

Orders that numbers of another provider are ported to Flowroute. They may be split into
several orders by kind of number, country and carrier; orders split in this way have one
`group_id`.

Answers 201 with the order. Assumed: with the first one where they are split, and 201 and
not 200.

Errors: 401, 403, 422 for bad values.

Source: developer.flowroute.com, Create a Port Order.
"""

from typing import Any, Final

from ...models.port_order_create import PortOrderCreate
from ...models.port_order_document import PortOrderDocument
from ...types import Request

METHOD: Final = "POST"
PATH: Final = "/v2/portorders"


def request(*, body: PortOrderCreate) -> Request[PortOrderDocument]:
    """Create a port order.

    Args:
        body: A port order to create.
    """
    return Request(
        operation="create_a_port_order",
        method=METHOD,
        template=PATH,
        path=PATH,
        params={},
        body=body.to_dict(),
        content_type="application/vnd.api+json",
        success=(201,),
        parse=parse,
    )


def parse(data: Any) -> PortOrderDocument:
    """Return what the JSON of a success holds. Raise `ValueError` if it does not fit."""
    return PortOrderDocument.from_dict(data)
