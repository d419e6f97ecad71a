# Written by scripts/unasync.py from tests/operations/_async/test_provisioning.py. Do not edit.
"""Messages turned on and off, several numbers, tiers, and letters of agency."""

from __future__ import annotations

from pathlib import Path

import attrs
import pytest
from operations.control import Control
from operations.expected import NUMBER, OTHER

from flowroute_ext import (
    Flowroute,
    Forbidden,
    InvalidValue,
    NotFound,
    OutcomeUnknown,
    RouteRecord,
)
from flowroute_ext.types import NumbersFound

UNKNOWN = "12065550199"


@pytest.mark.proves("enable_or_disable_message_provisioning", "look_up_a_message_provision_task")
def test_messages_on_and_off(flowroute: Flowroute, account: Control) -> None:
    """A task is followed to its end, and says of each number how it went."""
    numbers = flowroute.numbers
    for each in (NUMBER, OTHER):
        numbers.purchase(each)
    task = numbers.enable_messaging(["+1 206 555 0142", OTHER, NUMBER])
    assert (task.status, task.processing, task.is_final) == ("processing", (NUMBER, OTHER), False)
    assert "12065550142" not in repr(task)
    account.advance(60)
    done = numbers.wait(task, timeout=5)
    assert (done.id, done.successful, done.failed, done.is_final) == (
        task.id,
        (NUMBER, OTHER),
        (),
        True,
    )
    assert (numbers.get(NUMBER)).messaging_enabled
    off = numbers.disable_messaging([NUMBER])
    assert (off.processing, off.message) == ((NUMBER,), None)
    account.advance(60)
    assert (numbers.get_task(off.id)).successful == (NUMBER,)
    assert not (numbers.get(NUMBER)).messaging_enabled
    with pytest.raises(NotFound):
        numbers.enable_messaging([UNKNOWN])
    for bad in ([], NUMBER, ["206"], [NUMBER, None], None):
        with pytest.raises(InvalidValue):
            numbers.enable_messaging(bad)


@pytest.mark.proves("list_multiple_phone_number_details")
def test_several_numbers(flowroute: Flowroute, account: Control) -> None:
    """Those on the account come in the order asked for, with the ids of routes; then the others."""
    for each in (NUMBER, OTHER):
        flowroute.numbers.purchase(each)
    found = flowroute.numbers.get_many([OTHER, UNKNOWN, f"+{NUMBER}", OTHER])
    route = RouteRecord("0", None, None, None, None)
    shown = [
        attrs.evolve(flowroute.numbers.get(one), primary_route=route) for one in (OTHER, NUMBER)
    ]
    assert found == NumbersFound(tuple(shown), (UNKNOWN,))
    many = [f"1206555{line:04}" for line in range(100, 350)]
    assert len((flowroute.numbers.get_many(many)).missing) == 248


@pytest.mark.proves("list_available_tiers", "search_for_purchasable_phone_numbers")
def test_tiers(flowroute: Flowroute, account: Control) -> None:
    """A search takes a tier or its name, and finds its numbers alone."""
    tiers = [tier for tier in flowroute.numbers.tiers()]
    assert [tier.id for tier in tiers] == ["Standard", "US Promo $0.0/$0.50/$0.005"]
    for tier in (tiers[1], tiers[1].id):
        found = [one for one in flowroute.numbers.search(tier=tier, limit=3)]
        assert {one.tier for one in found} == {tiers[1].id}


@pytest.mark.proves("request_an_loa", "submit_an_loa")
def test_a_letter_of_agency(flowroute: Flowroute, account: Control, tmp_path: Path) -> None:
    """A letter is shown and signed, once; the group of the order says where it is."""
    from operations._async.test_ports import ORDER

    ports = flowroute.ports
    order = ports.create(ORDER)
    waiting = ports.files(order).upload_url("bill.pdf")
    with pytest.raises(InvalidValue, match="must be complete"):
        ports.files(order).download(waiting, tmp_path / "bill.pdf")
    assert (ports.group(order)).status == "requires_action"
    letter = ports.letter(order)
    assert (letter.order, letter.numbers, letter.provider) == (
        order.id,
        ("2065550142",),
        "Verizon",
    )
    assert "Janet" not in repr(letter)
    with pytest.raises(InvalidValue):
        ports.sign(letter, name="", title="\n")
    ports.sign(letter, name="Janet Doe", title="Owner")
    group = ports.group(order.group_id or "")
    assert (group.status, group.orders[0].status) == ("in_progress", "processing")
    [_, file] = [file for file in ports.files(order).list()]
    assert file.filename == "letter-of-agency.pdf"
    copy = ports.files(order).download(file, tmp_path / "letter.pdf")
    assert copy.read_bytes().startswith(b"%PDF-1.4")
    assert [one.name for one in tmp_path.iterdir()] == ["letter.pdf"]
    with pytest.raises(Forbidden):
        ports.sign(letter, name="Janet Doe", title="Owner")


def test_a_signature_whose_response_is_lost(flowroute: Flowroute, account: Control) -> None:
    """The order shows that it was signed: it is not pending any more."""
    from operations._async.test_ports import ORDER

    order = flowroute.ports.create(ORDER)
    letter = flowroute.ports.letter(order)
    account("POST", "/_sandbox/faults", {"name": "drop-after", "operation": "submit_an_loa"})
    with pytest.raises(OutcomeUnknown) as caught:
        flowroute.ports.sign(letter, name="Janet Doe", title="Owner")
    found = caught.value.resolve()
    assert (found.verdict, found.id) == ("accepted", order.id)


def test_a_task_that_does_the_opposite_is_not_taken(flowroute: Flowroute, account: Control) -> None:
    """A task that still turns messages on is no evidence of the call to turn them off."""
    flowroute.numbers.purchase(NUMBER)
    task = flowroute.numbers.enable_messaging([NUMBER])
    operation = "enable_or_disable_message_provisioning"
    account("POST", "/_sandbox/faults", {"name": "drop-before", "operation": operation})
    with pytest.raises(OutcomeUnknown) as caught:
        flowroute.numbers.disable_messaging([NUMBER])
    found = caught.value.resolve(timeout=0.01)
    assert (found.verdict, found.id, found.seen) == ("still unknown", None, (task.id,))
