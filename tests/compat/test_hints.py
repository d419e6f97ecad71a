"""Hints show the same call of `Flowroute`, and nothing of what it was given."""

from __future__ import annotations

import ast
import inspect
import json
import re
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from operator import attrgetter
from typing import Any

import attrs
import pytest

from compat.conftest import Account
from flowroute_ext import E911Address, Flowroute, Route, compat
from flowroute_ext._compat.controllers import CONTROLLERS
from flowroute_ext._compat.rows import TABLE
from flowroute_ext._compat.table import Method
from flowroute_ext._sync.inventory import listings

NUMBER = "12065550100"
SECRETS = {
    "id": NUMBER,
    "body": {"to": "13125550199", "from": NUMBER, "body": "A secret.", "is_mms": "true"},
    "e911_record": compat.E911(*["secret"] * 11).to_json(),
    "url": "https://user:secret@example.com/secret",
    "limit": 7,
    "offset": 0,
}
ROWS = [(one, method) for one in TABLE if one.name in CONTROLLERS for method in one.methods]
IDS = [f"{one.properties[0]}.{method.name}" for one, method in ROWS]


@pytest.fixture(scope="module")
def flowroute() -> Iterator[Flowroute]:
    """A client that sends nothing."""
    with Flowroute("key", "secret") as flowroute:
        yield flowroute


def given(method: Method) -> dict[str, object]:
    """Arguments for each parameter of a method."""
    return {one.name: SECRETS.get(one.name, "secret") for one in method.parameters}


@pytest.mark.parametrize(("controller", "method"), ROWS, ids=IDS)
def test_the_call_exists(flowroute: Flowroute, controller, method: Method) -> None:
    """A hint is a call that `Flowroute` takes, of the same operation, and has no value of it."""
    text = method.hint(given(method))
    assert not re.search(r"secret|[0-9]{4}", text.lower())
    (call,) = [
        node
        for node in ast.walk(ast.parse(text.removesuffix(", without an offset,"), mode="eval"))
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("flowroute.")
    ]

    function = attrgetter(ast.unparse(call.func).removeprefix("flowroute."))(flowroute)
    source = inspect.getsource(function)
    source += inspect.getsource(function.__self__._send) if "self._send(" in source else ""
    if "listings." in source:
        # The lists of numbers are made by functions.
        source += inspect.getsource(listings)
    assert method.act is not None or f"{method.operation}.request(" in source
    keywords = {one.arg: None for one in call.keywords if one.arg}
    inspect.signature(function).bind(*map(ast.unparse, call.args), **keywords)


@pytest.mark.parametrize(
    ("call", "shown"),
    [
        (
            lambda client: client.numbers.list_available_area_codes(3, None, 3.25),
            ("numbers.list_available_area_codes() is "
            "flowroute.numbers.area_codes(max_setup_cost=max_setup_cost, limit=limit)"),
        ),
        (
            lambda client: client.numbers.list_account_phone_numbers(offset=10),
            ("numbers.list_account_phone_numbers() is "
            "flowroute.numbers.list(limit=10), without an offset,"),
        ),
        (
            lambda client: client.messages.send_a_message(json.dumps({"data": {
                "attributes": {"to": "13125550199", "from": NUMBER, "body": "A secret."}
            }})),
            ("messages.send_a_message() is "
            "flowroute.messages.send(to=to, from_=from_, body=body)"),
        ),
        (
            lambda client: client.routes.create_an_inbound_route(
                {"route_type": "number", "value": "13125550199", "alias": "secret"}
            ),
            ("routes.create_an_inbound_route() is "
            "flowroute.routes.create(Route.number(value, alias=alias))"),
        ),
        (
            lambda client: client.e911s.list_e911s(state="WA"),
            "e911s.list_e911s() is flowroute.e911s.list(state=state, limit=10)",
        ),
    ],
)  # fmt: skip
def test_a_hint(account: Account, call: Callable[[Any], object], shown: str) -> None:
    """With hints on, each call emits one, at the line of the caller; at first they are off."""
    with warnings.catch_warnings(record=True) as before:
        call(account.client)
    compat.hints(True)
    with pytest.warns(compat.CompatHint) as caught, suppress(compat.ErrorException):
        call(account.client)  # a route is there already

    assert before == []
    (one,) = caught
    assert str(one.message) == f"{shown} with flowroute_ext.Flowroute"
    assert one.filename == __file__
    assert issubclass(one.category, Warning)


def test_hints_as_errors(account: Account) -> None:
    """Where warnings are errors, the call of a hint sends nothing."""
    compat.hints(True)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(compat.CompatHint):
            account.client.numbers.purchase_a_phone_number("12065550142")

    assert account.sent == []


def test_a_call_that_is_refused(account: Account) -> None:
    """A body that cannot be read has its hint, and then the error of the call."""
    compat.hints(True)
    with pytest.warns(compat.CompatHint, match=r"flowroute\.messages\.send\(\)"):
        with pytest.raises(compat.APIException):
            account.client.messages.send_a_message("no JSON")


def test_the_new_layer_is_beneath(account: Account) -> None:
    """A call can be changed as its hint says, on the same connections."""
    old = account.client.e911s.create_address(
        "Office", "Ada", "Example", "3rd Ave", "1182", "Seattle", "WA", "US", "98101"
    )
    flowroute = account.client.flowroute
    record = flowroute.e911s.get(old["data"]["id"])
    changed = flowroute.e911s.update(record, attrs.evolve(record.address, last_name="Wiley"))
    route = flowroute.routes.create(Route.host("sip.example.com", alias="PBX"))

    assert isinstance(changed.address, E911Address)
    listed = account.client.routes.list_inbound_routes()["data"]
    assert [one["id"] for one in listed] == ["0", route.id]
