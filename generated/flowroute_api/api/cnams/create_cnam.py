# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Create a CNAM record.

POST /v2/cnams

Submits a Caller ID name for review, which takes up to two business days. A name has 1 to 15
characters, at least one of them a letter: letters, digits, spaces and `- _ . , @ + & ' /
"`. It is stored in capitals.

Answers 201 with the record, not yet approved.

Errors: 401, 403 when funds are short, 422 for a bad name or one that another record has.

Source: developer.flowroute.com, Create a New CNAM Record; flowroute-sdk-v3-ruby README;
cnam_demo.js of flowroute-sdk-v3-nodejs (duplicates).
"""

from typing import Any, Final

from ...models.cnam_create import CnamCreate
from ...models.cnam_document import CnamDocument
from ...types import Request

METHOD: Final = "POST"
PATH: Final = "/v2/cnams"


def request(*, body: CnamCreate) -> Request[CnamDocument]:
    """Create a CNAM record.

    Args:
        body: A Caller ID name.
    """
    return Request(
        operation="create_cnam",
        method=METHOD,
        template=PATH,
        path=PATH,
        params={},
        body=body.to_dict(),
        content_type="application/vnd.api+json",
        success=(201,),
        parse=parse,
    )


def parse(data: Any) -> CnamDocument:
    """Return what the JSON of a success holds. Raise `ValueError` if it does not fit."""
    return CnamDocument.from_dict(data)
