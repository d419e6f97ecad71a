# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Take the CNAM record off a phone number.

DELETE /v2/numbers/{number_id}/relationships/cnams

Asks for the number to show no name. The record stays. Older SDKs write
`relationships/cnam`, which works too.

Answers 202 with the date of the request and an id of null.

Errors: 401, 404 for an unknown number.

Source: developer.flowroute.com, Unassign a CNAM Record from Phone Number;
flowroute-sdk-v3-ruby README.
"""

from typing import Any, Final

from ...models.cnam_association_document import CnamAssociationDocument
from ...types import UNSET, Request, path_segment

METHOD: Final = "DELETE"
PATH: Final = "/v2/numbers/{number_id}/relationships/cnams"


def request(number_id: str) -> Request[CnamAssociationDocument]:
    """Take the CNAM record off a phone number."""
    return Request(
        operation="unassociate_cnam",
        method=METHOD,
        template=PATH,
        path=f"/v2/numbers/{path_segment('number_id', number_id)}/relationships/cnams",
        params={},
        body=UNSET,
        content_type=None,
        success=(202,),
        parse=parse,
    )


def parse(data: Any) -> CnamAssociationDocument:
    """Return what the JSON of a success holds. Raise `ValueError` if it does not fit."""
    return CnamAssociationDocument.from_dict(data)
