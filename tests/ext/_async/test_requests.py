"""The request of each method."""

from __future__ import annotations

import pytest
from ext.calls import CALLS, NUMBER, Call
from ext.documented import PLACES
from ext.server import Server, document

from flowroute_ext import AsyncFlowroute, Message, OutcomeUnknown, ServerError, __version__

from .outcome import outcome


@pytest.mark.anyio
@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.operation)
async def test_a_method_makes_its_documented_request(
    flowroute: AsyncFlowroute, server: Server, call: Call
) -> None:
    """A call sends the documented method and path, with every argument in its place."""
    await outcome(call.of(flowroute))

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


@pytest.mark.anyio
@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.operation)
@pytest.mark.sampled(16)
async def test_no_retries(flowroute: AsyncFlowroute, server: Server, call: Call) -> None:
    """Without retries one call is one request, whatever its result."""
    server.usually = lambda asked: document(500, {"errors": [{"title": "Oops", "status": 500}]})

    with pytest.raises(OutcomeUnknown if call.operation in UNSAFE else ServerError):
        await outcome(call.of(flowroute))

    assert len(server.asked) == 1


@pytest.mark.anyio
async def test_headers(flowroute: AsyncFlowroute, server: Server, library: str) -> None:
    """A request has the media types, the user agent and the credentials."""
    await flowroute.cnams.create("Bob Law")

    sent = server.asked[0].headers
    agent, _, rest = sent["user-agent"].partition(" ")
    assert (sent["accept"], sent["content-type"], sent["authorization"], agent) == (
        "application/vnd.api+json, application/json",
        "application/vnd.api+json",
        "Basic a2V5OnNlY3JldA==",
        f"flowroute-ext/{__version__}",
    )
    assert f" {library}/" in rest


@pytest.mark.anyio
async def test_a_get_has_no_body(flowroute: AsyncFlowroute, server: Server) -> None:
    """A request without a body has no content type."""
    await flowroute.numbers.get(NUMBER)

    sent = server.asked[0].headers
    assert sent.keys().isdisjoint({"content-type", "content-length", "transfer-encoding"})


@pytest.mark.anyio
async def test_messages_v2_2(server: Server) -> None:
    """Version 2.2 of the messages API has its own path, and numbers in E.164."""
    message = Message(to="12065550100", from_=NUMBER, body="Hello")

    async with AsyncFlowroute(
        "key", "secret", base_url=server.url, messages_version="v2.2"
    ) as flowroute:
        await flowroute.messages.send(message)

    asked = server.asked[0]
    assert (asked.path, asked.json) == (
        "/v2.2/messages",
        {"to": "+12065550100", "from": f"+{NUMBER}", "body": "Hello"},
    )


@pytest.mark.anyio
async def test_records_as_arguments(flowroute: AsyncFlowroute, server: Server) -> None:
    """A returned number, route, record or message can be passed instead of its id."""
    number = await flowroute.numbers.get(NUMBER)
    [for_sale, *_] = await outcome(flowroute.numbers.search())
    [route, *_] = await outcome(flowroute.routes.list())
    [e911, *_] = await outcome(flowroute.e911s.list())
    [cnam, *_] = await outcome(flowroute.cnams.list())
    sent = await flowroute.messages.send(to="12065550100", from_=number, body="Hello")
    [area, *_] = await outcome(flowroute.numbers.area_codes())
    server.asked.clear()

    await flowroute.numbers.purchase(for_sale)
    await flowroute.routes.set_primary(number, route)
    await flowroute.e911s.associate(number, e911)
    await flowroute.cnams.associate(number, cnam)
    await flowroute.messages.get(sent)
    await flowroute.numbers.exchanges(area_code=area).first()

    purchased, routed, located, named, looked_up, searched = server.asked
    assert purchased.path == f"/v2/numbers/{for_sale.value}"
    assert routed.json == {"data": {"type": "route", "id": route.id}}
    assert located.path == f"/v2/numbers/{number.value}/relationships/e911s/{e911.id}"
    assert named.path == f"/v2/numbers/{number.value}/relationships/cnams/{cnam.id}"
    assert looked_up.path == f"/v2.1/messages/{sent.id}"
    assert searched.query == {"areacode": area.npa, "limit": "1", "offset": "0"}
