"""Refused calls of the methods for E911 addresses."""

from __future__ import annotations

import attrs
from ext.calls.e911s import OFFICE

from flowroute_ext import InsufficientFunds, NotFound, Unprocessable
from flowroute_ext.errors import AddressInUse, AddressNotFound, DuplicateAddress, E911NotSupported
from operations.expected import NUMBER, OTHER, TOLL_FREE
from operations.refusals.refusal import E911, MISSING, Refusal

SHOP = attrs.evolve(OFFICE, label="Shop", street_name="Pike St")
NOWHERE = attrs.evolve(SHOP, street_name="Nowhere")
SAME_LABEL = attrs.evolve(SHOP, label=OFFICE.label)
TAKEN = {"data.attributes.label"}

E911S = (
    Refusal(lambda f: f.e911s.create(OFFICE), DuplicateAddress, "create_e911"),
    Refusal(lambda f: f.e911s.create(NOWHERE), AddressNotFound, "create_e911"),
    Refusal(lambda f: f.e911s.create(SAME_LABEL), Unprocessable, "create_e911", TAKEN),
    Refusal(lambda f: f.e911s.create(SHOP), InsufficientFunds, "create_e911", broke=True),
    Refusal(lambda f: f.e911s.validate(NOWHERE), AddressNotFound, "validate_e911"),
    Refusal(lambda f: f.e911s.get(MISSING), NotFound, "e911_details"),
    Refusal(lambda f: f.e911s.update(MISSING, SHOP), NotFound, "update_e911"),
    Refusal(lambda f: f.e911s.update(E911, NOWHERE), AddressNotFound, "update_e911"),
    Refusal(lambda f: f.e911s.update(E911, SHOP), InsufficientFunds, "update_e911", broke=True),
    Refusal(lambda f: f.e911s.delete(E911), AddressInUse, "delete_e911"),
    Refusal(lambda f: f.e911s.delete(MISSING), NotFound, "delete_e911"),
    Refusal(lambda f: f.e911s.associate(TOLL_FREE, E911), E911NotSupported, "associate_e911"),
    Refusal(lambda f: f.e911s.associate(OTHER, E911), NotFound, "associate_e911"),
    Refusal(lambda f: f.e911s.associate(NUMBER, MISSING), NotFound, "associate_e911"),
    Refusal(lambda f: f.e911s.unassociate(OTHER), NotFound, "unassociate_e911"),
    Refusal(lambda f: f.e911s.numbers(MISSING).first(), NotFound, "list_e911_associations"),
)
