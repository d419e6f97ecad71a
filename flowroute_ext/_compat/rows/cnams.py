"""The methods of `client.cnams` (Python) and `client.cnam` (Ruby)."""

from __future__ import annotations

from typing import Final

import attrs

from .. import arguments as read
from .. import hints
from ..table import Method, Parameter
from .common import LIMIT, LIMIT_10, OFFSET, OFFSET_0, did, did_beside_record, record

APPROVED: Final = Parameter("is_approved", "bool | str | None", read.switch, "is_approved", None)
RECORD: Final = record("cnam_id", "cnam_id")
LISTED: Final = hints.listed("cnams.list", is_approved="is_approved")
GET: Final = hints.call("cnams.get(record)")
CREATE: Final = hints.call("cnams.create(value)")
ASSOCIATE: Final = hints.call("cnams.associate(number, record)")
UNASSOCIATE: Final = hints.call("cnams.unassociate(number)")
DELETE: Final = hints.call("cnams.delete(record)")
REMOVED: Final = Method("unassociate_cnam", "unassociate_cnam", (did("phone_number"),), UNASSOCIATE)

PYTHON: Final = (
    Method("list_cnams", "list_cnams", (LIMIT, OFFSET, APPROVED), LISTED),
    Method("get_cnam", "cnam_details", (RECORD,), GET),
    Method(
        "create_cnam_record",
        "create_cnam",
        (Parameter("value", "str", read.cnam, "body"),),
        CREATE,
    ),
    Method(
        "associate_cnam",
        "associate_cnam",
        (RECORD, did_beside_record("phone_number")),
        ASSOCIATE,
    ),
    REMOVED,
    # The name that the README has in its list of controllers.
    attrs.evolve(REMOVED, name="unassociate"),
    Method("remove_cnam", "delete_cnam", (RECORD,), DELETE),
)

RUBY: Final = (
    Method("list_cnams", "list_cnams", (LIMIT_10, OFFSET_0, APPROVED), LISTED),
    Method("cnam_details", "cnam_details", (RECORD,), GET),
    Method(
        "create",
        "create_cnam",
        (Parameter("cnam_string", "str", read.cnam, "body"),),
        CREATE,
    ),
    Method("associate", "associate_cnam", (did_beside_record("did_id"), RECORD), ASSOCIATE),
    Method("unassociate", "unassociate_cnam", (did("did_id"),), UNASSOCIATE),
    Method("delete_record", "delete_cnam", (RECORD,), DELETE),
)
