"""E911: where help is sent when a number calls 911."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from flowroute_ext import E911Address

if TYPE_CHECKING:
    from flowroute_ext import E911Record, Flowroute, Number


def address(flowroute: Flowroute) -> E911Address:
    """Ask whether Flowroute would take an address."""
    address = E911Address(
        label="Demo office",
        first_name="Ada",
        last_name="Example",
        street_number="1182",
        street_name="3rd Ave",
        city="Seattle",
        state="WA",
        zip="98101",
    )
    flowroute.e911s.validate(address)
    return address


def office(flowroute: Flowroute, address: E911Address) -> E911Record:
    """Put it on the account."""
    return flowroute.e911s.create(address)


def addresses(flowroute: Flowroute) -> list[E911Record]:
    """The addresses on the account."""
    return list(flowroute.e911s.list(limit=3))


def details(flowroute: Flowroute, addresses: list[E911Record]) -> E911Record:
    """One of them."""
    return flowroute.e911s.get(addresses[0])


def changed(flowroute: Flowroute, office: E911Record) -> E911Record:
    """Change the address of a record; `attrs.evolve` checks it again."""
    return flowroute.e911s.update(office, attrs.evolve(office.address, label="Demo reception"))


def associate(flowroute: Flowroute, number: Number, office: E911Record) -> None:
    """Have the number carry it."""
    flowroute.e911s.associate(number, office)


def carriers(flowroute: Flowroute, addresses: list[E911Record]) -> list[Number]:
    """The numbers that carry it."""
    return list(flowroute.e911s.numbers(addresses[0], limit=3))


def unassociate(flowroute: Flowroute, number: Number) -> None:
    """Leave the number without an address."""
    flowroute.e911s.unassociate(number)


def delete(flowroute: Flowroute, office: E911Record) -> None:
    """Take the address off the account."""
    flowroute.e911s.delete(office)
