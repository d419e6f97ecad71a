"""The sandbox's responses match the OpenAPI document."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi.document import DOCUMENT

from sandbox.caller import Caller
from sandbox.samples import HOME, OWN, PEER, PORT, WINDOW

ROUTE = {"alias": "a", "route_type": "host", "value": "example.com", "edge_strategy_id": 4}
URL = {"callback_url": "https://example.com"}
MESSAGE = {"to": PEER, "from": OWN, "body": "hi", "media_urls": ["https://example.com/a.png"]}
NUMBER = f"/v2/numbers/{OWN}"


def life() -> Iterator[tuple[str, str, str, Any]]:
    """Request every operation, in an order in which each of them succeeds."""
    yield "list_available_area_codes", "GET", "/v2/numbers/available/areacodes", None
    yield "list_available_exchange_codes", "GET", "/v2/numbers/available/exchanges", None
    yield "search_for_purchasable_phone_numbers", "GET", "/v2/numbers/available", None
    yield "list_available_tiers", "GET", "/v2/numbers/available/tiers", None
    yield "purchase_a_phone_number", "POST", NUMBER, {"messaging_enabled": True}
    details = {"numbers": [f"+{OWN}"]}
    yield "list_multiple_phone_number_details", "POST", "/v2/numbers/details", details
    off = {"numbers": [OWN], "action": "disable"}
    yield "enable_or_disable_message_provisioning", "POST", "/v2/message-provision", off
    task = "/v2/message-provision/status/<task 2>"
    yield "look_up_a_message_provision_task", "GET", task, None
    yield "list_account_phone_numbers", "GET", "/v2/numbers", None
    yield "update_phone_number", "PATCH", NUMBER, {"type": "number", "alias": "x"}
    yield "create_an_inbound_route", "POST", "/v2/routes", {"data": {"attributes": ROUTE}}
    yield "list_inbound_routes", "GET", "/v2/routes", None
    yield "update_route", "PATCH", "/v2/routes/100001", {"data": {"attributes": {"alias": "b"}}}
    yield "list_edge_strategies", "GET", "/v2/routes/edge_strategies", None
    for kind in ("primary", "failover"):
        path = f"{NUMBER}/relationships/{kind}_route"
        body = {"data": {"type": "route", "id": "100001"}}
        yield f"update_{kind}_voice_route", "PATCH", path, body
    yield "create_e911", "POST", "/v2/e911s", {"data": {"attributes": HOME}}
    yield "validate_e911", "POST", "/v2/e911s/validate", {**HOME, "label": "Other"}
    yield "list_e911s", "GET", "/v2/e911s", None
    yield "e911_details", "GET", "/v2/e911s/200001", None
    yield "update_e911", "PATCH", "/v2/e911s/200001", {"data": {"attributes": {"label": "x"}}}
    yield "associate_e911", "PATCH", f"{NUMBER}/relationships/e911s/200001", None
    yield "list_e911_associations", "GET", "/v2/e911s/200001/relationships/numbers", None
    yield "create_cnam", "POST", "/v2/cnams", {"value": "Brown Bag"}
    yield "update_pending_cnam", "PATCH", "/v2/cnams/300001", {"value": "Green Bag"}
    yield "cnam_details", "GET", "/v2/cnams/300001", None
    yield "approve_cnam", "POST", "/_sandbox/cnams/300001/approve", None
    yield "associate_cnam", "PATCH", f"{NUMBER}/relationships/cnams/300001", None
    yield "cnam_details", "GET", "/v2/cnams/300001", None
    yield "list_cnams", "GET", "/v2/cnams", None
    yield "list_phone_number_details", "GET", NUMBER, None
    for version in ("v2.1", "v2.2"):
        yield "send_a_message", "POST", f"/{version}/messages", MESSAGE
        yield "send_a_message", "POST", f"/{version}/messages", {**MESSAGE, "media_urls": []}
    text = {"to": PEER, "from": OWN, "body": "hi"}
    yield "send_a_message_v2", "POST", "/v2/messages", text
    yield "receive_message", "POST", "/_sandbox/messages/receive", {**MESSAGE, "to": OWN}
    yield "advance_clock", "POST", "/_sandbox/clock/advance", {"seconds": 5}
    for version in ("v2.1", "v2.2"):
        for count in (1, 2, 6):
            yield "look_up_a_message_detail_record", "GET", f"/{version}/messages/<{count}>", None
        listed = f"/{version}/messages?start_date=2026-01-01&limit=2"
        yield "look_up_a_set_of_messages", "GET", listed, None
        path = f"/{version}/messages/sms_callback"
        yield "set_account_callback", "PUT", path, URL
        yield "look_up_account_callback", "GET", path, None
        yield "remove_account_callback", "DELETE", path, None
    yield "look_up_a_message_detail_record_v2", "GET", "/v2/messages/<1>", None
    listed = "/v2/messages?start_date=2026-01-01&limit=2"
    yield "look_up_a_set_of_messages_v2", "GET", listed, None
    path = f"{NUMBER}/relationships/mms_dlr_callback"
    yield "set_number_callback", "POST", path, URL
    yield "look_up_number_callback", "GET", path, None
    yield "remove_number_callback", "DELETE", path, None
    for kind in ("primary", "failover"):
        yield f"remove_{kind}_voice_route", "DELETE", f"{NUMBER}/relationships/{kind}_route", None
    yield "delete_route", "DELETE", "/v2/routes/100001", None
    yield "unassociate_e911", "DELETE", f"{NUMBER}/relationships/e911s", None
    yield "delete_e911", "DELETE", "/v2/e911s/200001", None
    yield "unassociate_cnam", "DELETE", f"{NUMBER}/relationships/cnams", None
    yield "delete_cnam", "DELETE", "/v2/cnams/300001", None
    yield "release_phone_number", "DELETE", NUMBER, None
    yield from cdrs()
    yield from port()


def cdrs() -> Iterator[tuple[str, str, str, Any]]:
    """Request every operation of CDR exports."""
    yield "seed_calls", "POST", "/_sandbox/calls/month", {"calls": 20}
    attributes = {"filter_parameters": WINDOW, "callback_url": "https://example.com/cdrs"}
    create = {"data": {"type": "cdrexport", "attributes": attributes}}
    for _ in range(2):
        yield "create_a_cdr_export", "POST", "/v2/cdrs/exports", create
        yield "advance_clock", "POST", "/_sandbox/clock/advance", {"seconds": 60}
    yield "list_cdr_exports", "GET", "/v2/cdrs/exports?limit=1", None
    yield "list_cdr_export_details", "GET", "/v2/cdrs/exports/700001", None


def port() -> Iterator[tuple[str, str, str, Any]]:
    """Request every operation of port orders."""
    numbers = {"numbers": ["+12065550142", "+18005550142"]}
    yield "check_number_portability", "POST", "/v2/portorders/portability", numbers
    create = {"data": {"type": "portorder", "attributes": PORT | numbers}}
    yield "create_a_port_order", "POST", "/v2/portorders", create
    order = "/v2/portorders/400001"
    yield "list_port_orders", "GET", "/v2/portorders?group_id=500001&limit=1", None
    yield "add_a_document_via_direct_upload", "POST", f"{order}/upload_file", {"filename": "a.pdf"}
    pulled = {"url": "https://example.com/bill.pdf"}
    yield "request_a_document_pull", "POST", f"{order}/files", pulled
    yield "advance_clock", "POST", "/_sandbox/clock/advance", {"seconds": 5}
    yield "list_port_order_documents", "GET", f"{order}/files", None
    for file in ("600001", "600002"):
        yield "download_a_document_from_a_port_order", "GET", f"{order}/files/{file}", None
    changed = {"add": ["+12065550143"], "remove": ["+12065550142"]}
    path = f"{order}/relationships/numbers"
    yield "modify_the_phone_numbers_on_a_port_order", "PATCH", path, changed
    added = {"add": ["+12065550144"]}
    yield "add_phone_numbers_to_a_port_order_group", "POST", "/v2/portorders/500001/numbers", added
    update = {"data": {"attributes": {"pin": "1234", "presets": {"primary_route_id": "0"}}}}
    yield "update_a_port_order", "PATCH", order, update
    yield "view_port_order_details", "GET", order, None
    yield "view_port_order_status", "GET", f"{order}/status", None
    yield "request_an_loa", "GET", f"{order}/loa", None
    yield "submit_an_loa", "POST", f"{order}/loa", "<letter>"
    yield "set_port_status", "POST", "/_sandbox/portorders/400001/status", {"status": "rejected"}
    cancel = {"data": {"type": "portorder", "attributes": {"status": "cancelled"}}}
    yield "cancel_a_port_order", "PATCH", f"{order}/status", cancel
    yield "view_port_order_status", "GET", f"{order}/status", None


OPERATIONS: dict[str, dict[str, Any]] = {
    operation["operationId"]: operation
    for item in DOCUMENT["paths"].values()
    for operation in item.values()
    if isinstance(operation, dict) and "operationId" in operation
}


def described(response: dict[str, Any]) -> dict[str, Any]:
    """A response's description, behind its reference if it is one."""
    if "$ref" in response:
        name = response["$ref"].rpartition("/")[2]
        return dict(DOCUMENT["components"]["responses"][name])
    return response


