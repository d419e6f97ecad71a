# Written by scripts/unasync.py from tests/ext/_async/test_requests.py. Do not edit.
"""The request of each method."""

from __future__ import annotations

import pytest
from ext.calls import CALLS, NUMBER, Call
from ext.documented import PLACES
from ext.server import Server, document

from flowroute_ext import Flowroute, Message, OutcomeUnknown, ServerError, __version__

from .outcome import outcome


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.operation)
def test_a_method_makes_its_documented_request(
    flowroute: Flowroute, server: Server, call: Call
) -> None:
    """A call sends the documented method and path, with every argument in its place."""
    outcome(call.of(flowroute))

    asked = server.asked[0]
    assert (asked.method, asked.path, asked.query, asked.json) == call.request


UNSAFE = {
    "add_phone_numbers_to_a_port_order_group",
    "create_a_cdr_export",
    "create_a_port_order",
    "enable_or_disable_message_provisioning",
    "send_a_message_v2",
    "submit_an_loa",
    "create_an_inbound_route",
    "create_cnam",
    "create_e911",
    "purchase_a_phone_number",
    "request_a_document_pull",
    "send_a_message",
}


def test_every_operation_is_called() -> None:
    """Each documented operation has a method, and each method has a call here."""
    assert {call.operation for call in CALLS} == set(PLACES)


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.operation)
@pytest.mark.sampled(16)
def test_no_retries(flowroute: Flowroute, server: Server, call: Call) -> None:
    """Without retries one call is one request, whatever its result."""
    server.usually = lambda asked: document(500, {"errors": [{"title": "Oops", "status": 500}]})

    with pytest.raises(OutcomeUnknown if call.operation in UNSAFE else ServerError):
        outcome(call.of(flowroute))

    assert len(server.asked) == 1


def test_headers(flowroute: Flowroute, server: Server, library: str) -> None:
    """A request has the media types, the user agent and the credentials."""
    flowroute.cnams.create("Bob Law")

    sent = server.asked[0].headers
    agent, _, rest = sent["user-agent"].partition(" ")
    assert (sent["accept"], sent["content-type"], sent["authorization"], agent) == (
        "application/vnd.api+json, application/json",
        "application/vnd.api+json",
        "Basic a2V5OnNlY3JldA==",
        f"flowroute-ext/{__version__}",
    )
    assert f" {library}/" in rest


def test_a_get_has_no_body(flowroute: Flowroute, server: Server) -> None:
    """A request without a body has no content type."""
    flowroute.numbers.get(NUMBER)

    sent = server.asked[0].headers
    assert sent.keys().isdisjoint({"content-type", "content-length", "transfer-encoding"})


def test_messages_v2_2(server: Server) -> None:
    """Version 2.2 of the messages API has its own path, and numbers in E.164."""
    message = Message(to="12065550100", from_=NUMBER, body="Hello")

    with Flowroute("key", "secret", base_url=server.url, messages_version="v2.2") as flowroute:
        flowroute.messages.send(message)

    asked = server.asked[0]
    assert (asked.path, asked.json) == (
        "/v2.2/messages",
        {"to": "+12065550100", "from": f"+{NUMBER}", "body": "Hello"},
    )


def test_records_as_arguments(flowroute: Flowroute, server: Server) -> None:
    """A returned number, route, record or message can be passed instead of its id."""
    number = flowroute.numbers.get(NUMBER)
    [for_sale, *_] = outcome(flowroute.numbers.search())
    [route, *_] = outcome(flowroute.routes.list())
    [e911, *_] = outcome(flowroute.e911s.list())
    [cnam, *_] = outcome(flowroute.cnams.list())
    sent = flowroute.messages.send(to="12065550100", from_=number, body="Hello")
    [area, *_] = outcome(flowroute.numbers.area_codes())
    server.asked.clear()

    flowroute.numbers.purchase(for_sale)
    flowroute.routes.set_primary(number, route)
    flowroute.e911s.associate(number, e911)
    flowroute.cnams.associate(number, cnam)
    flowroute.messages.get(sent)
    flowroute.numbers.exchanges(area_code=area).first()

    purchased, routed, located, named, looked_up, searched = server.asked
    assert purchased.path == f"/v2/numbers/{for_sale.value}"
    assert routed.json == {"data": {"type": "route", "id": route.id}}
    assert located.path == f"/v2/numbers/{number.value}/relationships/e911s/{e911.id}"
    assert named.path == f"/v2/numbers/{number.value}/relationships/cnams/{cnam.id}"
    assert looked_up.path == f"/v2.1/messages/{sent.id}"
    assert searched.query == {"areacode": area.npa, "limit": "1", "offset": "0"}
