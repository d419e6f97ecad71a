# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Give a phone number an E911 address.

PATCH /v2/numbers/{number_id}/relationships/e911s/{e911_id}

Activates E911 for the number. Saying it again for the same record changes nothing and costs
nothing; the charge falls only the first time for a number and a record.

Answers 204 with no body.

Errors: 401, 403 when funds are short, 404 for an unknown number or record, 422 when the
number does not support emergency services.

Source: developer.flowroute.com, Assign an E911 Address to Your Phone Number;
flowroute-sdk-v3-ruby README.
"""

from typing import Any, Final

from ...types import UNSET, Request, path_segment

METHOD: Final = "PATCH"
PATH: Final = "/v2/numbers/{number_id}/relationships/e911s/{e911_id}"


def request(number_id: str, e911_id: str) -> Request[None]:
    """Give a phone number an E911 address."""
    return Request(
        operation="associate_e911",
        method=METHOD,
        template=PATH,
        path=f"/v2/numbers/{path_segment('number_id', number_id)}/relationships/e911s/{path_segment('e911_id', e911_id)}",
        params={},
        body=UNSET,
        content_type=None,
        success=(204,),
        parse=parse,
    )


def parse(data: Any) -> None:
    """Return None: a success has no body."""