def problems(operation: str, status: int, answer: Any) -> list[str]:
    """Return how a response differs from the document."""
    responses = OPERATIONS[operation]["responses"]
    if str(status) not in responses:
        return [f"{operation}: {status} is not among {', '.join(responses)}"]
    content = described(responses[str(status)]).get("content")
    if content is None:
        return [] if answer is None else [f"{operation}: {status} has a body"]
    (media_type,) = content.values()
    validator = Draft202012Validator({**media_type["schema"], "components": DOCUMENT["components"]})
    return [
        f"{operation}: {each.json_path} {each.message}" for each in validator.iter_errors(answer)
    ]


def signed(letter: Any) -> Any:
    """The letter of agency in a response, signed."""
    names = {"signature_name": "Sam User", "signature_title": "Agent"}
    return {"data": letter["data"] | {"attributes": letter["data"]["attributes"] | names}}


def test_every_operation_answers_as_described(api: Caller) -> None:
    """Each of the 67 operations succeeds with a documented status and a body of its schema."""
    found: list[str] = []
    succeeded: set[str] = set()
    answer: Any = None
    for operation, method, path, body in life():
        prefix, _, count = path.rstrip(">").partition("<")
        document = signed(answer) if body == "<letter>" else body
        sent = b"" if document is None else json.dumps(document).encode()
        kind, _, number = count.rpartition(" ")
        ids = api.sandbox.ids
        last = (ids.task if kind else ids.message)(int(number)) if count else ""
        status, answer = api.send(method, prefix + last, sent)
        assert status < 300, (operation, answer)
        if operation in OPERATIONS:
            succeeded.add(operation)
            found += problems(operation, status, answer)

    assert found == []
    assert succeeded == set(OPERATIONS)


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("DELETE", NUMBER, None, 404),
        ("DELETE", "/v2/routes/0", None, 403),
        ("POST", "/v2/e911s", {**HOME, "zip": "1"}, 422),
        ("POST", "/v2/e911s", {**HOME, "country": "CA"}, 400),
        ("DELETE", "/v2/cnams/1", None, 404),
        ("POST", "/v2.1/messages", MESSAGE, 403),
        ("GET", "/v2/routes?limit=x", None, 422),
    ],
)
def test_errors_are_described(api: Caller, method: str, path: str, body: Any, status: int) -> None:
    """An error has the schema of error documents."""
    found, answer = api.send(method, path, b"" if body is None else json.dumps(body).encode())
    validator = Draft202012Validator(
        {"$ref": "#/components/schemas/ErrorDocument", "components": DOCUMENT["components"]}
    )

    assert (found, list(validator.iter_errors(answer))) == (status, [])
