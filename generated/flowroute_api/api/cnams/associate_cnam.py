# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Give a phone number a CNAM record.

PATCH /v2/numbers/{number_id}/relationships/cnams/{cnam_id}

Asks for the number to show the record's name. The record has to be approved, and the number
a US long code. The change takes five to seven business days. Older SDKs write
`relationships/cnam/{cnam_id}`, which works too.

Answers 202 with the record's id, here an integer, and the date of the request.

Errors: 401, 403 when funds are short, 404 for an unknown number or record. Assumed: a
record that is not approved, and a number that is no US long code, are refused with 403 or
422.

Source: developer.flowroute.com, Assign a CNAM Record to Your Phone Number;
flowroute-sdk-v3-ruby README.
"""

from typing import Any, Final

from ...models.cnam_association_document import CnamAssociationDocument
from ...types import UNSET, Request, path_segment

METHOD: Final = "PATCH"
PATH: Final = "/v2/numbers/{number_id}/relationships/cnams/{cnam_id}"


def request(number_id: str, cnam_id: str) -> Request[CnamAssociationDocument]:
    """Give a phone number a CNAM record."""
    return Request(
        operation="associate_cnam",
        method=METHOD,
        template=PATH,
        path=f"/v2/numbers/{path_segment('number_id', number_id)}/relationships/cnams/{path_segment('cnam_id', cnam_id)}",
        params={},
        body=UNSET,
        content_type=None,
        success=(202,),
        parse=parse,
    )


def parse(data: Any) -> CnamAssociationDocument:
    """Return what the JSON of a success holds. Raise `ValueError` if it does not fit."""
    return CnamAssociationDocument.from_dict(data)
