"""E911: addresses for emergency calls."""

from __future__ import annotations

from flowroute_api.api.e911s import create_e911
from flowroute_api.models.e911_create import E911Create
from flowroute_ext import E911Record, Unprocessable
from flowroute_ext.errors import AddressInUse, AddressNotFound, DuplicateAddress, E911NotSupported

from .registry import FROM, PLACE, ScenarioContext, address, scenario


def _existing(context: ScenarioContext) -> E911Record:
    with context.unrecorded_requests():
        record = context.flowroute.e911s.create(address())
    context.parameters["id"] = record.id
    return record


@scenario("e911s/validate", PLACE)
def validate(context: ScenarioContext) -> None:
    """Asks whether an address is good, and it is."""
    context.flowroute.e911s.validate(address())


@scenario("e911s/create", PLACE)
def create(context: ScenarioContext) -> None:
    """Registers an address."""
    context.parameters["id"] = context.flowroute.e911s.create(address()).id


@scenario("e911s/validate-create-associate", {"number": FROM, **PLACE})
def validate_create_associate(context: ScenarioContext) -> None:
    """Validates an address, registers it, has a number carry it, and sees it there."""
    context.add_numbers()
    e911s = context.flowroute.e911s
    e911s.validate(address())
    record = e911s.create(address())
    context.parameters["id"] = record.id
    e911s.associate(FROM, record)
    list(e911s.numbers(record))
    context.flowroute.numbers.get(FROM)


@scenario("e911s/list", PLACE)
def list_e911s(context: ScenarioContext) -> None:
    """Lists the addresses of the account, which has one."""
    _existing(context)
    list(context.flowroute.e911s.list())


@scenario("e911s/get", PLACE)
def get(context: ScenarioContext) -> None:
    """Looks at one address."""
    context.flowroute.e911s.get(_existing(context))


@scenario("e911s/update", {**PLACE, "label": "Branch office"})
def update(context: ScenarioContext) -> None:
    """Gives an address another label."""
    context.flowroute.e911s.update(_existing(context), address(label="Branch office"))


@scenario("e911s/delete")
def delete(context: ScenarioContext) -> None:
    """Deletes an address that no number carries."""
    context.flowroute.e911s.delete(_existing(context))


@scenario("e911s/delete-in-use")
def delete_in_use(context: ScenarioContext) -> None:
    """Wants to delete an address that a number still carries."""
    context.add_numbers()
    record = _existing(context)
    with context.unrecorded_requests():
        context.flowroute.e911s.associate(FROM, record)
    with context.refused(AddressInUse):
        context.flowroute.e911s.delete(record)


@scenario("e911s/unassociate", {"number": FROM})
def unassociate(context: ScenarioContext) -> None:
    """Takes the address off a number; no number carries it then."""
    context.add_numbers()
    record = _existing(context)
    with context.unrecorded_requests():
        context.flowroute.e911s.associate(FROM, record)
    context.flowroute.e911s.unassociate(FROM)
    list(context.flowroute.e911s.numbers(record))


@scenario("e911s/not-found", {**PLACE, "street_name": "Nowhere Street"})
def not_found(context: ScenarioContext) -> None:
    """Asks about an address that is on no map, and registers it in vain."""
    context.sandbox.refuse_address(street_name="Nowhere Street")
    nowhere = address(street_name="Nowhere Street")
    with context.refused(AddressNotFound):
        context.flowroute.e911s.validate(nowhere)
    with context.refused(AddressNotFound):
        context.flowroute.e911s.create(nowhere)


@scenario("e911s/zip-refused", {**PLACE, "zip": "981"})
def zip_refused(context: ScenarioContext) -> None:
    """Registers an address whose ZIP code is too short, and the error names the field."""
    attributes = {**PLACE, "zip": "981", "country": "US"}
    body = E911Create.from_dict({"data": {"type": "e911", "attributes": attributes}})
    with context.refused(Unprocessable):
        context.flowroute.call(create_e911, body=body)


@scenario("e911s/duplicate", {**PLACE, "label": "Second office"})
def duplicate(context: ScenarioContext) -> None:
    """Registers an address that the account has already, under another label."""
    _existing(context)
    context.parameters.pop("id")
    with context.refused(DuplicateAddress):
        context.flowroute.e911s.create(address(label="Second office"))


@scenario("e911s/not-supported", {"number": "18005550100"})
def not_supported(context: ScenarioContext) -> None:
    """Wants a toll-free number to carry an address, which it cannot."""
    context.sandbox.seed_number("18005550100", number_type="toll-free", emergency=False)
    record = _existing(context)
    with context.refused(E911NotSupported):
        context.flowroute.e911s.associate("18005550100", record)
