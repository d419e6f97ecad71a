# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""The operations on messages, a module each."""

from importlib import import_module

# `typing` would be most of what importing this package costs.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from . import (
        look_up_a_message_detail_record,
        look_up_a_message_detail_record_v2,
        look_up_a_set_of_messages,
        look_up_a_set_of_messages_v2,
        look_up_account_callback,
        remove_account_callback,
        send_a_message,
        send_a_message_v2,
        set_account_callback,
    )

__all__ = [
    "look_up_a_message_detail_record",
    "look_up_a_message_detail_record_v2",
    "look_up_a_set_of_messages",
    "look_up_a_set_of_messages_v2",
    "look_up_account_callback",
    "remove_account_callback",
    "send_a_message",
    "send_a_message_v2",
    "set_account_callback",
]

# Hidden from type checkers, which would otherwise take any name for granted.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name in __all__:
            return import_module(f".{name}", __name__)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
