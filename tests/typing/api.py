"""The public API as type checkers see it. Checked by mypy and pyright, and never run."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import assert_type

import flowroute_ext
from flowroute_api.api.cnams import delete_cnam
from flowroute_api.api.messages import send_a_message
from flowroute_api.api.numbers import list_account_phone_numbers
from flowroute_api.models import MessageSend, NumberList, SentMessageDocument
from flowroute_ext import (
    APIError,
    AreaCode,
    AsyncFlowroute,
    AvailableNumber,
    Callback,
    CnamRecord,
    E911Address,
    E911Record,
    Flowroute,
    Message,
    MessageRecord,
    Number,
    OutcomeUnknown,
    RateLimit,
    RateLimited,
    Route,
    RouteRecord,
    SentMessage,
    callback_reference,
    mask_number,
    phone_number,
    segments,
)
from flowroute_ext.errors import ErrorDetail
from flowroute_ext.types import (
    AsyncListing,
    CnamAssociation,
    EdgeStrategy,
    ExchangeCode,
    Listing,
    MessageQuery,
    NonAscii,
    NumbersFound,
    ProvisioningTask,
    Resolution,
    Segments,
    Suggestion,
    Tier,
)

assert_type(flowroute_ext.__version__, str)
assert_type(phone_number("(206) 555-0100"), str)
assert_type(mask_number("12065550100"), str)
assert_type(callback_reference("/receipts?flowroute_reference=order-17"), str | None)


def text(counted: Segments) -> None:
    assert_type(segments("Hello"), Segments)
    assert_type(counted.billed, int)
    assert_type(counted.gsm_segments, int)
    assert_type(counted.non_ascii, tuple[NonAscii, ...])
    assert_type(counted.suggestion, Suggestion | None)


def numbers(flowroute: Flowroute, number: Number) -> None:
    api = flowroute.numbers
    assert_type(api.area_codes(max_setup_cost=Decimal("1.5"), limit=5), Listing[AreaCode])
    assert_type(api.exchanges(area_code=206), Listing[ExchangeCode])
    assert_type(api.search(starts_with="206", state="WA", limit=1), Listing[AvailableNumber])
    assert_type(api.search().first(), AvailableNumber | None)
    assert_type(api.purchase("12065550100", messaging_enabled=True), Number)
    for available in api.search():
        assert_type(available, AvailableNumber)
        assert_type(api.purchase(available), Number)
    assert_type(api.list(alias="desk", timeout=2.5), Listing[Number])
    for page in api.list().pages():
        assert_type(page, Sequence[Number])
    assert_type(api.get(number, timeout=None), Number)
    assert_type(api.tiers(limit=5), Listing[Tier])
    assert_type(api.get_many(["12065550100", number]), NumbersFound)
    assert_type(api.enable_messaging([number], email=True, resolve=True), ProvisioningTask)
    assert_type(api.disable_messaging(api.list()), ProvisioningTask)
    assert_type(api.get_task("8f14"), ProvisioningTask)
    assert_type(api.wait("8f14", interval=5, timeout=60), ProvisioningTask)
    assert_type(api.update(number, alias="desk"), Number)
    assert_type(api.release(number), None)
    assert_type(api.set_callback(number, "sms", "https://example.com/sms"), None)
    assert_type(api.get_callback(number, "sms_dlr"), Callback)
    assert_type(api.remove_callback(number, "mms"), None)


async def async_numbers(flowroute: AsyncFlowroute, number: Number) -> None:
    api = flowroute.numbers
    assert_type(api.area_codes(max_setup_cost=1.5, limit=5), AsyncListing[AreaCode])
    assert_type(api.exchanges(area_code=206), AsyncListing[ExchangeCode])
    assert_type(api.search(starts_with="206", state="WA", limit=1), AsyncListing[AvailableNumber])
    assert_type(await api.search().first(), AvailableNumber | None)
    assert_type(await api.purchase("12065550100", messaging_enabled=True), Number)
    async for available in api.search():
        assert_type(available, AvailableNumber)
        assert_type(await api.purchase(available), Number)
    assert_type(api.list(alias="desk", timeout=2.5), AsyncListing[Number])
    async for page in api.list().pages():
        assert_type(page, Sequence[Number])
    assert_type(await api.get(number, timeout=None), Number)
    assert_type(api.tiers(limit=5), AsyncListing[Tier])
    assert_type(await api.get_many(["12065550100", number]), NumbersFound)
    assert_type(await api.enable_messaging([number], email=True), ProvisioningTask)
    assert_type(await api.disable_messaging([number]), ProvisioningTask)
    assert_type(await api.get_task("8f14"), ProvisioningTask)
    assert_type(await api.wait("8f14", interval=5, timeout=60), ProvisioningTask)
    assert_type(await api.update(number, alias="desk"), Number)
    assert_type(await api.release(number), None)
    assert_type(await api.set_callback(number, "sms", "https://example.com/sms"), None)
    assert_type(await api.get_callback(number, "sms_dlr"), Callback)
    assert_type(await api.remove_callback(number, "mms"), None)


def routes(flowroute: Flowroute, route: Route, record: RouteRecord) -> None:
    api = flowroute.routes
    assert_type(api.create(route), RouteRecord)
    assert_type(api.list(route_type="host"), Listing[RouteRecord])
    assert_type(api.update(record, route), RouteRecord)
    assert_type(api.delete(record), None)
    assert_type(api.edge_strategies(), tuple[EdgeStrategy, ...])
    assert_type(api.set_primary("12065550100", record), None)
    assert_type(api.set_failover("12065550100", 0), None)
    assert_type(api.clear_primary("12065550100"), None)
    assert_type(api.clear_failover("12065550100"), None)


async def async_routes(flowroute: AsyncFlowroute, route: Route, record: RouteRecord) -> None:
    api = flowroute.routes
    assert_type(await api.create(route), RouteRecord)
    assert_type(api.list(route_type="host"), AsyncListing[RouteRecord])
    assert_type(await api.update(record, route), RouteRecord)
    assert_type(await api.delete(record), None)
    assert_type(await api.edge_strategies(), tuple[EdgeStrategy, ...])
    assert_type(await api.set_primary("12065550100", record), None)
    assert_type(await api.set_failover("12065550100", 0), None)
    assert_type(await api.clear_primary("12065550100"), None)
    assert_type(await api.clear_failover("12065550100"), None)


def messages(flowroute: Flowroute, message: Message, now: datetime, today: date) -> None:
    api = flowroute.messages
    sent = api.send(to="12065550100", from_="12065550101", body="Hello")
    assert_type(sent, SentMessage)
    assert_type(api.send(message, resolve=True, reference="order-17", max_retries=0), SentMessage)
    assert_type(api.record_receipt("order-17", sent), None)
    assert_type(api.record_receipt(b"{}", url="/dlr"), bool)
    assert_type(api.wait(sent, until="final", timeout=None), MessageRecord)
    sought = MessageQuery.of(message, reference="order-17", started=now, ended=now)
    assert_type(api.find_sent([sought], taken=[sent.id]), dict[str, Resolution])
    assert_type(api.get(sent), MessageRecord)
    assert_type(api.list(start=now, end=today, limit=20), Listing[MessageRecord])
    assert_type(api.set_callback("sms", "https://example.com/sms"), None)
    assert_type(api.get_callback("sms"), Callback)
    assert_type(api.remove_callback("sms"), None)


async def async_messages(
    flowroute: AsyncFlowroute, message: Message, now: datetime, today: date
) -> None:
    api = flowroute.messages
    sent = await api.send(to="12065550100", from_="12065550101", body="Hello")
    assert_type(sent, SentMessage)
    assert_type(await api.send(message, resolve=True, reference="order-17"), SentMessage)
    assert_type(api.record_receipt("order-17", sent), None)
    sought = MessageQuery.of(message, reference="order-17", started=now, ended=now)
    assert_type(await api.wait(sent, until="sent"), MessageRecord)
    assert_type(await api.find_sent([sought], taken=[sent.id]), dict[str, Resolution])
    assert_type(await api.get(sent), MessageRecord)
    assert_type(api.list(start=now, end=today, limit=20), AsyncListing[MessageRecord])
    assert_type(await api.set_callback("sms", "https://example.com/sms"), None)
    assert_type(await api.get_callback("sms"), Callback)
    assert_type(await api.remove_callback("sms"), None)


def e911s(flowroute: Flowroute, address: E911Address, record: E911Record) -> None:
    api = flowroute.e911s
    assert_type(api.create(address), E911Record)
    assert_type(api.validate(address), None)
    assert_type(api.list(state="WA"), Listing[E911Record])
    assert_type(api.get(record), E911Record)
    assert_type(api.update(record, record.address), E911Record)
    assert_type(api.delete(record), None)
    assert_type(api.associate("12065550100", record), None)
    assert_type(api.unassociate("12065550100"), None)
    assert_type(api.numbers(record), Listing[Number])


async def async_e911s(flowroute: AsyncFlowroute, address: E911Address, record: E911Record) -> None:
    api = flowroute.e911s
    assert_type(await api.create(address), E911Record)
    assert_type(await api.validate(address), None)
    assert_type(api.list(state="WA"), AsyncListing[E911Record])
    assert_type(await api.get(record), E911Record)
    assert_type(await api.update(record, record.address), E911Record)
    assert_type(await api.delete(record), None)
    assert_type(await api.associate("12065550100", record), None)
    assert_type(await api.unassociate("12065550100"), None)
    assert_type(api.numbers(record), AsyncListing[Number])


def cnams(flowroute: Flowroute, record: CnamRecord) -> None:
    api = flowroute.cnams
    assert_type(api.create("EXAMPLE INC"), CnamRecord)
    assert_type(api.list(is_approved=True), Listing[CnamRecord])
    assert_type(api.get(record), CnamRecord)
    assert_type(api.update(record, "EXAMPLE LTD"), CnamRecord)
    assert_type(api.delete(record), None)
    assert_type(api.associate("12065550100", record), CnamAssociation)
    assert_type(api.unassociate("12065550100"), CnamAssociation)


async def async_cnams(flowroute: AsyncFlowroute, record: CnamRecord) -> None:
    api = flowroute.cnams
    assert_type(await api.create("EXAMPLE INC"), CnamRecord)
    assert_type(api.list(is_approved=True), AsyncListing[CnamRecord])
    assert_type(await api.get(record), CnamRecord)
    assert_type(await api.update(record, "EXAMPLE LTD"), CnamRecord)
    assert_type(await api.delete(record), None)
    assert_type(await api.associate("12065550100", record), CnamAssociation)
    assert_type(await api.unassociate("12065550100"), CnamAssociation)


def generated_operations(body: MessageSend) -> None:
    limit = RateLimit(sms=20, mms=2, shared="redis://localhost:6379/0")
    with Flowroute("key", "secret", messages_version="v2.2", rate_limit=limit) as flowroute:
        assert_type(flowroute, Flowroute)
        assert_type(flowroute.call(list_account_phone_numbers, limit=5), NumberList)
        assert_type(flowroute.call(send_a_message, "v2.1", body=body), SentMessageDocument)
        assert_type(flowroute.call(delete_cnam, "1234"), None)
        assert_type(flowroute.close(), None)


async def async_generated_operations(body: MessageSend) -> None:
    async with AsyncFlowroute("access-key", "secret-key", messages_version="v2.2") as flowroute:
        assert_type(flowroute, AsyncFlowroute)
        assert_type(await flowroute.call(list_account_phone_numbers, limit=5), NumberList)
        assert_type(await flowroute.call(send_a_message, "v2.1", body=body), SentMessageDocument)
        assert_type(await flowroute.call(delete_cnam, "1234"), None)
        assert_type(await flowroute.close(), None)


def errors(flowroute: Flowroute) -> None:
    try:
        flowroute.messages.send(to="12065550100", from_="12065550101", body="Hello")
    except RateLimited as error:
        assert_type(error.errors, tuple[ErrorDetail, ...])
    except APIError as error:
        assert_type(error.status, int)
        assert_type(error.fields, dict[str, tuple[str, ...]])


def unknown(flowroute: Flowroute, error: OutcomeUnknown) -> None:
    assert_type(error.reference, str)
    assert_type(error.resolve(timeout=5), Resolution)
    assert_type(flowroute.resolve(error), Resolution)
    assert_type(error.resolve().id, str | None)


async def async_unknown(flowroute: AsyncFlowroute, error: OutcomeUnknown) -> None:
    assert_type(await error.aresolve(timeout=5), Resolution)
    assert_type(await flowroute.resolve(error), Resolution)
