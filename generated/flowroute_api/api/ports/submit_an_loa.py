# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Sign the letter of agency of a port order.

POST /v2/portorders/{order_id}/loa

Takes the letter as it was shown, with the name and the title of who signs it and nothing
else changed. The order is processing from then on, and a PDF of the letter is among its
documents.

Answers 201 with no body.

Errors: 401, 403 when the status does not allow for it, 404 for an unknown order, 422 for
bad values.

Assumed: it is signed while the order is pending, and a letter that was changed is a 422.
Another page says that the order is the response; whatever is there is not read.

Source: developer.flowroute.com, Submit an LOA, and Working with an LOA (Letter of Agency).
"""

from typing import Any, Final

from ...models.letter_of_agency_submit import LetterOfAgencySubmit
from ...types import Request, path_segment

METHOD: Final = "POST"
PATH: Final = "/v2/portorders/{order_id}/loa"


def request(order_id: str, *, body: LetterOfAgencySubmit) -> Request[None]:
    """Sign the letter of agency of a port order.

    Args:
        body: A letter of agency, signed.
    """
    return Request(
        operation="submit_an_loa",
        method=METHOD,
        template=PATH,
        path=f"/v2/portorders/{path_segment('order_id', order_id)}/loa",
        params={},
        body=body.to_dict(),
        content_type="application/vnd.api+json",
        success=(201,),
        parse=parse,
    )


def parse(data: Any) -> None:
    """Return None: a success has no body."""
