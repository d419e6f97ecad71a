# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Validate an E911 address without keeping it.

POST /v2/e911s/validate

Answers 204 with no body when emergency services can find the address, new or on the account
already. Nothing is stored.

Errors: 400 when the address cannot be located, 401, 422 for a bad value.

Source: developer.flowroute.com, Validate an E911 Address; flowroute-sdk-v3-ruby README.
"""

from typing import Any, Final

from ...models.e911_create import E911Create
from ...types import Request

METHOD: Final = "POST"
PATH: Final = "/v2/e911s/validate"


def request(*, body: E911Create) -> Request[None]:
    """Validate an E911 address without keeping it.

    Args:
        body: An E911 address to create or validate.
    """
    return Request(
        operation="validate_e911",
        method=METHOD,
        template=PATH,
        path=PATH,
        params={},
        body=body.to_dict(),
        content_type="application/vnd.api+json",
        success=(204,),
        parse=parse,
    )


def parse(data: Any) -> None:
    """Return None: a success has no body."""
