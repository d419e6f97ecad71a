"""Port orders: verdicts, orders from pending to completed, their numbers and documents."""

from __future__ import annotations

from flowroute_api.api.ports import add_a_document_via_direct_upload
from flowroute_api.models import PortFileUpload
from flowroute_ext import Forbidden, PortOrder, Unprocessable
from flowroute_ext.types import PortChanges, PortOrderRecord

from .registry import TO, ScenarioContext, scenario

DAY = 86_400
OTHER = "12065550143"
DETAILS = {
    "billing_name": "Jane Doe",
    "street": "100 Main Street",
    "city": "Seattle",
    "zip": "98104",
    "provider": "Example Telecom",
}
NUMBER = {"number": TO, **DETAILS}


def _order(*numbers: str) -> PortOrder:
    return PortOrder(
        numbers=numbers or (TO,),
        billing_name=DETAILS["billing_name"],
        street=DETAILS["street"],
        city=DETAILS["city"],
        state="WA",
        zip=DETAILS["zip"],
        provider=DETAILS["provider"],
        usage_type="business",
    )


def _existing(context: ScenarioContext) -> PortOrderRecord:
    with context.unrecorded_requests():
        order = context.flowroute.ports.create(_order())
    context.parameters["id"] = order.id
    return order


@scenario("ports/check", {"number": TO})
def check(context: ScenarioContext) -> None:
    """Checks three numbers, of which one cannot be ported."""
    context.sandbox.set_portability(OTHER, portable=False)
    context.flowroute.ports.check([TO, OTHER, "18005550142"])


@scenario("ports/create", NUMBER)
def create(context: ScenarioContext) -> None:
    """Orders that a number is ported; the order is pending."""
    context.parameters["id"] = context.flowroute.ports.create(_order()).id


@scenario("ports/not-portable", NUMBER)
def not_portable(context: ScenarioContext) -> None:
    """Orders a number that cannot be ported, which is refused."""
    context.sandbox.set_portability(TO, portable=False)
    with context.refused(Unprocessable):
        context.flowroute.ports.create(_order())


@scenario("ports/check-create-completed", NUMBER)
def check_create_completed(context: ScenarioContext) -> None:
    """Checks a number, orders it, sees the order submitted and completed, and has the number."""
    flowroute = context.flowroute
    flowroute.ports.check([TO])
    order = flowroute.ports.create(_order())
    context.parameters["id"] = order.id
    context.sandbox.advance(2 * DAY)
    flowroute.ports.status(order)
    context.sandbox.advance(8 * DAY)
    flowroute.ports.status(order)
    flowroute.numbers.get(TO)


@scenario("ports/rejected-corrected", NUMBER)
def rejected_corrected(context: ScenarioContext) -> None:
    """Sees an order rejected, corrects it, and sees it in review."""
    ports = context.flowroute.ports
    order = ports.create(_order())
    context.parameters["id"] = order.id
    context.sandbox.set_port_status(order.id, "rejected", "The PIN is wrong.")
    ports.get(order)
    ports.update(order, PortChanges(pin="4321"))


@scenario("ports/list", NUMBER)
def list_ports(context: ScenarioContext) -> None:
    """Lists the orders of a group into which one request was split."""
    with context.unrecorded_requests():
        order = context.flowroute.ports.create(_order(TO, "18005550142"))
    list(context.flowroute.ports.list(group=order))


@scenario("ports/cancel")
def cancel(context: ScenarioContext) -> None:
    """Cancels a pending order; a second time it is refused."""
    order = _existing(context)
    context.flowroute.ports.cancel(order)
    with context.refused(Forbidden):
        context.flowroute.ports.cancel(order)


@scenario("ports/numbers", NUMBER)
def numbers(context: ScenarioContext) -> None:
    """Adds a number to an order and removes it again, and adds one of another kind to its group."""
    order = _existing(context)
    context.flowroute.ports.add_numbers(order, [OTHER])
    context.flowroute.ports.remove_numbers(order, [OTHER])
    context.flowroute.ports.add_to_group(order, ["18005550142"])


@scenario("ports/letter", DETAILS)
def letter(context: ScenarioContext) -> None:
    """Reads the letter of agency of an order and signs it, after which the order is processing."""
    order = _existing(context)
    context.flowroute.ports.sign(
        context.flowroute.ports.letter(order), name="Jane Doe", title="Owner"
    )
    context.flowroute.ports.status(order)


@scenario("ports/files")
def files(context: ScenarioContext) -> None:
    """Asks where to upload a document to, has another one pulled, and looks at both."""
    order = _existing(context)
    of_order = context.flowroute.ports.files(order)
    body = PortFileUpload(filename="bill.pdf")
    context.flowroute.call(add_a_document_via_direct_upload, order.id, body=body)
    pulled = of_order.pull("https://example.com/letter.pdf")
    context.sandbox.advance(5)
    list(of_order.list())
    of_order.get(pulled)
