# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""The operations on numbers, a module each."""

from importlib import import_module

# `typing` would be most of what importing this package costs.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from . import (
        enable_or_disable_message_provisioning,
        list_account_phone_numbers,
        list_available_area_codes,
        list_available_exchange_codes,
        list_available_tiers,
        list_multiple_phone_number_details,
        list_phone_number_details,
        look_up_a_message_provision_task,
        look_up_number_callback,
        purchase_a_phone_number,
        release_phone_number,
        remove_number_callback,
        search_for_purchasable_phone_numbers,
        set_number_callback,
        update_phone_number,
    )

__all__ = [
    "enable_or_disable_message_provisioning",
    "list_account_phone_numbers",
    "list_available_area_codes",
    "list_available_exchange_codes",
    "list_available_tiers",
    "list_multiple_phone_number_details",
    "list_phone_number_details",
    "look_up_a_message_provision_task",
    "look_up_number_callback",
    "purchase_a_phone_number",
    "release_phone_number",
    "remove_number_callback",
    "search_for_purchasable_phone_numbers",
    "set_number_callback",
    "update_phone_number",
]

# Hidden from type checkers, which would otherwise take any name for granted.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name in __all__:
            return import_module(f".{name}", __name__)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
