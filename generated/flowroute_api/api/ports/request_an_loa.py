# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Show the letter of agency of a port order, to be signed.

GET /v2/portorders/{order_id}/loa

Answers 200 with the letter: what it says of the order, its text, and two members that are
empty until it is signed.

Errors: 401, 404 for an unknown order.

Source: developer.flowroute.com, Working with an LOA (Letter of Agency).
"""

from typing import Any, Final

from ...models.letter_of_agency_document import LetterOfAgencyDocument
from ...types import UNSET, Request, path_segment

METHOD: Final = "GET"
PATH: Final = "/v2/portorders/{order_id}/loa"


def request(order_id: str) -> Request[LetterOfAgencyDocument]:
    """Show the letter of agency of a port order, to be signed."""
    return Request(
        operation="request_an_loa",
        method=METHOD,
        template=PATH,
        path=f"/v2/portorders/{path_segment('order_id', order_id)}/loa",
        params={},
        body=UNSET,
        content_type=None,
        success=(200,),
        parse=parse,
    )


def parse(data: Any) -> LetterOfAgencyDocument:
    """Return what the JSON of a success holds. Raise `ValueError` if it does not fit."""
    return LetterOfAgencyDocument.from_dict(data)
