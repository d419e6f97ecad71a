"""The first section: each operation, in an order that works."""

from __future__ import annotations

from . import cdrs, cnams, e911s, messages, numbers, ports, routes
from .step import Step

ACCOUNT_WIDE = "it is a setting of the whole account, which the demo did not make"
REVIEWED = "it takes a name that Flowroute has approved, within two business days"
ORDERED = "a port order is an order to a provider, and needs a letter of agency"
EXPORTED = "an export stays on the account, and may cost money"
OTHERS = "only Flowroute and the carriers can do this"

OPERATION_STEPS = (
    Step("list_available_area_codes", numbers.area_codes),
    Step("list_available_exchange_codes", numbers.exchanges),
    Step("search_for_purchasable_phone_numbers", numbers.offers),
    Step("purchase_a_phone_number", numbers.number),
    Step("list_account_phone_numbers", numbers.numbers),
    Step("update_phone_number", numbers.renamed),
    Step("set_number_callback", numbers.report),
    Step("look_up_number_callback", numbers.callback),
    Step("remove_number_callback", numbers.report_no_longer),
    Step("list_edge_strategies", routes.edges),
    Step("create_an_inbound_route", routes.route),
    Step("list_inbound_routes", routes.routes),
    Step("update_route", routes.moved),
    Step("update_primary_voice_route", routes.set_primary),
    Step("update_failover_voice_route", routes.set_failover),
    Step("validate_e911", e911s.address, reads=True),
    Step("create_e911", e911s.office),
    Step("list_e911s", e911s.addresses),
    Step("e911_details", e911s.details),
    Step("update_e911", e911s.changed),
    Step("associate_e911", e911s.associate),
    Step("list_e911_associations", e911s.carriers),
    Step("create_cnam", cnams.name),
    Step("list_cnams", cnams.names),
    Step("cnam_details", cnams.details),
    Step("update_pending_cnam", cnams.corrected),
    Step("sandbox: Flowroute approves the name", cnams.review, sandbox_only=OTHERS),
    Step("associate_cnam", cnams.associate, sandbox_only=REVIEWED),
    Step("list_phone_number_details", numbers.details),
    Step("set_account_callback", messages.report, sandbox_only=ACCOUNT_WIDE),
    Step("look_up_account_callback", messages.callback),
    Step("remove_account_callback", messages.report_no_longer, sandbox_only=ACCOUNT_WIDE),
    Step("send_a_message", messages.sent),
    Step("sandbox: a carrier takes the message", messages.carrier_accepts, sandbox_only=OTHERS),
    Step("look_up_a_set_of_messages", messages.messages),
    Step("look_up_a_message_detail_record", messages.record),
    Step("sandbox: a month of calls", cdrs.calls, sandbox_only=OTHERS),
    Step("create_a_cdr_export", cdrs.export, sandbox_only=EXPORTED),
    Step("sandbox: Flowroute makes the export", cdrs.minutes_later, sandbox_only=OTHERS),
    Step("list_cdr_exports", cdrs.exports),
    Step("list_cdr_export_details", cdrs.exported, sandbox_only=EXPORTED),
    Step("flowroute.cdrs.records", cdrs.records, sandbox_only=EXPORTED),
    Step("check_number_portability", ports.verdicts, reads=True),
    Step("create_a_port_order", ports.port, sandbox_only=ORDERED),
    Step("list_port_orders", ports.ports),
    Step("view_port_order_details", ports.port_details, sandbox_only=ORDERED),
    Step("update_a_port_order", ports.port_changed, sandbox_only=ORDERED),
    Step("modify_the_phone_numbers_on_a_port_order", ports.port_numbers, sandbox_only=ORDERED),
    Step("add_phone_numbers_to_a_port_order_group", ports.port_group, sandbox_only=ORDERED),
    Step("add_a_document_via_direct_upload", ports.bill, sandbox_only=ORDERED),
    Step("request_a_document_pull", ports.letter, sandbox_only=ORDERED),
    Step("list_port_order_documents", ports.documents, sandbox_only=ORDERED),
    Step("download_a_document_from_a_port_order", ports.document, sandbox_only=ORDERED),
    Step("sandbox: the provider refuses the order", ports.port_rejected, sandbox_only=OTHERS),
    Step("view_port_order_status", ports.port_status, sandbox_only=ORDERED),
    Step("cancel_a_port_order", ports.port_cancelled, sandbox_only=ORDERED),
    Step("unassociate_cnam", cnams.unassociate, sandbox_only=REVIEWED),
    Step("delete_cnam", cnams.delete, undoes="name"),
    Step("unassociate_e911", e911s.unassociate),
    Step("delete_e911", e911s.delete, undoes="office"),
    Step("remove_failover_voice_route", routes.clear_failover),
    Step("remove_primary_voice_route", routes.clear_primary),
    Step("delete_route", routes.delete, undoes="route"),
    Step("release_phone_number", numbers.release, undoes="number"),
)
