# Written by scripts/unasync.py from tests/operations/_async/test_e911s.py. Do not edit.
"""E911 addresses, and the numbers that use them."""

from __future__ import annotations

import attrs
import pytest
from ext.calls.e911s import OFFICE
from operations.control import Control
from operations.expected import NUMBER, OTHER, listed, number

from flowroute_ext import E911Address, E911Record, Flowroute, NotFound
from flowroute_ext.errors import AddressInUse, AddressNotFound, DuplicateAddress

HOUSE = E911Address(
    label="House",
    first_name="Ada",
    last_name="Example",
    street_number="12",
    street_name="Queen St W",
    city="Toronto",
    state="ON",
    zip="M4C 5K7",
    country="CA",
)


def record(record_id: str, address: E911Address) -> E911Record:
    """The record of *address*."""
    return E911Record(id=record_id, **attrs.asdict(address), raw=None)


@pytest.mark.proves("create_e911", "e911_details", "list_e911s")
def test_a_new_address(flowroute: Flowroute, account: Control) -> None:
    """A created address has an id, can be looked up, and is listed newest first."""
    office = flowroute.e911s.create(OFFICE)
    house = flowroute.e911s.create(HOUSE)

    assert (office, house) == (record("200001", OFFICE), record("200002", HOUSE))
    assert office.address == OFFICE
    assert flowroute.e911s.get(office) == office
    assert flowroute.e911s.get(200002) == house

    def found(**filters: object) -> list[E911Record]:
        return [one for one in flowroute.e911s.list(**filters)]

    assert found() == [house, office]
    assert found(limit=1) == [house]
    assert found(label="FF") == [office]
    assert found(street_name="queen", city="tor", state="on") == [house]
    assert found(street_name="queen", state="wa") == []


@pytest.mark.proves("validate_e911", "list_e911s")
def test_a_validation(flowroute: Flowroute, account: Control) -> None:
    """A valid address is not kept; one that does not geocode is refused."""
    flowroute.e911s.validate(OFFICE)

    with pytest.raises(AddressNotFound):
        flowroute.e911s.validate(attrs.evolve(OFFICE, street_name="Nowhere"))
    assert [one for one in flowroute.e911s.list()] == []


@pytest.mark.proves("create_e911")
def test_the_same_address_again(flowroute: Flowroute, account: Control) -> None:
    """An address is kept once, with any label."""
    flowroute.e911s.create(OFFICE)

    for again in (OFFICE, attrs.evolve(OFFICE, label="Another", first_name="Bob")):
        with pytest.raises(DuplicateAddress):
            flowroute.e911s.create(again)
    assert [one for one in flowroute.e911s.list()] == [record("200001", OFFICE)]


@pytest.mark.proves("update_e911", "e911_details")
def test_an_update(flowroute: Flowroute, account: Control) -> None:
    """A record has the address it was changed to."""
    office = flowroute.e911s.create(OFFICE)

    moved = flowroute.e911s.update(office, attrs.evolve(office.address, zip="98104"))

    assert moved == attrs.evolve(office, zip="98104")
    assert flowroute.e911s.get(office) == moved
    assert flowroute.e911s.update(moved, HOUSE) == record("200001", HOUSE)


@pytest.mark.proves("delete_e911")
def test_a_deletion(flowroute: Flowroute, account: Control) -> None:
    """A deleted record is gone, and its address can be registered again."""
    office = flowroute.e911s.create(OFFICE)

    flowroute.e911s.delete(office)

    with pytest.raises(NotFound):
        flowroute.e911s.get(office)
    assert flowroute.e911s.create(OFFICE) == record("200002", OFFICE)


@pytest.mark.proves("associate_e911", "unassociate_e911", "list_e911_associations")
def test_the_address_of_a_number(flowroute: Flowroute, account: Control) -> None:
    """A number has the address that was set last, until it is removed."""
    for value in (OTHER, NUMBER):
        account.own(value)
    flowroute.numbers.update(NUMBER, alias="Front desk")
    office, house = flowroute.e911s.create(OFFICE), flowroute.e911s.create(HOUSE)
    bare = {"rate_center": None, "state": None, "iso_country": None, "number_type": None}
    bare |= {"status": None, "cnam_lookups_enabled": None, "messaging_enabled": None}

    flowroute.e911s.associate(NUMBER, office)
    flowroute.e911s.associate(OTHER, office)
    carrying = [one for one in flowroute.e911s.numbers(office)]
    flowroute.e911s.associate(NUMBER, house)
    moved = flowroute.numbers.get(NUMBER)
    flowroute.e911s.unassociate(NUMBER)

    assert carrying == [listed(NUMBER, alias="Front desk", **bare), listed(OTHER, **bare)]
    assert moved == number(alias="Front desk", e911=house)
    assert flowroute.numbers.get(NUMBER) == number(alias="Front desk")
    assert [one.value for one in flowroute.e911s.numbers(office)] == [OTHER]
    assert [one for one in flowroute.e911s.numbers(house)] == []


@pytest.mark.proves("associate_e911", "unassociate_e911")
def test_the_fee(flowroute: Flowroute, account: Control) -> None:
    """A number and an address are charged once, however often they are associated."""
    account.own(NUMBER)
    office = flowroute.e911s.create(OFFICE)

    flowroute.e911s.associate(NUMBER, office)
    once = account.balance
    flowroute.e911s.associate(NUMBER, office)
    flowroute.e911s.unassociate(NUMBER)
    flowroute.e911s.associate(NUMBER, office)

    assert once < 1000
    assert account.balance == once


@pytest.mark.proves("delete_e911", "unassociate_e911")
def test_an_address_in_use(flowroute: Flowroute, account: Control) -> None:
    """An address that a number uses cannot be deleted; when none does, it can."""
    account.own(NUMBER)
    office = flowroute.e911s.create(OFFICE)
    flowroute.e911s.associate(NUMBER, office)

    with pytest.raises(AddressInUse):
        flowroute.e911s.delete(office)

    assert (flowroute.numbers.get(NUMBER)).e911 == office
    flowroute.e911s.unassociate(NUMBER)
    flowroute.e911s.delete(office)
    assert [one for one in flowroute.e911s.list()] == []
