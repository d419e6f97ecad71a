"""Letters of agency: shown for an order, and signed, after which the order is processing.

developer.flowroute.com: Working with an LOA (Letter of Agency), Submit an LOA.
"""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

from flowroute_sandbox.api.ports import files, orders
from flowroute_sandbox.api.ports.papers import pdf
from flowroute_sandbox.http.errors import LETTER_NOT_WANTED, Refused
from flowroute_sandbox.http.fields import Fields
from flowroute_sandbox.http.json_responses import Document, json_response
from flowroute_sandbox.http.messages import Response
from flowroute_sandbox.http.router import route
from flowroute_sandbox.http.validation_messages import LETTER_CHANGED
from flowroute_sandbox.state.ports.progress import at_status

if TYPE_CHECKING:
    from flowroute_sandbox.api.context import Context
    from flowroute_sandbox.state.ports.rows import PortOrderRow

# The sense of the sample on the page, not its words.
TEXT = (
    "The customer chooses Flowroute for the calls and messages to and from the numbers listed, and"
    " authorizes it to have them ported from their current provider on the customer's behalf."
)
SIGNATURES = ("signature_name", "signature_title")
NAME = "letter-of-agency.pdf"


@route("GET", "/v2/portorders/{order_id}/loa")
def request_an_loa(context: Context) -> Response:
    """200 with the letter of an order, not signed."""
    letter = _letter(orders.find(context))
    attributes = letter | dict.fromkeys(SIGNATURES, "")
    return json_response({"data": {"type": "loa", "attributes": attributes}})


@route("POST", "/v2/portorders/{order_id}/loa")
def submit_an_loa(context: Context) -> Response:
    """201: the order is processing, and the letter among its documents."""
    row = orders.find(context)
    body = context.body()
    body.check_type("loa")
    sent = Fields(body)
    signed = {name: sent.required(name) for name in SIGNATURES}
    letter = _letter(row)
    for name, value in letter.items():
        # Assumed: letters-unchanged
        if sent.raw(name) != value:
            sent.wrong(name, LETTER_CHANGED)
    sent.check()
    if row.status(context.now) != "pending":
        raise Refused(LETTER_NOT_WANTED)
    context.account.ports.put(at_status(row, "processing", context.now))
    paper = pdf([f"{name}: {value}" for name, value in (letter | signed).items()])
    files.keep(context, row, NAME, b64encode(paper).decode())
    # Assumed: letter-answer
    return Response(201)


def _letter(row: PortOrderRow) -> Document:
    """Return the content of a letter, without its signature."""
    details = row.details
    return {
        # Assumed: letter-numbers
        "numbers": [number.removeprefix("1") for number in row.numbers],
        "billing_name": details.billing_name,
        "street": details.street,
        "street2": details.street2,
        "city": details.city,
        "state": details.state,
        "zip": details.zip,
        "country": details.country,
        "provider": details.provider,
        "usage_type": details.usage_type,
        "company": details.company,
        "loa_copy": TEXT,
    }
