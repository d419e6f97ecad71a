"""Values that Flowroute would refuse are refused by every method before anything is sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from ext.calls import NUMBER
from ext.calls.call import HOOK
from ext.calls.cnams import CNAMS
from ext.calls.e911s import OFFICE
from ext.calls.routes import PBX
from ext.server import Server

from flowroute_ext import AsyncFlowroute, InvalidValue, Message, Route

from .outcome import outcome

SHORT = "206-555"
FOREIGN = "+44 20 7946 0958"
LONG = "x" * 65
SURROGATE = "Caf\ud800"
TEXT = {"to": NUMBER, "from_": NUMBER, "body": "Hello"}

# A number of each method that takes one.
OF_NUMBER: dict[str, Callable[[Any, Any], Any]] = {
    "numbers.purchase": lambda it, number: it.numbers.purchase(number),
    "numbers.get": lambda it, number: it.numbers.get(number),
    "numbers.update": lambda it, number: it.numbers.update(number, alias="Desk"),
    "numbers.release": lambda it, number: it.numbers.release(number),
    "numbers.set_callback": lambda it, number: it.numbers.set_callback(number, "sms", HOOK),
    "numbers.get_callback": lambda it, number: it.numbers.get_callback(number, "sms"),
    "numbers.remove_callback": lambda it, number: it.numbers.remove_callback(number, "sms"),
    "routes.set_primary": lambda it, number: it.routes.set_primary(number, 1),
    "routes.set_failover": lambda it, number: it.routes.set_failover(number, 1),
    "routes.clear_primary": lambda it, number: it.routes.clear_primary(number),
    "routes.clear_failover": lambda it, number: it.routes.clear_failover(number),
    "e911s.associate": lambda it, number: it.e911s.associate(number, 1),
    "e911s.unassociate": lambda it, number: it.e911s.unassociate(number),
    "cnams.associate": lambda it, number: it.cnams.associate(number, 1),
    "cnams.unassociate": lambda it, number: it.cnams.unassociate(number),
    "messages.send to": lambda it, number: it.messages.send(to=number, from_=NUMBER, body="Hi"),
    "messages.send from": lambda it, number: it.messages.send(to=NUMBER, from_=number, body="Hi"),
}

# An id of each method that takes one.
OF_ID: dict[str, Callable[[Any, Any], Any]] = {
    "routes.update": lambda it, identity: it.routes.update(identity, PBX),
    "routes.delete": lambda it, identity: it.routes.delete(identity),
    "routes.set_primary": lambda it, identity: it.routes.set_primary(NUMBER, identity),
    "routes.set_failover": lambda it, identity: it.routes.set_failover(NUMBER, identity),
    "messages.get": lambda it, identity: it.messages.get(identity),
    "e911s.get": lambda it, identity: it.e911s.get(identity),
    "e911s.update": lambda it, identity: it.e911s.update(identity, OFFICE),
    "e911s.delete": lambda it, identity: it.e911s.delete(identity),
    "e911s.associate": lambda it, identity: it.e911s.associate(NUMBER, identity),
    "e911s.numbers": lambda it, identity: it.e911s.numbers(identity),
    "cnams.get": lambda it, identity: it.cnams.get(identity),
    "cnams.update": lambda it, identity: it.cnams.update(identity, "Bob Law"),
    "cnams.delete": lambda it, identity: it.cnams.delete(identity),
    "cnams.associate": lambda it, identity: it.cnams.associate(NUMBER, identity),
}

# Everything else, with the field that the refusal names.
OTHERS: list[tuple[str, Callable[[Any], Any]]] = [
    ("max_setup_cost", lambda it: it.numbers.area_codes(max_setup_cost=-1)),
    ("max_setup_cost", lambda it: it.numbers.area_codes(max_setup_cost=float("nan"))),
    ("max_setup_cost", lambda it: it.numbers.exchanges(max_setup_cost="cheap")),
    ("max_setup_cost", lambda it: it.numbers.exchanges(max_setup_cost=Decimal("Infinity"))),
    ("area_code", lambda it: it.numbers.exchanges(area_code="12")),
    ("area_code", lambda it: it.numbers.exchanges(area_code=106)),
    ("area_code", lambda it: it.numbers.exchanges(area_code="206\n")),
    ("limit", lambda it: it.numbers.area_codes(limit=-1)),
    ("limit", lambda it: it.numbers.exchanges(limit=2.5)),
    ("limit", lambda it: it.numbers.search(limit="5")),
    ("limit", lambda it: it.numbers.list(limit=True)),
    ("limit", lambda it: it.routes.list(limit=-1)),
    ("limit", lambda it: it.messages.list(start="2026-11-01", limit=-1)),
    ("limit", lambda it: it.e911s.list(limit=-1)),
    ("limit", lambda it: it.e911s.numbers(1, limit=-1)),
    ("limit", lambda it: it.cnams.list(limit=-1)),
    ("starts_with", lambda it: it.numbers.search(starts_with="seattle")),
    ("contains", lambda it: it.numbers.search(contains=2.5)),
    ("ends_with", lambda it: it.numbers.search(ends_with="")),
    ("starts_with", lambda it: it.numbers.list(starts_with=-206)),
    ("contains", lambda it: it.numbers.list(contains=True)),
    ("ends_with", lambda it: it.numbers.list(ends_with=b"42")),
    ("rate_center", lambda it: it.numbers.search(rate_center=5)),
    ("state", lambda it: it.numbers.search(state=SURROGATE)),
    ("state", lambda it: it.numbers.search(state="Washington")),
    ("state", lambda it: it.e911s.list(state="XX")),
    ("number_type", lambda it: it.numbers.search(number_type=["longcode"])),
    ("number_type", lambda it: it.numbers.search(number_type="local")),
    ("iso_country", lambda it: it.numbers.search(iso_country="USA")),
    ("iso_country", lambda it: it.numbers.search(iso_country="us\r\n")),
    ("order_by", lambda it: it.numbers.search(order_by=object())),
    ("order_by", lambda it: it.numbers.search(order_by="tn,down")),
    ("route_type", lambda it: it.routes.list(route_type="sip")),
    ("alias", lambda it: it.numbers.list(alias=SURROGATE)),
    ("alias", lambda it: it.numbers.update(NUMBER, alias=LONG)),
    ("alias", lambda it: it.numbers.update(NUMBER, alias=5)),
    ("the update", lambda it: it.numbers.update(NUMBER)),
    ("cnam_lookups_enabled", lambda it: it.numbers.purchase(NUMBER, cnam_lookups_enabled="no")),
    ("messaging_enabled", lambda it: it.numbers.update(NUMBER, messaging_enabled=1)),
    ("messaging_email", lambda it: it.numbers.update(NUMBER, messaging_email=object())),
    ("messaging_callback_url", lambda it: it.numbers.purchase(NUMBER, messaging_callback_url="")),
    ("messaging_callback_url", lambda it: it.numbers.update(NUMBER, messaging_callback_url="x")),
    ("kind", lambda it: it.numbers.set_callback(NUMBER, "fax", HOOK)),
    ("url", lambda it: it.numbers.set_callback(NUMBER, "sms", "example.com")),
    ("kind", lambda it: it.numbers.get_callback(NUMBER, None)),
    ("kind", lambda it: it.numbers.remove_callback(NUMBER, "")),
    ("the Route", lambda it: it.routes.create("sip.example.com")),
    ("the Route", lambda it: it.routes.update(1, {"value": "sip.example.com"})),
    ("route_type", lambda it: it.routes.list(route_type=5)),
    ("the Message", lambda it: it.messages.send("Hello")),
    ("body", lambda it: it.messages.send(to=NUMBER, from_=NUMBER)),
    ("media_urls[0]", lambda it: it.messages.send(to=NUMBER, from_=NUMBER, media_urls=["x"])),
    ("is_mms", lambda it: it.messages.send(**TEXT, is_mms="yes")),
    (
        "dlr_callback",
        lambda it: it.messages.send(**TEXT, dlr_callback=""),
    ),
    ("start", lambda it: it.messages.list(start="yesterday")),
    ("start", lambda it: it.messages.list(start=datetime(2026, 11, 1))),
    ("start", lambda it: it.messages.list(start=None)),
    ("end", lambda it: it.messages.list(start="2026-11-01", end=5)),
    ("kind", lambda it: it.messages.set_callback("fax", HOOK)),
    ("url", lambda it: it.messages.set_callback("sms", None)),
    ("kind", lambda it: it.messages.get_callback("fax")),
    ("kind", lambda it: it.messages.remove_callback("fax")),
    ("the E911Address", lambda it: it.e911s.create({"label": "Office"})),
    ("the E911Address", lambda it: it.e911s.validate(None)),
    ("the E911Address", lambda it: it.e911s.update(1, "Office")),
    ("label", lambda it: it.e911s.list(label=5)),
    ("street_name", lambda it: it.e911s.list(street_name=SURROGATE)),
    ("city", lambda it: it.e911s.list(city=["Seattle"])),
    ("state", lambda it: it.e911s.list(state=b"WA")),
    ("value", lambda it: it.cnams.create("")),
    ("value", lambda it: it.cnams.update(1, 5)),
    ("value", lambda it: it.cnams.list(value=5)),
    ("is_approved", lambda it: it.cnams.list(is_approved="yes")),
]


async def refusal(called: Callable[[], Any]) -> InvalidValue:
    """Return the error of a call, whether it is raised at once or when awaited."""
    with pytest.raises(InvalidValue) as refused:
        await outcome(called())
    return refused.value


@pytest.mark.anyio
@pytest.mark.parametrize("name", OF_NUMBER)
async def test_a_number(flowroute: AsyncFlowroute, server: Server, name: str) -> None:
    """Methods that take a number refuse an impossible one, and other records.

    A route to a number is not that number: releasing it by mistake would lose the number.
    """
    others = () if name.startswith("messages") else (Route.number(NUMBER, alias="Desk"),)
    for wrong in (None, "", SHORT, FOREIGN, 12065550142, [NUMBER], "206-555-0142 x5", *others):
        error = await refusal(lambda wrong=wrong: OF_NUMBER[name](flowroute, wrong))
        assert [problem.field for problem in error.problems] in (["number"], ["to"], ["from_"])

    assert server.asked == []


@pytest.mark.anyio
@pytest.mark.parametrize("name", OF_ID)
async def test_an_id(flowroute: AsyncFlowroute, server: Server, name: str) -> None:
    """Methods that take an id refuse one that changes the path, and records of other kinds."""
    for wrong in (None, "", "..", ".", "a/b", "a b", "a?b", True, 1.5, [1], OFFICE, PBX, CNAMS):
        error = await refusal(lambda wrong=wrong: OF_ID[name](flowroute, wrong))
        assert len(error.problems) == 1

    assert server.asked == []


@pytest.mark.anyio
@pytest.mark.parametrize(("field", "call"), OTHERS)
@pytest.mark.sampled(16)
async def test_any_other_value(
    flowroute: AsyncFlowroute, server: Server, field: str, call: Callable[[Any], Any]
) -> None:
    """Every other argument is checked, and named in the error."""
    error = await refusal(lambda: call(flowroute))

    assert [problem.field for problem in error.problems] == [field]
    assert server.asked == []


@pytest.mark.anyio
@pytest.mark.parametrize(
    "part",
    [
        {"to": NUMBER},
        {"from_": NUMBER},
        {"body": "Ho"},
        {"media_urls": [HOOK]},
        {"is_mms": False},
        {"dlr_callback": HOOK},
    ],
    ids=lambda part: next(iter(part)),
)
async def test_a_message_and_fields(
    flowroute: AsyncFlowroute, server: Server, part: dict[str, Any]
) -> None:
    """A `Message` is sent as it is, or built from fields; not both."""
    message = Message(to=NUMBER, from_=NUMBER, body="Hi")

    error = await refusal(lambda: flowroute.messages.send(message, **part))

    assert str(error) == (
        "Invalid message: the message must be one or the other, but got a Message and fields of "
        "another: use attrs.evolve(message, …) to change a Message."
    )
    assert server.asked == []
