"""Port orders: what only Flowroute and the losing provider can do, under /_sandbox/."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flowroute_sandbox.api.ports import orders
from flowroute_sandbox.http.fields import Fields
from flowroute_sandbox.http.json_responses import no_content
from flowroute_sandbox.http.router import route
from flowroute_sandbox.http.validation_messages import (
    MISSING,
    NOT_A_PORT_STATUS,
    NOT_PLAIN_DIGITS,
)
from flowroute_sandbox.state.ports.progress import STATUSES, at_status, planned
from flowroute_sandbox.state.ports.rows import PortabilityRow

if TYPE_CHECKING:
    from flowroute_sandbox.api.context import Context
    from flowroute_sandbox.http.messages import Response


@route("POST", "/_sandbox/portorders/{order_id}/status")
def set_port_status(context: Context) -> Response:
    """204: the order is in this `status` now, for a `reason`; its next steps follow from there."""
    order = orders.find(context)
    sent = Fields(context.body())
    status = sent.required("status").lower()
    reason = sent.optional("reason")
    if status and status not in STATUSES:
        sent.wrong("status", NOT_A_PORT_STATUS.format(statuses=", ".join(STATUSES)))
    sent.check()
    changed = replace(order, rejection_reason=reason, held=False)
    context.account.ports.put(at_status(changed, status, context.now))
    return no_content()


@route("POST", "/_sandbox/portorders/{order_id}/hold")
def hold_port_order(context: Context) -> Response:
    """204: the order stays where it is, or goes on if `held` is false.

    A pending one is cancelled after 45 days, a rejected one abandoned.
    """
    order = orders.find(context)
    sent = Fields(context.body())
    held = sent.flag("held") is not False
    sent.check()
    context.account.ports.put(planned(replace(order, held=held), context.now))
    return no_content()


@route("POST", "/_sandbox/portability")
def set_portability(context: Context) -> Response:
    """204: `number` is `portable` or not, on the HyperNetwork or not, and of a `carrier`."""
    sent = Fields(context.body())
    number = sent.required("number", number=True).removeprefix("+")
    if number and not (number.isdecimal() and 7 <= len(number) <= 15):
        sent.wrong("number", NOT_PLAIN_DIGITS)
    portable = sent.flag("portable")
    if portable is None and not sent.sent("portable"):
        sent.wrong("portable", MISSING)
    hypernetwork = sent.flag("hypernetwork_enabled")
    carrier = sent.optional("carrier")
    sent.check()
    portable = bool(portable)
    on_network = portable if hypernetwork is None else hypernetwork
    context.account.portability.put(PortabilityRow(number, portable, on_network, carrier))
    return no_content()
