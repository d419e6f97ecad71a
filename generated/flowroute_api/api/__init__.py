# Written by scripts/regenerate.sh from openapi/flowroute.yaml. Do not edit.
"""The operations of Flowroute's API: one package a tag, one module an operation."""

from importlib import import_module

# `typing` would be most of what importing this package costs.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from . import cdrs, cnams, e911s, messages, numbers, ports, routes

__all__ = [
    "cdrs",
    "cnams",
    "e911s",
    "messages",
    "numbers",
    "ports",
    "routes",
]

# Hidden from type checkers, which would otherwise take any name for granted.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name in __all__:
            return import_module(f".{name}", __name__)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)


OPERATIONS = {
    "list_available_area_codes": "flowroute_api.api.numbers.list_available_area_codes",
    "list_available_exchange_codes": "flowroute_api.api.numbers.list_available_exchange_codes",
    "list_available_tiers": "flowroute_api.api.numbers.list_available_tiers",
    "search_for_purchasable_phone_numbers": "flowroute_api.api.numbers.search_for_purchasable_phone_numbers",
    "list_account_phone_numbers": "flowroute_api.api.numbers.list_account_phone_numbers",
    "list_multiple_phone_number_details": "flowroute_api.api.numbers.list_multiple_phone_number_details",
    "enable_or_disable_message_provisioning": "flowroute_api.api.numbers.enable_or_disable_message_provisioning",
    "look_up_a_message_provision_task": "flowroute_api.api.numbers.look_up_a_message_provision_task",
    "list_phone_number_details": "flowroute_api.api.numbers.list_phone_number_details",
    "purchase_a_phone_number": "flowroute_api.api.numbers.purchase_a_phone_number",
    "release_phone_number": "flowroute_api.api.numbers.release_phone_number",
    "update_phone_number": "flowroute_api.api.numbers.update_phone_number",
    "look_up_number_callback": "flowroute_api.api.numbers.look_up_number_callback",
    "set_number_callback": "flowroute_api.api.numbers.set_number_callback",
    "remove_number_callback": "flowroute_api.api.numbers.remove_number_callback",
    "list_inbound_routes": "flowroute_api.api.routes.list_inbound_routes",
    "create_an_inbound_route": "flowroute_api.api.routes.create_an_inbound_route",
    "delete_route": "flowroute_api.api.routes.delete_route",
    "update_route": "flowroute_api.api.routes.update_route",
    "list_edge_strategies": "flowroute_api.api.routes.list_edge_strategies",
    "remove_primary_voice_route": "flowroute_api.api.routes.remove_primary_voice_route",
    "update_primary_voice_route": "flowroute_api.api.routes.update_primary_voice_route",
    "remove_failover_voice_route": "flowroute_api.api.routes.remove_failover_voice_route",
    "update_failover_voice_route": "flowroute_api.api.routes.update_failover_voice_route",
    "look_up_a_set_of_messages_v2": "flowroute_api.api.messages.look_up_a_set_of_messages_v2",
    "send_a_message_v2": "flowroute_api.api.messages.send_a_message_v2",
    "look_up_a_message_detail_record_v2": "flowroute_api.api.messages.look_up_a_message_detail_record_v2",
    "look_up_a_set_of_messages": "flowroute_api.api.messages.look_up_a_set_of_messages",
    "send_a_message": "flowroute_api.api.messages.send_a_message",
    "look_up_a_message_detail_record": "flowroute_api.api.messages.look_up_a_message_detail_record",
    "look_up_account_callback": "flowroute_api.api.messages.look_up_account_callback",
    "set_account_callback": "flowroute_api.api.messages.set_account_callback",
    "remove_account_callback": "flowroute_api.api.messages.remove_account_callback",
    "list_e911s": "flowroute_api.api.e911s.list_e911s",
    "create_e911": "flowroute_api.api.e911s.create_e911",
    "validate_e911": "flowroute_api.api.e911s.validate_e911",
    "e911_details": "flowroute_api.api.e911s.e911_details",
    "delete_e911": "flowroute_api.api.e911s.delete_e911",
    "update_e911": "flowroute_api.api.e911s.update_e911",
    "list_e911_associations": "flowroute_api.api.e911s.list_e911_associations",
    "associate_e911": "flowroute_api.api.e911s.associate_e911",
    "unassociate_e911": "flowroute_api.api.e911s.unassociate_e911",
    "list_cnams": "flowroute_api.api.cnams.list_cnams",
    "create_cnam": "flowroute_api.api.cnams.create_cnam",
    "cnam_details": "flowroute_api.api.cnams.cnam_details",
    "delete_cnam": "flowroute_api.api.cnams.delete_cnam",
    "update_pending_cnam": "flowroute_api.api.cnams.update_pending_cnam",
    "associate_cnam": "flowroute_api.api.cnams.associate_cnam",
    "unassociate_cnam": "flowroute_api.api.cnams.unassociate_cnam",
    "list_cdr_exports": "flowroute_api.api.cdrs.list_cdr_exports",
    "create_a_cdr_export": "flowroute_api.api.cdrs.create_a_cdr_export",
    "list_cdr_export_details": "flowroute_api.api.cdrs.list_cdr_export_details",
    "check_number_portability": "flowroute_api.api.ports.check_number_portability",
    "list_port_orders": "flowroute_api.api.ports.list_port_orders",
    "create_a_port_order": "flowroute_api.api.ports.create_a_port_order",
    "view_port_order_details": "flowroute_api.api.ports.view_port_order_details",
    "update_a_port_order": "flowroute_api.api.ports.update_a_port_order",
    "view_port_order_status": "flowroute_api.api.ports.view_port_order_status",
    "cancel_a_port_order": "flowroute_api.api.ports.cancel_a_port_order",
    "request_an_loa": "flowroute_api.api.ports.request_an_loa",
    "submit_an_loa": "flowroute_api.api.ports.submit_an_loa",
    "modify_the_phone_numbers_on_a_port_order": "flowroute_api.api.ports.modify_the_phone_numbers_on_a_port_order",
    "add_phone_numbers_to_a_port_order_group": "flowroute_api.api.ports.add_phone_numbers_to_a_port_order_group",
    "add_a_document_via_direct_upload": "flowroute_api.api.ports.add_a_document_via_direct_upload",
    "list_port_order_documents": "flowroute_api.api.ports.list_port_order_documents",
    "request_a_document_pull": "flowroute_api.api.ports.request_a_document_pull",
    "download_a_document_from_a_port_order": "flowroute_api.api.ports.download_a_document_from_a_port_order",
}
"""The module of each operation, by `operationId`, in the order of the document."""
