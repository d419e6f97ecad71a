# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""List the documents of a port order.

GET /v2/portorders/{order_id}/files

Answers 200 with the files. Assumed: as a list of resources with links to pages.

Errors: 401, 404 for an unknown order.

Source: developer.flowroute.com, Add Additional Documents to an Existing Port Order.
"""

from typing import Any, Final

from ...models.port_file_list import PortFileList
from ...types import UNSET, Request, Unset, path_segment, query

METHOD: Final = "GET"
PATH: Final = "/v2/portorders/{order_id}/files"


def request(
    order_id: str, *, limit: int | Unset = UNSET, offset: int | Unset = UNSET
) -> Request[PortFileList]:
    """List the documents of a port order."""
    return Request(
        operation="list_port_order_documents",
        method=METHOD,
        template=PATH,
        path=f"/v2/portorders/{path_segment('order_id', order_id)}/files",
        params=query({"limit": limit, "offset": offset}),
        body=UNSET,
        content_type=None,
        success=(200,),
        parse=parse,
    )


def parse(data: Any) -> PortFileList:
    """Return what the JSON of a success holds. Raise `ValueError` if it does not fit."""
    return PortFileList.from_dict(data)
