"""Calls of the methods for port orders and their documents."""

from __future__ import annotations

from ext.calls.call import NUMBER, Call, page
from openapi.document import EXAMPLES

from flowroute_api.models import LetterOfAgencyDocument
from flowroute_ext import PortOrder
from flowroute_ext.types import LetterOfAgency, PortChanges

PLUS = f"+{NUMBER}"
ORDER = PortOrder(
    numbers=[NUMBER],
    billing_name="Ada Example",
    street="1218 3rd Ave",
    city="Seattle",
    state="WA",
    zip="98101",
    provider="Example Telecom",
    provider_account="123ABC",
    pin="43217",
    last_4_ssn="9876",
    usage_type="residential",
    loa_email="porting@example.com",
    primary_route=98396,
)
BODY = {
    "data": {
        "type": "portorder",
        "attributes": {
            "numbers": [PLUS],
            "billing_name": "Ada Example",
            "street": "1218 3rd Ave",
            "city": "Seattle",
            "state": "WA",
            "zip": "98101",
            "country": "US",
            "provider": "Example Telecom",
            "provider_account": "123ABC",
            "pin": "43217",
            "last_4_ssn": "9876",
            "usage_type": "Residential",
            "loa_details": {"email": "porting@example.com"},
            "presets": {"primary_route_id": "98396"},
        },
    }
}
AT = "/v2/portorders/42361"
LETTER = LetterOfAgency.of(
    "42361", LetterOfAgencyDocument.from_dict(EXAMPLES["letter_of_agency"]["value"])
)

PORTS = (
    Call(
        lambda flowroute: flowroute.ports.group("38697"),
        "list_port_orders",
        "GET",
        "/v2/portorders",
        page(200, group_id="38697"),
    ),
    Call(
        lambda flowroute: flowroute.ports.check([NUMBER]),
        "check_number_portability",
        "POST",
        "/v2/portorders/portability",
        body={"numbers": [PLUS]},
    ),
    Call(
        lambda flowroute: flowroute.ports.create(ORDER),
        "create_a_port_order",
        "POST",
        "/v2/portorders",
        body=BODY,
    ),
    Call(
        lambda flowroute: flowroute.ports.list(status="Pending", group=38697, alias="Office"),
        "list_port_orders",
        "GET",
        "/v2/portorders",
        page(200, status="pending", group_id="38697", alias="Office"),
    ),
    Call(
        lambda flowroute: flowroute.ports.get(42361),
        "view_port_order_details",
        "GET",
        AT,
    ),
    Call(
        lambda flowroute: flowroute.ports.update("42361", PortChanges(pin="1234", e911="21907")),
        "update_a_port_order",
        "PATCH",
        AT,
        body={
            "data": {
                "type": "portorder",
                "attributes": {"pin": "1234", "presets": {"e911_id": "21907"}},
            }
        },
    ),
    Call(
        lambda flowroute: flowroute.ports.letter("42361"),
        "request_an_loa",
        "GET",
        f"{AT}/loa",
    ),
    Call(
        lambda flowroute: flowroute.ports.sign(LETTER, name="Sam User", title="Agent"),
        "submit_an_loa",
        "POST",
        f"{AT}/loa",
        body=EXAMPLES["letter_of_agency_signed"]["value"],
    ),
    Call(
        lambda flowroute: flowroute.ports.status("42361"),
        "view_port_order_status",
        "GET",
        f"{AT}/status",
    ),
    Call(
        lambda flowroute: flowroute.ports.cancel("42361"),
        "cancel_a_port_order",
        "PATCH",
        f"{AT}/status",
        body={"data": {"type": "portorder", "attributes": {"status": "cancelled"}}},
    ),
    Call(
        lambda flowroute: flowroute.ports.add_numbers("42361", [NUMBER]),
        "modify_the_phone_numbers_on_a_port_order",
        "PATCH",
        f"{AT}/relationships/numbers",
        body={"add": [PLUS]},
    ),
    Call(
        lambda flowroute: flowroute.ports.remove_numbers("42361", [NUMBER]),
        "modify_the_phone_numbers_on_a_port_order",
        "PATCH",
        f"{AT}/relationships/numbers",
        body={"remove": [PLUS]},
    ),
    Call(
        lambda flowroute: flowroute.ports.add_to_group("38697", [NUMBER]),
        "add_phone_numbers_to_a_port_order_group",
        "POST",
        "/v2/portorders/38697/numbers",
        body={"add": [PLUS]},
    ),
    Call(
        lambda flowroute: flowroute.ports.files("42361").pull("https://example.com/bill.pdf"),
        "request_a_document_pull",
        "POST",
        f"{AT}/files",
        body={"url": "https://example.com/bill.pdf"},
    ),
    Call(
        lambda flowroute: flowroute.ports.files("42361").list(),
        "list_port_order_documents",
        "GET",
        f"{AT}/files",
        page(200),
    ),
    Call(
        lambda flowroute: flowroute.ports.files("42361").get(99999),
        "download_a_document_from_a_port_order",
        "GET",
        f"{AT}/files/99999",
    ),
    Call(
        lambda flowroute: flowroute.ports.files("42361").upload_url("bill.pdf"),
        "add_a_document_via_direct_upload",
        "POST",
        f"{AT}/upload_file",
        body={"filename": "bill.pdf"},
    ),
)
