"""A good request for each operation, made by the generated package for the furnished account."""

from __future__ import annotations

from typing import Any

from ext.calls.e911s import BODY as OFFICE
from sandbox.samples import PORT

from conformance.account import (
    APPROVED_CNAM,
    BULK_TASK,
    BUSY,
    BUSY_E911,
    EXPORT,
    FILE,
    FOR_SALE,
    GROUP,
    IDLE,
    IDLE_E911,
    IDLE_ROUTE,
    MESSAGES,
    ORDER,
    PENDING_CNAM,
    REJECTED_CNAM,
    SIGNED_LETTER,
    TASK,
    TOLL_FREE,
    WINDOW,
)
from flowroute_api import models
from flowroute_api.api import cdrs, cnams, e911s, messages, numbers, ports, routes
from flowroute_api.types import Request

CALLBACK = models.CallbackSet(callback_url="https://example.com/hook")
ADDRESS = OFFICE["data"]["attributes"] | {"label": "Shop", "street_name": "Pike St"}
E911 = models.E911Create.from_dict({"data": {"type": "e911", "attributes": ADDRESS}})
LABEL = models.E911Update(data=models.E911UpdateData(attributes=models.E911Write(label="B")))
ROUTE = models.RouteWrite(alias="A", route_type="host", value="example.com", edge_strategy_id=1)
NEW_ROUTE = models.RouteCreate(data=models.RouteCreateData(attributes=ROUTE))
ALIAS = models.RouteUpdate(data=models.RouteUpdateData(attributes=models.RouteWrite(alias="B")))
TO_ROUTE = models.RouteRelationshipUpdate(data=models.RouteIdentifier(id=IDLE_ROUTE))
SMS = models.MessageSend(to=FOR_SALE, from_=BUSY, body="Hello")
MMS = models.MessageSend(to=FOR_SALE, from_=BUSY, media_urls=["https://example.com/a.png"])
LETTER = models.LetterOfAgencySubmit.from_dict(
    {"data": {"type": "loa", "attributes": SIGNED_LETTER}}
)
NAME = models.CnamCreate(value="Bob Law")
PIN = models.PortOrderUpdate(
    data=models.PortOrderUpdateData(attributes=models.PortOrderWrite(pin="4321"))
)
CANCEL = models.PortOrderCancel(
    data=models.PortOrderCancelData(attributes=models.PortOrderCancelAttributes())
)
OTHER_NAME = models.CnamUpdate(data=models.CnamUpdateData(attributes=NAME))

