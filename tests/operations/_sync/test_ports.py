# Written by scripts/unasync.py from tests/operations/_async/test_ports.py. Do not edit.
"""Port orders: verdicts, orders, their numbers and documents, and waiting for them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import attrs
import pytest
from operations.control import Control

from flowroute_ext import (
    Flowroute,
    Forbidden,
    NotFound,
    PortOrder,
    Unprocessable,
)
from flowroute_ext.types import Portability, PortChanges

ORDER = PortOrder(
    numbers=["+1 206 555 0142"],
    billing_name="Janet Doe",
    street="1218 3rd Ave",
    city="Seattle",
    state="WA",
    zip="98101",
    provider="Verizon",
    pin="4321",
    last_4_ssn="9876",
    usage_type="business",
    loa_email="porting@example.com",
)


@pytest.mark.proves("check_number_portability")
def test_verdicts(flowroute: Flowroute, account: Control) -> None:
    """Each number has its verdict, in the order given and however it is spelled."""
    asked = ["+1 (212) 555-1212", "18005550142", "206.555.0142"]
    assert flowroute.ports.check(asked) == [
        Portability("12125551212", portable=False, hypernetwork_enabled=False),
        Portability("18005550142", portable=True, hypernetwork_enabled=False),
        Portability("12065550142", portable=True, hypernetwork_enabled=True),
    ]


@pytest.mark.proves(
    "create_a_port_order",
    "list_port_orders",
    "view_port_order_details",
    "update_a_port_order",
    "view_port_order_status",
    "cancel_a_port_order",
)
def test_an_order(flowroute: Flowroute, account: Control) -> None:
    """An order is created, found, changed and cancelled; then it can be changed no more."""
    ports = flowroute.ports
    created = ports.create(ORDER)
    assert (created.id, created.status, created.status_updated_at) == ("400001", "pending", None)
    assert (created.numbers, created.street) == (("12065550142",), "1218 3rd Ave")
    assert (created.usage_type, created.loa_email) == ("business", "porting@example.com")
    assert ports.get(created) == created
    second = ports.create(attrs.evolve(ORDER, numbers=["12065550143"], alias="Second"))
    assert [one for one in ports.list()] == [created, second]
    assert [one.id for one in ports.list(group=second)] == ["400002"]
    assert [one.id for one in ports.list(group="500001", status="Pending")] == ["400001"]
    assert [one.id for one in ports.list(alias="Second", limit=1)] == ["400002"]
    assert [one for one in ports.list(status="completed")] == []
    changed = ports.update(created, PortChanges(provider="AT&T", primary_route=0))
    assert changed == attrs.evolve(created, provider="AT&T", primary_route_id="0")
    cancelled = ports.cancel(created)
    assert (cancelled.status, cancelled.is_final) == ("cancelled", True)
    assert ports.status(created) == cancelled
    with pytest.raises(Forbidden):
        ports.update(created, PortChanges(pin="1"))
    with pytest.raises(Forbidden):
        ports.cancel("400001")
    with pytest.raises(NotFound):
        ports.get("9")


@pytest.mark.proves(
    "modify_the_phone_numbers_on_a_port_order", "add_phone_numbers_to_a_port_order_group"
)
def test_numbers_of_orders(flowroute: Flowroute, account: Control) -> None:
    """Numbers are added to an order and removed, and added to its group."""
    ports = flowroute.ports
    order = ports.create(ORDER)
    more = ports.add_numbers(order, ["206 555 0143"])
    assert more.numbers == ("12065550142", "12065550143")
    left = ports.remove_numbers(order, ["12065550142"])
    assert left.numbers == ("12065550143",)
    other = ports.add_to_group(order, ["800 555 0142"])
    assert (other.id, other.group_id, other.numbers) == ("400002", "500001", ("18005550142",))
    with pytest.raises(Unprocessable, match="206•••0143") as refused:
        ports.create(attrs.evolve(ORDER, numbers=["12065550143"]))
    assert list(refused.value.fields) == ["data.attributes.numbers"]


@pytest.mark.proves(
    "add_a_document_via_direct_upload",
    "request_a_document_pull",
    "list_port_order_documents",
    "download_a_document_from_a_port_order",
)
def test_documents(flowroute: Flowroute, account: Control, tmp_path: Path) -> None:
    """A file is uploaded in pieces, whose progress is shown, and another one is pulled."""
    bill = tmp_path / "bill.pdf"
    bill.write_bytes(b"%PDF" * 50_000)
    files = flowroute.ports.files(flowroute.ports.create(ORDER))
    seen: list[Any] = []
    uploaded = files.upload(bill, progress=lambda *sizes: seen.append(sizes))
    assert (uploaded.id, uploaded.filename) == ("600001", "bill.pdf")
    assert seen == [(65_536, 200_000), (131_072, 200_000), (196_608, 200_000), (200_000, 200_000)]
    pulled = files.pull("https://example.com/a/letter.pdf")
    found = [(one.id, one.filename, one.status) for one in files.list()]
    assert found == [("600001", "bill.pdf", "complete"), (pulled.id, "letter.pdf", "pending")]
    assert (files.get(uploaded)).status == "complete"


def test_refused_documents(flowroute: Flowroute, account: Control, tmp_path: Path) -> None:
    """An order that is processed takes no documents."""
    order = flowroute.ports.create(ORDER)
    account.advance(7200)
    (tmp_path / "bill.pdf").write_bytes(b"x")
    with pytest.raises(Forbidden):
        flowroute.ports.files(order).upload(tmp_path / "bill.pdf")
