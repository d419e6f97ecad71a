# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Show a document of a port order, with the URL to download it from.

GET /v2/portorders/{order_id}/files/{file_id}

The URL is of a storage service, and good for a limited time.

Answers 200 with the file. Assumed: with its name and status beside the URL, and without a
URL until it is complete.

Errors: 401, 404 for an unknown order or file.

Source: developer.flowroute.com, Download a Document from an Existing Port Order.
"""

from typing import Any, Final

from ...models.port_file_document import PortFileDocument
from ...types import UNSET, Request, path_segment

METHOD: Final = "GET"
PATH: Final = "/v2/portorders/{order_id}/files/{file_id}"


def request(order_id: str, file_id: str) -> Request[PortFileDocument]:
    """Show a document of a port order, with the URL to download it from."""
    return Request(
        operation="download_a_document_from_a_port_order",
        method=METHOD,
        template=PATH,
        path=f"/v2/portorders/{path_segment('order_id', order_id)}/files/{path_segment('file_id', file_id)}",
        params={},
        body=UNSET,
        content_type=None,
        success=(200,),
        parse=parse,
    )


def parse(data: Any) -> PortFileDocument:
    """Return what the JSON of a success holds. Raise `ValueError` if it does not fit."""
    return PortFileDocument.from_dict(data)
