# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Validate an E911 address and keep it.

POST /v2/e911s

Checks that emergency services can find the address and puts it on the account under a label
of its own. Every attribute is required except `address_type` and `address_type_number`,
which belong together.

Answers 201 with the record. `address_type` comes back in title case; where there is none,
it and its number are left out, while lists and details have empty texts.

Errors: 400 when the address cannot be located, 401, 403 when the same address is there
already or funds are short, 422 for a bad value. Undecided: whether records of several
people at one address are the same address.

Source: developer.flowroute.com, Create and Validate a New E911 Address;
flowroute-sdk-v3-ruby README.
"""

from typing import Any, Final

from ...models.e911_create import E911Create
from ...models.e911_document import E911Document
from ...types import Request

METHOD: Final = "POST"
PATH: Final = "/v2/e911s"


def request(*, body: E911Create) -> Request[E911Document]:
    """Validate an E911 address and keep it.

    Args:
        body: An E911 address to create or validate.
    """
    return Request(
        operation="create_e911",
        method=METHOD,
        template=PATH,
        path=PATH,
        params={},
        body=body.to_dict(),
        content_type="application/vnd.api+json",
        success=(201,),
        parse=parse,
    )


def parse(data: Any) -> E911Document:
    """Return what the JSON of a success holds. Raise `ValueError` if it does not fit."""
    return E911Document.from_dict(data)
