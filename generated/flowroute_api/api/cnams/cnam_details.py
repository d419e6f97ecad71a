# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Show a CNAM record with the numbers that carry it.

GET /v2/cnams/{cnam_id}

Answers 200 with the record. An approved record with numbers names them in
`relationships.numbers` and has them in `included`; another may have neither.

Errors: 401, 404 for an unknown record.

Source: developer.flowroute.com, List CNAM Record Details; flowroute-sdk-v3-ruby README.
"""

from typing import Any, Final

from ...models.cnam_document import CnamDocument
from ...types import UNSET, Request, path_segment

METHOD: Final = "GET"
PATH: Final = "/v2/cnams/{cnam_id}"


def request(cnam_id: str) -> Request[CnamDocument]:
    """Show a CNAM record with the numbers that carry it."""
    return Request(
        operation="cnam_details",
        method=METHOD,
        template=PATH,
        path=f"/v2/cnams/{path_segment('cnam_id', cnam_id)}",
        params={},
        body=UNSET,
        content_type=None,
        success=(200,),
        parse=parse,
    )


def parse(data: Any) -> CnamDocument:
    """Return what the JSON of a success holds. Raise `ValueError` if it does not fit."""
    return CnamDocument.from_dict(data)
