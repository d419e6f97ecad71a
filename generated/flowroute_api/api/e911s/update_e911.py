# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Change an E911 address.

PATCH /v2/e911s/{e911_id}

Changes the attributes that are sent, leaves the others, and validates the whole.

Answers 200 with the record, without an address type that is not set.

Errors: 400 when the address cannot be located, 401, 403 when funds are short, 404 for an
unknown record, 422 for a bad value.

Source: developer.flowroute.com, Update and Validate Existing E911 Address;
flowroute-sdk-v3-ruby README.
"""

from typing import Any, Final

from ...models.e911_document import E911Document
from ...models.e911_update import E911Update
from ...types import Request, path_segment

METHOD: Final = "PATCH"
PATH: Final = "/v2/e911s/{e911_id}"


def request(e911_id: str, *, body: E911Update) -> Request[E911Document]:
    """Change an E911 address.

    Args:
        body: What to change of an E911 address.
    """
    return Request(
        operation="update_e911",
        method=METHOD,
        template=PATH,
        path=f"/v2/e911s/{path_segment('e911_id', e911_id)}",
        params={},
        body=body.to_dict(),
        content_type="application/vnd.api+json",
        success=(200,),
        parse=parse,
    )


def parse(data: Any) -> E911Document:
    """Return what the JSON of a success holds. Raise `ValueError` if it does not fit."""
    return E911Document.from_dict(data)
