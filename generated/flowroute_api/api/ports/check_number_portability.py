# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Check whether phone numbers can be ported to Flowroute.

POST /v2/portorders/portability

Takes long codes and toll-free numbers in E.164, with the `+`, and orders nothing.

Answers 200 with the numbers by verdict. A number that is `portable` may be
`hypernetwork_enabled` too.

Errors: 401, 422 for a number without its `+`.

Source: developer.flowroute.com, Check Number Portability.
"""

from typing import Any, Final

from ...models.portability_check import PortabilityCheck
from ...models.portability_document import PortabilityDocument
from ...types import Request

METHOD: Final = "POST"
PATH: Final = "/v2/portorders/portability"


def request(*, body: PortabilityCheck) -> Request[PortabilityDocument]:
    """Check whether phone numbers can be ported to Flowroute.

    Args:
        body: Numbers to check.
    """
    return Request(
        operation="check_number_portability",
        method=METHOD,
        template=PATH,
        path=PATH,
        params={},
        body=body.to_dict(),
        content_type="application/vnd.api+json",
        success=(200,),
        parse=parse,
    )


def parse(data: Any) -> PortabilityDocument:
    """Return what the JSON of a success holds. Raise `ValueError` if it does not fit."""
    return PortabilityDocument.from_dict(data)
