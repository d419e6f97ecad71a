"""`flowroute_cassette` has the requests, messages and purchases of the application."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from flowroute_ext import Flowroute
from pytest_flowroute._playback.fixture import FlowrouteCassette

API = "https://api.flowroute.com"


def test_the_welcome_text_of_the_readme(flowroute_cassette: FlowrouteCassette) -> None:
    """The default scenario accepts any message, which the test gets as a typed value."""
    message = {"to": "+1 (206) 555-0142", "from": "12065550100", "body": "Hello and welcome!"}
    httpx.post(f"{API}/v2.1/messages", json=message, headers={"authorization": "Basic x"})
    [sms] = flowroute_cassette.sent_messages
    assert sms.to == "12065550142"
    assert sms.from_ == "12065550100"
    assert sms.body == "Hello and welcome!"
    assert (sms.media_urls, sms.is_mms, sms.dlr_callback) == ((), False, None)
    assert sms.id is not None
    assert "12065550142" not in repr(sms)
    [request] = flowroute_cassette.requests
    assert (request.method, request.path, request.query) == ("POST", "/v2.1/messages", {})
    assert request.json == message
    assert request.status == 202
    assert "authorization" not in request.headers
    assert "2065550142" not in repr(request)
    assert flowroute_cassette.play_count == 1


def test_the_address_of_receipts(flowroute_cassette: FlowrouteCassette) -> None:
    """`dlr_callback` is the URL of the application; the reference of the SDK is separate."""
    hook = "https://app.example.com/receipts?of=us"
    with flowroute_cassette("messages/send-with-receipts", dlr_callback=hook):
        with Flowroute("key", "secret") as flowroute:
            flowroute.messages.send(
                to="12065550142",
                from_="12065550100",
                body="Hello",
                dlr_callback=hook,
                reference="order-7",
            )
    [sms] = flowroute_cassette.sent_messages
    assert (sms.dlr_callback, sms.reference) == (hook, "order-7")


def test_a_purchase(flowroute_cassette: FlowrouteCassette) -> None:
    """`purchased_numbers` has the numbers that were bought."""
    with flowroute_cassette("numbers/purchase", number="12065550177"):
        assert httpx.post(f"{API}/v2/numbers/+12065550177").status_code == 201
    assert flowroute_cassette.purchased_numbers == ["12065550177"]


def test_refused_requests_are_neither_messages_nor_purchases(
    flowroute_cassette: FlowrouteCassette,
) -> None:
    """A refused request, recorded or injected, is in `requests` only."""
    with flowroute_cassette("numbers/purchase-insufficient-funds") as played:
        number = played.cassette.parameters["number"]
        assert httpx.post(f"{API}/v2/numbers/{number}").status_code == 403
    message: Any = {"to": "12065550142", "from": "12065550100", "body": "x"}
    with flowroute_cassette("messages/send", fault="429"):
        assert httpx.post(f"{API}/v2.1/messages", json=message).status_code == 429
    assert flowroute_cassette.purchased_numbers == []
    assert flowroute_cassette.sent_messages == []
    assert [request.status for request in flowroute_cassette.requests] == [403, 429]


@pytest.mark.flowroute_cassette("routes/edge-strategies")
def test_assert_all_played(flowroute_cassette: FlowrouteCassette) -> None:
    """It raises until everything was played."""
    with pytest.raises(AssertionError, match="1 of 1 interactions of routes/edge-strategies"):
        flowroute_cassette.assert_all_played()
    httpx.get(f"{API}/v2/routes/edge_strategies")
    flowroute_cassette.assert_all_played()
    assert repr(flowroute_cassette) == "<Player routes/edge-strategies: 1 of 1 played>"
