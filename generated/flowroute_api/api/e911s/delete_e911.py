# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Delete an E911 address.

DELETE /v2/e911s/{e911_id}

Every number has to be taken off the record first.

Answers 204 with no body.

Errors: 401, 404 for an unknown record. Assumed: 403 while a number still carries the
address, as for a route in use.

Source: developer.flowroute.com, Remove E911 Address from Account; flowroute-sdk-v3-ruby
README.
"""

from typing import Any, Final

from ...types import UNSET, Request, path_segment

METHOD: Final = "DELETE"
PATH: Final = "/v2/e911s/{e911_id}"


def request(e911_id: str) -> Request[None]:
    """Delete an E911 address."""
    return Request(
        operation="delete_e911",
        method=METHOD,
        template=PATH,
        path=f"/v2/e911s/{path_segment('e911_id', e911_id)}",
        params={},
        body=UNSET,
        content_type=None,
        success=(204,),
        parse=parse,
    )


def parse(data: Any) -> None:
    """Return None: a success has no body."""
