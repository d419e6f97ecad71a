# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""Flowroute's API as plain values: what to ask, and what the answers hold.

Nothing here sends anything. Each operation is a module of `flowroute_api.api`: its `request()`
returns the `Request` to send, and its `parse()` turns the JSON of a successful answer into one
of the `flowroute_api.models`.
"""

from importlib import import_module

# `typing` would be most of what importing this package costs.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from . import api, models, types

__all__ = [
    "api",
    "models",
    "types",
]

# Hidden from type checkers, which would otherwise take any name for granted.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name in __all__:
            return import_module(f".{name}", __name__)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
