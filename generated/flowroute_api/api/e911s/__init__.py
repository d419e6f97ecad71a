# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""The operations on e911s, a module each."""

from importlib import import_module

# `typing` would be most of what importing this package costs.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from . import (
        associate_e911,
        create_e911,
        delete_e911,
        e911_details,
        list_e911_associations,
        list_e911s,
        unassociate_e911,
        update_e911,
        validate_e911,
    )

__all__ = [
    "associate_e911",
    "create_e911",
    "delete_e911",
    "e911_details",
    "list_e911_associations",
    "list_e911s",
    "unassociate_e911",
    "update_e911",
    "validate_e911",
]

# Hidden from type checkers, which would otherwise take any name for granted.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name in __all__:
            return import_module(f".{name}", __name__)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
