"""The methods of `client.porting`."""

from __future__ import annotations

from typing import Final

import attrs

from .. import arguments as read
from .. import bodies, hints
from ..table import Method, Parameter
from .common import LIMIT_10, OFFSET_0

CHECK: Final = Method(
    "check_portability",
    "check_number_portability",
    (Parameter("numbers", "list[str] | tuple[str, ...] | str", bodies.portability, "body"),),
    hints.call("ports.check(numbers)"),
)

METHODS: Final = (
    # The Python SDK's name, and the Ruby SDK's.
    attrs.evolve(CHECK, name="checkPortability"),
    CHECK,
    Method(
        "list_portorders",
        "list_port_orders",
        (
            LIMIT_10,
            OFFSET_0,
            # The Ruby SDK has it from its list of CNAM records; it is no filter of port orders.
            Parameter("is_approved", "bool | str | None", read.ignored, "", None),
        ),
        hints.listed("ports.list"),
    ),
)
