# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Delete a CNAM record.

DELETE /v2/cnams/{cnam_id}

Takes the record off every number that carries it and deletes it.

Answers 204 with no body.

Errors: 401, 404 for an unknown record.

Source: developer.flowroute.com, Remove CNAM Record from Account; flowroute-sdk-v3-ruby
README.
"""

from typing import Any, Final

from ...types import UNSET, Request, path_segment

METHOD: Final = "DELETE"
PATH: Final = "/v2/cnams/{cnam_id}"


def request(cnam_id: str) -> Request[None]:
    """Delete a CNAM record."""
    return Request(
        operation="delete_cnam",
        method=METHOD,
        template=PATH,
        path=f"/v2/cnams/{path_segment('cnam_id', cnam_id)}",
        params={},
        body=UNSET,
        content_type=None,
        success=(204,),
        parse=parse,
    )


def parse(data: Any) -> None:
    """Return None: a success has no body."""
