# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Show an E911 address.

GET /v2/e911s/{e911_id}

Answers 200 with the record.

Errors: 401, 404 for an unknown record.

Source: developer.flowroute.com, List E911 Record Details; flowroute-sdk-v3-ruby README.
"""

from typing import Any, Final

from ...models.e911_document import E911Document
from ...types import UNSET, Request, path_segment

METHOD: Final = "GET"
PATH: Final = "/v2/e911s/{e911_id}"


def request(e911_id: str) -> Request[E911Document]:
    """Show an E911 address."""
    return Request(
        operation="e911_details",
        method=METHOD,
        template=PATH,
        path=f"/v2/e911s/{path_segment('e911_id', e911_id)}",
        params={},
        body=UNSET,
        content_type=None,
        success=(200,),
        parse=parse,
    )


def parse(data: Any) -> E911Document:
    """Return what the JSON of a success holds. Raise `ValueError` if it does not fit."""
    return E911Document.from_dict(data)
