# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""The operations on cdrs, a module each."""

from importlib import import_module

# `typing` would be most of what importing this package costs.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from . import create_a_cdr_export, list_cdr_export_details, list_cdr_exports

__all__ = [
    "create_a_cdr_export",
    "list_cdr_export_details",
    "list_cdr_exports",
]

# Hidden from type checkers, which would otherwise take any name for granted.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name in __all__:
            return import_module(f".{name}", __name__)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
