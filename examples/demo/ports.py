"""Porting: numbers of another provider come to Flowroute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flowroute_ext import PortOrder
from flowroute_ext.types import PortChanges

if TYPE_CHECKING:
    import httpx

    from flowroute_ext import Flowroute
    from flowroute_ext.types import (
        LetterOfAgency,
        Portability,
        PortFile,
        PortOrderRecord,
        PortOrderStatus,
    )


def verdicts(flowroute: Flowroute) -> list[Portability]:
    """Whether numbers of another provider can be ported; nothing is ordered."""
    return flowroute.ports.check(["206 555 0177", "800 555 0177", "212 555 1212"])


def port(flowroute: Flowroute) -> PortOrderRecord:
    """Order it, with all that the current provider asks for."""
    order = PortOrder(
        numbers=["206 555 0177"],
        billing_name="Janet Doe",
        street="1218 3rd Ave",
        city="Seattle",
        state="WA",
        zip="98101",
        provider="Example Telecom",
        pin="4321",
        usage_type="business",
    )
    return flowroute.ports.create(order)


def ports(flowroute: Flowroute) -> list[PortOrderRecord]:
    """The orders on the account that are pending."""
    return list(flowroute.ports.list(status="pending", limit=3))


def port_details(flowroute: Flowroute, port: PortOrderRecord) -> PortOrderRecord:
    """One of them."""
    return flowroute.ports.get(port)


def port_changed(flowroute: Flowroute, port: PortOrderRecord) -> PortOrderRecord:
    """Correct what is wrong in it."""
    return flowroute.ports.update(port, PortChanges(pin="1234", alias="Office"))


def port_numbers(flowroute: Flowroute, port: PortOrderRecord) -> PortOrderRecord:
    """Add a number to it."""
    return flowroute.ports.add_numbers(port, ["206 555 0178"])


def port_group(flowroute: Flowroute, port: PortOrderRecord) -> PortOrderRecord:
    """Add a number of another kind, which gets an order of its own in the group."""
    return flowroute.ports.add_to_group(port, ["800 555 0177"])


def bill(flowroute: Flowroute, port: PortOrderRecord) -> PortFile:
    """Upload the last bill of the provider, from a file."""
    return flowroute.ports.files(port).upload("LICENSE", name="bill.txt")


def letter(flowroute: Flowroute, port: PortOrderRecord) -> PortFile:
    """Have Flowroute fetch another document."""
    return flowroute.ports.files(port).pull("https://example.com/letter.pdf")


def documents(flowroute: Flowroute, port: PortOrderRecord) -> list[PortFile]:
    """The documents of the order."""
    return list(flowroute.ports.files(port).list())


def document(flowroute: Flowroute, port: PortOrderRecord, bill: PortFile) -> PortFile:
    """One of them, with the URL to download it from."""
    return flowroute.ports.files(port).get(bill)


def port_rejected(sandbox: httpx.Client, port: PortOrderRecord) -> None:
    """The provider refuses it; the sandbox does so at once."""
    body = {"status": "rejected", "reason": "The account number is missing."}
    sandbox.post(f"/_sandbox/portorders/{port.id}/status", json=body).raise_for_status()


def letter_of_agency(flowroute: Flowroute, port: PortOrderRecord) -> LetterOfAgency:
    """The letter of agency, to be read."""
    return flowroute.ports.letter(port)


def signed(flowroute: Flowroute, letter_of_agency: LetterOfAgency) -> None:
    """Sign it; the order is processing then."""
    flowroute.ports.sign(letter_of_agency, name="Janet Doe", title="Owner")


def port_status(flowroute: Flowroute, port: PortOrderRecord) -> PortOrderStatus:
    """Where the order is; `flowroute.ports.wait(port)` would look until it is completed."""
    return flowroute.ports.status(port)


def port_cancelled(flowroute: Flowroute, port: PortOrderRecord) -> PortOrderStatus:
    """Cancel it; one that was rejected is abandoned."""
    return flowroute.ports.cancel(port)
