# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""The operations on routes, a module each."""

from importlib import import_module

# `typing` would be most of what importing this package costs.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from . import (
        create_an_inbound_route,
        delete_route,
        list_edge_strategies,
        list_inbound_routes,
        remove_failover_voice_route,
        remove_primary_voice_route,
        update_failover_voice_route,
        update_primary_voice_route,
        update_route,
    )

__all__ = [
    "create_an_inbound_route",
    "delete_route",
    "list_edge_strategies",
    "list_inbound_routes",
    "remove_failover_voice_route",
    "remove_primary_voice_route",
    "update_failover_voice_route",
    "update_primary_voice_route",
    "update_route",
]

# Hidden from type checkers, which would otherwise take any name for granted.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name in __all__:
            return import_module(f".{name}", __name__)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
