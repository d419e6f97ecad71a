# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Have Flowroute fetch a document of a port order.

POST /v2/portorders/{order_id}/files

Flowroute fetches the document from a public URL, whose query parameter `filename` names it
where its path does not. For orders that are pending or rejected.

Answers 200 with the file, whose status then tells how it went.

Errors: 401, 403 when the status does not allow for it, 404 for an unknown order, 422 for a
bad URL.

Source: developer.flowroute.com, Request a Document Pull.
"""

from typing import Any, Final

from ...models.port_file_document import PortFileDocument
from ...models.port_file_pull import PortFilePull
from ...types import Request, path_segment

METHOD: Final = "POST"
PATH: Final = "/v2/portorders/{order_id}/files"


def request(order_id: str, *, body: PortFilePull) -> Request[PortFileDocument]:
    """Have Flowroute fetch a document of a port order.

    Args:
        body: A document to fetch.
    """
    return Request(
        operation="request_a_document_pull",
        method=METHOD,
        template=PATH,
        path=f"/v2/portorders/{path_segment('order_id', order_id)}/files",
        params={},
        body=body.to_dict(),
        content_type="application/vnd.api+json",
        success=(200,),
        parse=parse,
    )


def parse(data: Any) -> PortFileDocument:
    """Return what the JSON of a success holds. Raise `ValueError` if it does not fit."""
    return PortFileDocument.from_dict(data)
