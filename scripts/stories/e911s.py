"""E911: addresses for emergency calls."""

from __future__ import annotations

from flowroute_api.api.e911s import create_e911
from flowroute_api.models.e911_create import E911Create
from flowroute_ext import E911Record, Unprocessable
from flowroute_ext.errors import AddressInUse, AddressNotFound, DuplicateAddress, E911NotSupported

from .stage import FROM, PLACE, Stage, address, story


def _existing(stage: Stage) -> E911Record:
    with stage.behind_the_scenes():
        record = stage.flowroute.e911s.create(address())
    stage.parameters["id"] = record.id
    return record


@story("e911s/validate", PLACE)
def validate(stage: Stage) -> None:
    """Asks whether an address is good, and it is."""
    stage.flowroute.e911s.validate(address())


@story("e911s/create", PLACE)
def create(stage: Stage) -> None:
    """Registers an address."""
    stage.parameters["id"] = stage.flowroute.e911s.create(address()).id


@story("e911s/validate-create-associate", {"number": FROM, **PLACE})
def validate_create_associate(stage: Stage) -> None:
    """Validates an address, registers it, has a number carry it, and sees it there."""
    stage.own()
    e911s = stage.flowroute.e911s
    e911s.validate(address())
    record = e911s.create(address())
    stage.parameters["id"] = record.id
    e911s.associate(FROM, record)
    list(e911s.numbers(record))
    stage.flowroute.numbers.get(FROM)


@story("e911s/list", PLACE)
def list_e911s(stage: Stage) -> None:
    """Lists the addresses of the account, which has one."""
    _existing(stage)
    list(stage.flowroute.e911s.list())


@story("e911s/get", PLACE)
def get(stage: Stage) -> None:
    """Looks at one address."""
    stage.flowroute.e911s.get(_existing(stage))


@story("e911s/update", {**PLACE, "label": "Branch office"})
def update(stage: Stage) -> None:
    """Gives an address another label."""
    stage.flowroute.e911s.update(_existing(stage), address(label="Branch office"))


@story("e911s/delete")
def delete(stage: Stage) -> None:
    """Deletes an address that no number carries."""
    stage.flowroute.e911s.delete(_existing(stage))


@story("e911s/delete-in-use")
def delete_in_use(stage: Stage) -> None:
    """Wants to delete an address that a number still carries."""
    stage.own()
    record = _existing(stage)
    with stage.behind_the_scenes():
        stage.flowroute.e911s.associate(FROM, record)
    with stage.refused(AddressInUse):
        stage.flowroute.e911s.delete(record)


@story("e911s/unassociate", {"number": FROM})
def unassociate(stage: Stage) -> None:
    """Takes the address off a number; no number carries it then."""
    stage.own()
    record = _existing(stage)
    with stage.behind_the_scenes():
        stage.flowroute.e911s.associate(FROM, record)
    stage.flowroute.e911s.unassociate(FROM)
    list(stage.flowroute.e911s.numbers(record))


@story("e911s/not-found", {**PLACE, "street_name": "Nowhere Street"})
def not_found(stage: Stage) -> None:
    """Asks about an address that is on no map, and registers it in vain."""
    stage.sandbox.seed_address(street_name="Nowhere Street")
    nowhere = address(street_name="Nowhere Street")
    with stage.refused(AddressNotFound):
        stage.flowroute.e911s.validate(nowhere)
    with stage.refused(AddressNotFound):
        stage.flowroute.e911s.create(nowhere)


@story("e911s/zip-refused", {**PLACE, "zip": "981"})
def zip_refused(stage: Stage) -> None:
    """Registers an address whose ZIP code is too short, and is told which field it is."""
    attributes = {**PLACE, "zip": "981", "country": "US"}
    body = E911Create.from_dict({"data": {"type": "e911", "attributes": attributes}})
    with stage.refused(Unprocessable):
        stage.flowroute.call(create_e911, body=body)


@story("e911s/duplicate", {**PLACE, "label": "Second office"})
def duplicate(stage: Stage) -> None:
    """Registers an address that the account has already, under another label."""
    _existing(stage)
    stage.parameters.pop("id")
    with stage.refused(DuplicateAddress):
        stage.flowroute.e911s.create(address(label="Second office"))


@story("e911s/not-supported", {"number": "18005550100"})
def not_supported(stage: Stage) -> None:
    """Wants a toll-free number to carry an address, which it cannot."""
    stage.sandbox.seed_number("18005550100", number_type="toll-free", emergency=False)
    record = _existing(stage)
    with stage.refused(E911NotSupported):
        stage.flowroute.e911s.associate("18005550100", record)
