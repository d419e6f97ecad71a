# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Change a phone number's alias, CNAM lookups or messaging.

PATCH /v2/numbers/{number_id}

Changes the members that are sent and leaves the others. The body is flat and carries
`type`. An alias has up to 64 characters and need not be unique.

Answers 200 with the number and what it is tied to, or 207 with the same document when
messaging was asked for and the provisioning service is down.

Errors: 401, 403, 404 when the number is not on the account, 422 for a bad value.

Source: developer.flowroute.com, Update Details for a Phone Number, Update Alias for a Phone
Number, Enable or Disable CNAM Lookups on a Phone Number.
"""

from typing import Any, Final

from ...models.number_document import NumberDocument
from ...models.number_update import NumberUpdate
from ...types import Request, path_segment

METHOD: Final = "PATCH"
PATH: Final = "/v2/numbers/{number_id}"


def request(number_id: str, *, body: NumberUpdate) -> Request[NumberDocument]:
    """Change a phone number's alias, CNAM lookups or messaging.

    Args:
        body: What to change of a number.
    """
    return Request(
        operation="update_phone_number",
        method=METHOD,
        template=PATH,
        path=f"/v2/numbers/{path_segment('number_id', number_id)}",
        params={},
        body=body.to_dict(),
        content_type="application/vnd.api+json",
        success=(200, 207),
        parse=parse,
    )


def parse(data: Any) -> NumberDocument:
    """Return what the JSON of a success holds. Raise `ValueError` if it does not fit."""
    return NumberDocument.from_dict(data)
