# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""List the account's CDR exports.

GET /v2/cdrs/exports

Answers 200 with the exports, the newest first, each wrapped in a `data` of its own. The
links name an internal host of Flowroute.

Errors: 401.

Source: flowroute-sdk-v3-python README; developer.flowroute.com, List CDR Export Requests.
"""

from typing import Any, Final

from ...models.cdr_export_list import CdrExportList
from ...models.known_cdr_export_status import KnownCdrExportStatus
from ...types import UNSET, Request, Unset, query

METHOD: Final = "GET"
PATH: Final = "/v2/cdrs/exports"


def request(
    *,
    limit: int | Unset = UNSET,
    offset: int | Unset = UNSET,
    status: KnownCdrExportStatus | str | Unset = UNSET,
) -> Request[CdrExportList]:
    """List the account's CDR exports.

    Args:
        status: Where an export is; other values may be added.
    """
    return Request(
        operation="list_cdr_exports",
        method=METHOD,
        template=PATH,
        path=PATH,
        params=query({"limit": limit, "offset": offset, "status": status}),
        body=UNSET,
        content_type=None,
        success=(200,),
        parse=parse,
    )


def parse(data: Any) -> CdrExportList:
    """Return what the JSON of a success holds. Raise `ValueError` if it does not fit."""
    return CdrExportList.from_dict(data)
