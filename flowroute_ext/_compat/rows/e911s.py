"""The methods of `client.e911s` (Python) and `client.e911` (Ruby).

Both have `associate`, with the arguments in the other order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .. import bodies, hints
from ..table import REQUIRED, Method, Parameter
from .common import LIMIT, LIMIT_10, OFFSET, OFFSET_0, STATE, did, did_beside_record, record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ORDER: Final = (
    *("label", "first_name", "last_name", "street_name", "street_number"),
    *("city", "state", "country", "zipcode", "address_type", "address_type_number"),
)
UNIT: Final = ("address_type", "address_type_number")


def same(value: object, _field: str) -> object:
    """Return *value*: the address is checked as a whole."""
    return value


def of_address(name: str, default: object) -> Parameter:
    """Return the parameter for a part of an address."""
    kind = "str | int" if name in ("street_number", "zipcode", "address_type_number") else "str"
    kind = kind if default is REQUIRED else f"{kind} | None"
    return Parameter(name, kind, same, "", default)


def gathered(
    body: Callable[[Mapping[str, object]], object],
) -> Callable[[Mapping[str, object]], object]:
    """Return *body* of the parts of an address, by the names of their parameters."""

    def of_parts(parts: Mapping[str, object]) -> object:
        return body({"zip" if name == "zipcode" else name: parts[name] for name in parts})

    return of_parts


NEW: Final = tuple(of_address(name, None if name in UNIT else REQUIRED) for name in ORDER)
CHANGED: Final = tuple(of_address(name, None) for name in ORDER)
RECORD: Final = record("e911_id", "e911_id")
GET: Final = hints.call("e911s.get(record)")
DELETE: Final = hints.call("e911s.delete(record)")
NUMBERS: Final = hints.call("e911s.numbers(record)")
ASSOCIATE: Final = hints.call("e911s.associate(number, record)")
UNASSOCIATE: Final = hints.call("e911s.unassociate(number)")

PYTHON: Final = (
    Method(
        "list_e911s",
        "list_e911s",
        (LIMIT, OFFSET, STATE),
        hints.listed("e911s.list", state="state"),
    ),
    Method("get_e911", "e911_details", (RECORD,), GET),
    Method(
        "validate_address",
        "validate_e911",
        NEW,
        hints.address("e911s.validate(E911Address(…))", arguments=True),
        gathered=gathered(bodies.new_e911),
    ),
    Method(
        "create_address",
        "create_e911",
        NEW,
        hints.address("e911s.create(E911Address(…))", arguments=True),
        gathered=gathered(bodies.new_e911),
    ),
    Method(
        "update_address",
        "update_e911",
        (RECORD, *CHANGED),
        hints.address("e911s.update(record, attrs.evolve(record.address, …))", arguments=True),
        gathered=gathered(bodies.changed_e911),
    ),
    Method("associate", "associate_e911", (RECORD, did_beside_record("did")), ASSOCIATE),
    Method("list_dids_for_e911", "list_e911_associations", (RECORD,), NUMBERS),
    Method("disconnect", "unassociate_e911", (did("did"),), UNASSOCIATE),
    Method("delete_address", "delete_e911", (RECORD,), DELETE),
)


def of_record(read: Callable[[object, str], object]) -> Parameter:
    """Return the parameter for the JSON of an address."""
    return Parameter("e911_record", "Body", read, "body")


RUBY: Final = (
    Method("list_e911s", "list_e911s", (LIMIT_10, OFFSET_0), hints.listed("e911s.list")),
    Method("e911_details", "e911_details", (RECORD,), GET),
    Method(
        "validate",
        "validate_e911",
        (of_record(bodies.e911_record),),
        hints.address("e911s.validate(E911Address(…))"),
    ),
    Method(
        "create",
        "create_e911",
        (of_record(bodies.e911_record),),
        hints.address("e911s.create(E911Address(…))"),
    ),
    Method(
        "update",
        "update_e911",
        (RECORD, of_record(bodies.e911_update)),
        hints.address("e911s.update(record, E911Address(…))"),
    ),
    Method("associate", "associate_e911", (did_beside_record("did_id"), RECORD), ASSOCIATE),
    Method("unassociate", "unassociate_e911", (did("did_id"),), UNASSOCIATE),
    Method("list_associations", "list_e911_associations", (RECORD,), NUMBERS),
    Method("delete_record", "delete_e911", (RECORD,), DELETE),
)
