"""Whether numbers of other providers can be ported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flowroute_sandbox.api.ports import numbers
from flowroute_sandbox.http.fields import Fields
from flowroute_sandbox.http.json_responses import json_response
from flowroute_sandbox.http.router import route

if TYPE_CHECKING:
    from flowroute_sandbox.api.context import Context
    from flowroute_sandbox.http.messages import Response


@route("POST", "/v2/portorders/portability")
def check_number_portability(context: Context) -> Response:
    """200 with the numbers by verdict, those on the HyperNetwork among the portable ones too."""
    sent = Fields(context.body())
    asked = numbers.read(sent, "numbers", required=True)
    sent.check()
    verdicts = [numbers.portability(context, number) for number in asked]
    return json_response(
        {
            "data": {
                "hypernetwork_enabled": [
                    f"+{row.number}" for row in verdicts if row.hypernetwork_enabled
                ],
                "nonportable": [f"+{row.number}" for row in verdicts if not row.portable],
                "portable": [f"+{row.number}" for row in verdicts if row.portable],
            }
        }
    )
