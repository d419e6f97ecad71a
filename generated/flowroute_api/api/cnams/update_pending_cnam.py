# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Change a CNAM record that is still pending.

PATCH /v2/cnams/{cnam_id}

Gives a record that is not yet approved another name, by the rules of creating one.

Answers 200 with the record.

Errors: 401, 403, 404 for an unknown record, 422 for a bad name or one that another record
has. Assumed: a record that is no longer pending is refused with 403.

Source: developer.flowroute.com, Update Pending CNAM Record.
"""

from typing import Any, Final

from ...models.cnam_document import CnamDocument
from ...models.cnam_update import CnamUpdate
from ...types import Request, path_segment

METHOD: Final = "PATCH"
PATH: Final = "/v2/cnams/{cnam_id}"


def request(cnam_id: str, *, body: CnamUpdate) -> Request[CnamDocument]:
    """Change a CNAM record that is still pending.

    Args:
        body: Another name for a CNAM record.
    """
    return Request(
        operation="update_pending_cnam",
        method=METHOD,
        template=PATH,
        path=f"/v2/cnams/{path_segment('cnam_id', cnam_id)}",
        params={},
        body=body.to_dict(),
        content_type="application/vnd.api+json",
        success=(200,),
        parse=parse,
    )


def parse(data: Any) -> CnamDocument:
    """Return what the JSON of a success holds. Raise `ValueError` if it does not fit."""
    return CnamDocument.from_dict(data)
