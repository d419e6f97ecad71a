"""`PortOrder`, what is hidden of it, the evidence of lost responses, and waiting."""

from __future__ import annotations

import traceback
from datetime import UTC, date, datetime
from typing import Any

import attrs
import httpx
import pytest
from ext.calls.ports import ORDER as PRESET

from flowroute_ext import Flowroute, InvalidValue, OutcomeUnknown, PortOrder
from flowroute_ext.errors import DeadlinePassed, Forbidden, Unprocessable
from flowroute_ext.types import PortChanges
from flowroute_sandbox import FrozenClock, Sandbox, transport

ORDER = attrs.evolve(PRESET, numbers=["12065550143"], primary_route=None)


@pytest.fixture
def sandbox() -> Sandbox:
    """A sandbox whose time stands still."""
    return Sandbox(clock=FrozenClock(datetime(2026, 11, 2, 12, tzinfo=UTC)))


@pytest.fixture
def flowroute(sandbox: Sandbox) -> Any:
    """A client of it."""
    with httpx.Client(transport=transport(sandbox, httpx)) as client:
        yield Flowroute(sandbox.access_key, sandbox.secret_key, http_client=client)


def test_every_problem_at_once() -> None:
    """All that is wrong is reported at once, without the PIN and the digits."""
    with pytest.raises(InvalidValue) as refused:
        PortOrder(
            numbers=["206 555 0142", "5", ""],
            billing_name=" ",
            street="1\n2",
            city=None,
            state="Washington",
            zip="1",
            provider=5,
            pin="43 21",
            last_4_ssn="98765",
            loa_email="no address",
            usage_type="private",
            desired_completion_date="2026-02-30",
            status_url="x",
            enable_cnam_lookups="yes",
            cnam=object(),
        )
    fields = [problem.field for problem in refused.value.problems]
    assert set(fields) == {
        *("numbers[1]", "numbers[2]", "billing_name", "street", "city", "state", "zip"),
        *("provider", "pin", "last_4_ssn", "loa_email", "usage_type", "status_url"),
        *("desired_completion_date", "enable_cnam_lookups", "cnam"),
    }
    assert not any(secret in str(refused.value) for secret in ("43 21", "98765"))


class WithoutDimensions:
    """An array of NumPy, such as its value for *missing*."""

    def __iter__(self) -> Any:
        raise TypeError("iteration over a 0-d array")


@pytest.mark.parametrize("numbers", ["12065550142", None, 5, [], WithoutDimensions()])
def test_numbers_that_are_no_list(numbers: Any) -> None:
    """A single text, nothing, an empty list and a missing value are no numbers."""
    with pytest.raises(InvalidValue, match="numbers must be"):
        attrs.evolve(ORDER, numbers=numbers)


def test_what_is_accepted_and_sent() -> None:
    """Spellings are converted, and a day is text."""
    order = attrs.evolve(
        ORDER, numbers=["(206) 555-0142", "+12065550142"], desired_completion_date="2027-01-31"
    )
    assert order.numbers == ("12065550142",)
    assert order.desired_completion_date == date(2027, 1, 31)
    assert order.to_attributes()["desired_completion_date"] == "2027-01-31"
    with pytest.raises(InvalidValue, match="must change something"):
        PortChanges()


def test_documents_are_fetched(flowroute: Flowroute) -> None:
    """The documents of an order are fetched by Flowroute, and their URLs are in no repr."""
    urls = ["https://example.com/bill.pdf?token=s3cret", " https://example.com/letter.pdf "]
    order = attrs.evolve(ORDER, business_documents=urls)
    assert "s3cret" not in repr(order)
    assert attrs.evolve(ORDER, business_documents=[]) == ORDER
    port = flowroute.ports.create(order)
    found = [file.original_url for file in flowroute.ports.files(port).list()]
    assert found == [url.strip() for url in urls]


@pytest.mark.parametrize(
    ("documents", "field"),
    [
        ("https://example.com/bill.pdf", "business_documents"),
        (5, "business_documents"),
        (["https://example.com/1.pdf"] * 101, "business_documents"),
        (["https://example.com/1.pdf", "bill.pdf"], r"business_documents\[1\]"),
        ([b"https://example.com/1.pdf"], r"business_documents\[0\]"),
        (["https://me:s3cret@example.com/1.pdf"], r"business_documents\[0\]"),
    ],
)
def test_documents_that_cannot_be_fetched(documents: Any, field: str) -> None:
    """What is no list of public URLs is refused, by its place in the list, without secrets."""
    with pytest.raises(InvalidValue, match=f"{field} must be") as refused:
        attrs.evolve(ORDER, business_documents=documents)
    assert "s3cret" not in str(refused.value)