REQUESTS: tuple[Request[Any], ...] = (
    numbers.list_available_area_codes.request(limit=3, offset=3, max_setup_cost=3.25),
    numbers.list_available_exchange_codes.request(areacode="206", limit=2),
    numbers.search_for_purchasable_phone_numbers.request(starts_with="206555", limit=2),
    numbers.search_for_purchasable_phone_numbers.request(number_type="toll-free"),
    numbers.list_available_tiers.request(limit=1),
    numbers.search_for_purchasable_phone_numbers.request(tier="standard", limit=1),
    numbers.search_for_purchasable_phone_numbers.request(starts_with="+999"),
    numbers.purchase_a_phone_number.request(FOR_SALE),
    numbers.purchase_a_phone_number.request(
        FOR_SALE, body=models.NumberPurchase(messaging_enabled=True)
    ),
    numbers.list_account_phone_numbers.request(limit=2),
    numbers.list_account_phone_numbers.request(alias="Nothing"),
    numbers.list_phone_number_details.request(BUSY),
    numbers.list_phone_number_details.request(IDLE),
    numbers.list_phone_number_details.request(TOLL_FREE),
    numbers.update_phone_number.request(BUSY, body=models.NumberUpdate(alias="Bar")),
    numbers.update_phone_number.request(IDLE, body=models.NumberUpdate(messaging_enabled=True)),
    numbers.list_multiple_phone_number_details.request(
        body=models.NumberDetailsQuery(numbers=[f"+{BUSY}", f"+{FOR_SALE}", f"+{TOLL_FREE}"])
    ),
    numbers.enable_or_disable_message_provisioning.request(
        body=models.MessageProvision(numbers=[BUSY], action="enable")
    ),
    numbers.enable_or_disable_message_provisioning.request(
        body=models.MessageProvision(numbers=[BUSY, IDLE], action="disable", email=False)
    ),
    numbers.look_up_a_message_provision_task.request(TASK),
    numbers.look_up_a_message_provision_task.request(BULK_TASK),
    numbers.release_phone_number.request(BUSY),
    numbers.set_number_callback.request(IDLE, "mms_dlr_callback", body=CALLBACK),
    numbers.look_up_number_callback.request(BUSY, "sms_callback"),
    numbers.remove_number_callback.request(BUSY, "sms_callback"),
    routes.create_an_inbound_route.request(body=NEW_ROUTE),
    routes.list_inbound_routes.request(),
    routes.list_inbound_routes.request(limit=1, route_type="host"),
    routes.update_route.request(IDLE_ROUTE, body=ALIAS),
    routes.delete_route.request(IDLE_ROUTE),
    routes.list_edge_strategies.request(),
    routes.update_primary_voice_route.request(IDLE, body=TO_ROUTE),
    routes.update_failover_voice_route.request(IDLE, body=TO_ROUTE),
    routes.remove_primary_voice_route.request(BUSY),
    routes.remove_failover_voice_route.request(BUSY),
    *(
        request
        for version in ("v2.1", "v2.2")
        for request in (
            messages.send_a_message.request(version, body=SMS),
            messages.send_a_message.request(version, body=MMS),
            messages.look_up_a_set_of_messages.request(version, start_date="2026-11-01"),
            messages.look_up_a_set_of_messages.request(version, start_date="2026-11-01", limit=2),
            messages.look_up_a_set_of_messages.request(version, start_date="2026-11-02"),
            *(
                messages.look_up_a_message_detail_record.request(version, message)
                for message in MESSAGES
            ),
            messages.set_account_callback.request(version, "dlr_callback", body=CALLBACK),
            messages.look_up_account_callback.request(version, "sms_callback"),
            messages.remove_account_callback.request(version, "sms_callback"),
        )
    ),
    messages.send_a_message_v2.request(
        body=models.MessageSendV2(to=FOR_SALE, from_=BUSY, body="Hello")
    ),
    messages.look_up_a_set_of_messages_v2.request(start_date="2026-11-01", limit=2),
    *(messages.look_up_a_message_detail_record_v2.request(message) for message in MESSAGES),
    e911s.create_e911.request(body=E911),
    e911s.validate_e911.request(body=E911),
    e911s.list_e911s.request(limit=1),
    e911s.e911_details.request(BUSY_E911),
    e911s.update_e911.request(BUSY_E911, body=LABEL),
    e911s.delete_e911.request(IDLE_E911),
    e911s.associate_e911.request(IDLE, BUSY_E911),
    e911s.unassociate_e911.request(BUSY),
    e911s.list_e911_associations.request(BUSY_E911),
    e911s.list_e911_associations.request(IDLE_E911),
    cnams.create_cnam.request(body=NAME),
    cnams.list_cnams.request(is_approved=True),
    cnams.list_cnams.request(limit=1),
    *(
        cnams.cnam_details.request(record)
        for record in (APPROVED_CNAM, PENDING_CNAM, REJECTED_CNAM)
    ),
    cnams.update_pending_cnam.request(PENDING_CNAM, body=OTHER_NAME),
    cnams.delete_cnam.request(APPROVED_CNAM),
    cnams.associate_cnam.request(IDLE, APPROVED_CNAM),
    cnams.unassociate_cnam.request(BUSY),
    cdrs.create_a_cdr_export.request(
        body=models.CdrExportCreate.from_dict(
            {"data": {"type": "cdrexport", "attributes": {"filter_parameters": WINDOW}}}
        )
    ),
    cdrs.list_cdr_exports.request(limit=1),
    cdrs.list_cdr_exports.request(status="processing"),
    cdrs.list_cdr_export_details.request(EXPORT),
    ports.check_number_portability.request(body=models.PortabilityCheck(numbers=[f"+{FOR_SALE}"])),
    ports.create_a_port_order.request(
        body=models.PortOrderCreate.from_dict({"data": {"type": "portorder", "attributes": PORT}})
    ),
    ports.list_port_orders.request(limit=1),
    ports.list_port_orders.request(group_id=GROUP, status="pending"),
    ports.view_port_order_details.request(ORDER),
    ports.update_a_port_order.request(ORDER, body=PIN),
    ports.request_an_loa.request(ORDER),
    ports.submit_an_loa.request(ORDER, body=LETTER),
    ports.view_port_order_status.request(ORDER),
    ports.cancel_a_port_order.request(ORDER, body=CANCEL),
    ports.modify_the_phone_numbers_on_a_port_order.request(
        ORDER, body=models.PortOrderNumbersUpdate(add=[f"+{FOR_SALE}"])
    ),
    ports.add_phone_numbers_to_a_port_order_group.request(
        GROUP, body=models.PortGroupNumbersAdd(add=[f"+{FOR_SALE}"])
    ),
    ports.add_a_document_via_direct_upload.request(
        ORDER, body=models.PortFileUpload(filename="bill.pdf")
    ),
    ports.request_a_document_pull.request(
        ORDER, body=models.PortFilePull(url="https://example.com/bill.pdf")
    ),
    ports.list_port_order_documents.request(ORDER),
    ports.download_a_document_from_a_port_order.request(ORDER, FILE),
)
