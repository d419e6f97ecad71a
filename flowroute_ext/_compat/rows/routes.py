"""The methods of `client.routes`."""

from __future__ import annotations

from typing import Final

import attrs

from .. import bodies, hints
from ..table import Method, Parameter
from .common import LIMIT, OFFSET, did

PRIMARY: Final = Method(
    "update_primary_voice_route",
    "update_primary_voice_route",
    (did("number_id"), Parameter("body", "Body", bodies.route_of_number, "body")),
    hints.call("routes.set_primary(number, route)"),
)
FAILOVER: Final = Method(
    "update_failover_voice_route",
    "update_failover_voice_route",
    PRIMARY.parameters,
    hints.call("routes.set_failover(number, route)"),
)

METHODS: Final = (
    Method(
        "create_an_inbound_route",
        "create_an_inbound_route",
        (Parameter("body", "Body", bodies.route, "body"),),
        hints.route,
    ),
    Method(
        "list_inbound_routes",
        "list_inbound_routes",
        (LIMIT, OFFSET),
        hints.listed("routes.list"),
    ),
    PRIMARY,
    FAILOVER,
    Method(
        "list_edge_strategies",
        "list_edge_strategies",
        (),
        hints.call("routes.edge_strategies()"),
    ),
    # Version 3.0.0 had these names.
    attrs.evolve(PRIMARY, name="update_primary_voice_route_for_a_phone_number"),
    attrs.evolve(FAILOVER, name="update_failover_voice_route_for_a_phone_number"),
)