def test_secrets_are_in_no_repr_and_no_error(flowroute: Flowroute, sandbox: Sandbox) -> None:
    """The PIN and the digits are in no repr, and in no error that repeats them."""
    created = flowroute.ports.create(ORDER)
    written = str(created.to_dict())
    assert [secret for secret in ("43217", "9876") if secret in written] == []
    shown = repr(ORDER) + repr(created) + repr(PortChanges(pin="43217"))
    sandbox.fault("drop-after", operation="create_a_port_order")
    order = attrs.evolve(ORDER, numbers=["12065550144"])
    with pytest.raises(OutcomeUnknown) as lost:
        flowroute.ports.create(order)
    shown += "".join(traceback.format_exception(lost.value)) + repr(lost.value)
    assert [secret for secret in ("43217", "9876", "123ABC", "Ada") if secret in shown] == []


def test_found_by_its_reference(flowroute: Flowroute, sandbox: Sandbox) -> None:
    """With a status_url an order is found by its reference, and another call's is not taken."""
    order = attrs.evolve(ORDER, status_url="https://example.com/ports")
    first = flowroute.ports.create(order)
    flowroute.ports.cancel(first)
    sandbox.fault("drop-after", operation="create_a_port_order")
    found = flowroute.ports.create(order, resolve=True)
    assert (found.id, found.status) == ("400002", "pending")


def test_another_order_is_not_taken(flowroute: Flowroute, sandbox: Sandbox) -> None:
    """An order of the same number with other details leaves the outcome open."""
    flowroute.ports.create(attrs.evolve(ORDER, provider="Other Telecom"))
    sandbox.fault("drop-before", operation="create_a_port_order")
    with pytest.raises(OutcomeUnknown) as lost:
        flowroute.ports.create(ORDER)
    found = flowroute.resolve(lost.value, timeout=0.01)
    assert (found.verdict, found.seen) == ("still unknown", ("400001",))


def test_waiting(flowroute: Flowroute, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """It looks less and less often, until the order is completed, rejected or late."""
    slept: list[float] = []
    now = [0.0]

    def sleep(_: object, seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds
        sandbox.advance(seconds)

    monkeypatch.setattr("flowroute_ext._base.clock.Clock.sleep", sleep)
    monkeypatch.setattr("flowroute_ext._base.clock.Clock.monotonic", lambda _: now[0])
    order = flowroute.ports.create(ORDER)
    assert flowroute.ports.wait(order, "processing").status == "processing"
    assert slept[:3] == [60.0, 90.0, 135.0]
    assert flowroute.ports.wait(order).status == "completed"
    assert max(slept) == 3600.0
    other = flowroute.ports.create(attrs.evolve(ORDER, numbers=["12065550144"]))
    with pytest.raises(DeadlinePassed, match="still pending after 90 s"):
        flowroute.ports.wait(other, timeout=90)
    sandbox.set_port_status(other.id, "rejected")
    assert flowroute.ports.wait(other, until=["accepted"]).status == "rejected"
    nothing: list[Any] = ["done", [], None, 5, [None, "accepted"]]
    for until in nothing:
        with pytest.raises(InvalidValue, match="must be the status of a port order"):
            flowroute.ports.wait(other, until=until)


def test_a_change_is_made_once(sandbox: Sandbox, flowroute: Flowroute) -> None:
    """A change whose response was lost is not refused because it was made already."""
    ports = flowroute.ports
    port = ports.create(attrs.evolve(ORDER, numbers=["12065550143", "12065550144"]))
    with pytest.raises(Unprocessable):
        ports.remove_numbers(port, ["12065550145"])
    numbers = "modify_the_phone_numbers_on_a_port_order"
    sandbox.fault("drop-after", operation=numbers)
    assert ports.remove_numbers(port, ["12065550144"]).numbers == ("12065550143",)
    sandbox.fault("drop-before", operation=numbers)
    with pytest.raises(Unprocessable):
        ports.remove_numbers(port, ["12065550143"])
    sandbox.set_port_status(port.id, "rejected")
    sandbox.fault("drop-after", operation="update_a_port_order")
    assert ports.update(port, PortChanges(pin="1234")).status == "review"
    sandbox.fault("drop-before", operation="cancel_a_port_order")
    with pytest.raises(Forbidden):
        ports.cancel(port)
    sandbox.set_port_status(port.id, "rejected")
    sandbox.fault("drop-after", operation="cancel_a_port_order")
    assert ports.cancel(port).status == "abandoned"
    with pytest.raises(Forbidden):
        ports.cancel(port)
