# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""The operations on ports, a module each."""

from importlib import import_module

# `typing` would be most of what importing this package costs.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from . import (
        add_a_document_via_direct_upload,
        add_phone_numbers_to_a_port_order_group,
        cancel_a_port_order,
        check_number_portability,
        create_a_port_order,
        download_a_document_from_a_port_order,
        list_port_order_documents,
        list_port_orders,
        modify_the_phone_numbers_on_a_port_order,
        request_a_document_pull,
        request_an_loa,
        submit_an_loa,
        update_a_port_order,
        view_port_order_details,
        view_port_order_status,
    )

__all__ = [
    "add_a_document_via_direct_upload",
    "add_phone_numbers_to_a_port_order_group",
    "cancel_a_port_order",
    "check_number_portability",
    "create_a_port_order",
    "download_a_document_from_a_port_order",
    "list_port_order_documents",
    "list_port_orders",
    "modify_the_phone_numbers_on_a_port_order",
    "request_a_document_pull",
    "request_an_loa",
    "submit_an_loa",
    "update_a_port_order",
    "view_port_order_details",
    "view_port_order_status",
]

# Hidden from type checkers, which would otherwise take any name for granted.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name in __all__:
            return import_module(f".{name}", __name__)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
