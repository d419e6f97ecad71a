# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Request an export of call detail records.

POST /v2/cdrs/exports

Flowroute gathers the calls that match every filter, and writes them to a file on Amazon S3,
typically within five minutes. Its state is in the details of the export, and posted to
`callback_url` if there is one.

Answers 201 with the export, which is `processing`.

Errors: 401, 422 for filters that cannot be read.

Source: developer.flowroute.com, Query CDRs; flowroute-sdk-v3-python README.
"""

from typing import Any, Final

from ...models.cdr_export_create import CdrExportCreate
from ...models.cdr_export_document import CdrExportDocument
from ...types import Request

METHOD: Final = "POST"
PATH: Final = "/v2/cdrs/exports"


def request(*, body: CdrExportCreate) -> Request[CdrExportDocument]:
    """Request an export of call detail records.

    Args:
        body: An export to make.
    """
    return Request(
        operation="create_a_cdr_export",
        method=METHOD,
        template=PATH,
        path=PATH,
        params={},
        body=body.to_dict(),
        content_type="application/vnd.api+json",
        success=(201,),
        parse=parse,
    )


def parse(data: Any) -> CdrExportDocument:
    """Return what the JSON of a success holds. Raise `ValueError` if it does not fit."""
    return CdrExportDocument.from_dict(data)
