# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Add phone numbers to a group of port orders.

POST /v2/portorders/{group_id}/numbers

Each number goes to the order of its carrier, or to a new one of the group.

Answers 200 with the order. Assumed: with the one that the first of the numbers went to.

Errors: 401, 404 for an unknown group, 422 for bad values.

Source: developer.flowroute.com, Add Phone Numbers to a Port Order Group.
"""

from typing import Any, Final

from ...models.port_group_numbers_add import PortGroupNumbersAdd
from ...models.port_order_document import PortOrderDocument
from ...types import Request, path_segment

METHOD: Final = "POST"
PATH: Final = "/v2/portorders/{group_id}/numbers"


def request(group_id: str, *, body: PortGroupNumbersAdd) -> Request[PortOrderDocument]:
    """Add phone numbers to a group of port orders.

    Args:
        body: Numbers to add to a group of port orders.
    """
    return Request(
        operation="add_phone_numbers_to_a_port_order_group",
        method=METHOD,
        template=PATH,
        path=f"/v2/portorders/{path_segment('group_id', group_id)}/numbers",
        params={},
        body=body.to_dict(),
        content_type="application/vnd.api+json",
        success=(200,),
        parse=parse,
    )


def parse(data: Any) -> PortOrderDocument:
    """Return what the JSON of a success holds. Raise `ValueError` if it does not fit."""
    return PortOrderDocument.from_dict(data)
