# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Get the URL to upload a document of a port order to.

POST /v2/portorders/{order_id}/upload_file

The URL is of a storage service, and good for a limited time: PUT the bytes to it, without
the credentials of this API. For orders that are pending or rejected.

Answers 200 with the URL and when it expires.

Errors: 401, 403 when the status does not allow for it, 404 for an unknown order, 422 for a
bad name.

Source: developer.flowroute.com, Add a Document via Direct Upload.
"""

from typing import Any, Final

from ...models.port_file_document import PortFileDocument
from ...models.port_file_upload import PortFileUpload
from ...types import Request, path_segment

METHOD: Final = "POST"
PATH: Final = "/v2/portorders/{order_id}/upload_file"


def request(order_id: str, *, body: PortFileUpload) -> Request[PortFileDocument]:
    """Get the URL to upload a document of a port order to.

    Args:
        body: A document to upload.
    """
    return Request(
        operation="add_a_document_via_direct_upload",
        method=METHOD,
        template=PATH,
        path=f"/v2/portorders/{path_segment('order_id', order_id)}/upload_file",
        params={},
        body=body.to_dict(),
        content_type="application/vnd.api+json",
        success=(200,),
        parse=parse,
    )


def parse(data: Any) -> PortFileDocument:
    """Return what the JSON of a success holds. Raise `ValueError` if it does not fit."""
    return PortFileDocument.from_dict(data)
