# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Show a CDR export.

GET /v2/cdrs/exports/{export_id}

Once the export is `completed`, `download_url` is where its file is, for three days: a CSV
file compressed by gzip, whose first line names its columns. The URL is the right to the
file; the credentials of the API do not belong there.

Answers 200 with the export.

Errors: 401, 404 for an unknown export.

Source: developer.flowroute.com, CDR Export Status and CDR Results.
"""

from typing import Any, Final

from ...models.cdr_export_document import CdrExportDocument
from ...types import UNSET, Request, path_segment

METHOD: Final = "GET"
PATH: Final = "/v2/cdrs/exports/{export_id}"


def request(export_id: str) -> Request[CdrExportDocument]:
    """Show a CDR export."""
    return Request(
        operation="list_cdr_export_details",
        method=METHOD,
        template=PATH,
        path=f"/v2/cdrs/exports/{path_segment('export_id', export_id)}",
        params={},
        body=UNSET,
        content_type=None,
        success=(200,),
        parse=parse,
    )


def parse(data: Any) -> CdrExportDocument:
    """Return what the JSON of a success holds. Raise `ValueError` if it does not fit."""
    return CdrExportDocument.from_dict(data)
