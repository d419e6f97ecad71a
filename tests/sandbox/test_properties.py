"""Properties of any requests, in any order."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote, urlencode

import hypothesis.strategies as st
from hypothesis import given, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from flowroute_sandbox.api.modules import API
from flowroute_sandbox.control.modules import CHOICES, CONTROL
from flowroute_sandbox.http.router import endpoints
from flowroute_sandbox.inventory.inventory import Inventory
from flowroute_sandbox.sandbox import Sandbox
from flowroute_sandbox.state.clock import FrozenClock
from sandbox.caller import JSON_API, Caller, only_error
from sandbox.conftest import NOW
from sandbox.samples import HOME, PORT, WINDOW
from sandbox.test_account import Memory

INVENTORY = Inventory(0)
ENDPOINTS = [(each.method, path) for each in endpoints(*API, *CONTROL) for path in each.paths]
LISTS = [
    "/v2/numbers",
    "/v2/routes",
    "/v2/e911s",
    "/v2/cnams",
    "/v2.1/messages?start_date=2026-01-01",
    "/v2/numbers/available?starts_with=1206555",
]
FIELDS = [
    *("alias", "route_type", "value", "edge_strategy_id", "type", "id", "data", "attributes"),
    *("label", "first_name", "last_name", "street_number", "street_name", "address_type"),
    *("address_type_number", "city", "state", "country", "zip", "to", "from", "body", "is_mms"),
    *("media_urls", "dlr_callback", "callback_url", "cnam_lookups_enabled", "messaging_enabled"),
    *("number", "owned", "seconds", "balance", "bytes", "url", "reason", "number_type"),
    *("limit", "offset", "starts_with", "contains", "max_setup_cost", "order_by", "is_approved"),
    *("start_date", "end_date", "rate_center", "iso_country", "areacode", "webhook_version"),
]

words = st.sampled_from(
    [
        *("12065550100", "12065550101", "+12065550100", "100001", "200001", "300001", "0"),
        *("host", "example.com", "https://example.com/a.png?bytes=9", "http://[", "true", "WA"),
        *("US", "98407", "number", "route", "e911", "message", "2026-01-15", "Suite", "", " "),
    ]
)
texts = words | st.text(st.characters(codec=None), max_size=20)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(FIELDS) | texts, inner, max_size=5)
    ),
    max_leaves=8,
)
documents = st.dictionaries(st.sampled_from(FIELDS), values, max_size=8)
bodies = (
    st.just(b"")
    | st.binary(max_size=40)
    | documents.map(lambda flat: json.dumps(flat).encode())
    | documents.map(lambda flat: json.dumps({"data": {"attributes": flat}}).encode())
    | documents.map(lambda flat: urlencode({k: repr(v) for k, v in flat.items()}).encode())
)
KNOWN = ("12065550100", "100001", "200001", "300001", "400001", "500001", "600001", "0")
labels = st.sampled_from([JSON_API, "application/json", "application/x-www-form-urlencoded", None])
queries = st.dictionaries(st.sampled_from(FIELDS), words | st.text(max_size=9), max_size=4).map(
    urlencode
) | st.text(st.characters(codec="latin-1"), max_size=20)


@st.composite
def paths(draw: st.DrawFn, template: str) -> str:
    """A path of this form, whose parameters are known words or any text."""
    segments = template.split("/")
    for position, segment in enumerate(segments):
        if segment.startswith("{"):
            known = CHOICES.get(segment[1:-1], KNOWN)
            anything = st.text(max_size=9).map(lambda text: quote(text, safe=""))
            segments[position] = draw(st.sampled_from(known) | anything)
    return "/".join(segments)


def filled() -> Caller:
    """A sandbox with one row of every kind, for random requests."""
    api = Caller(Sandbox(inventory=INVENTORY, clock=FrozenClock(NOW), rate_limit=True))
    api.post("/v2/numbers/12065550100")
    api.post("/v2/routes", {"alias": "a", "route_type": "host", "value": "h"})
    api.post("/v2/cnams", {"value": "a"})
    api.post("/v2/e911s", HOME)
    api.post("/v2/portorders", PORT)
    api.post("/v2/portorders/400001/upload_file", {"filename": "bill.pdf"})
    api.post("/v2/cdrs/exports", {"filter_parameters": WINDOW})
    return api


def check(api: Caller, status: int, answer: Any) -> None:
    """Check what every response must have."""
    assert status in {200, 201, 202, 204, 400, 403, 404, 405, 415, 422, 429}
    if status == 204:
        assert api.last.body == b""
    elif isinstance(answer, str):
        assert answer.startswith("<?xml")
    elif status >= 400:
        only_error(status, answer)
    else:
        assert "errors" not in (answer or {})  # the page and the stream are no JSON


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_any_request(data: st.DataObject) -> None:
    """Every endpoint has a documented response to any body, query and path."""
    api = filled()
    for _ in range(5):
        method, template = data.draw(st.sampled_from(ENDPOINTS))
        path = f"{data.draw(paths(template))}?{data.draw(queries)}"
        answer = api.send(method, path, data.draw(bodies), media_type=data.draw(labels))
        check(api, *answer)


@given(st.text(max_size=30), st.sampled_from(["GET", "POST", "PATCH", "HEAD", "x"]))
def test_any_path(path: str, method: str) -> None:
    """Any text at all can be the path."""
    api = Caller(Sandbox(inventory=INVENTORY, clock=FrozenClock(NOW)))
    check(api, *api.send(method, path))


numbers = st.integers(12065550100, 12065550107).map(str)
ids = st.integers(0, 4)


class Account(RuleBasedStateMachine):
    """Valid requests in any order, with a store that another sandbox can open."""

    def __init__(self) -> None:
        super().__init__()
        self.store = Memory()
        self.api = Caller(
            Sandbox(inventory=INVENTORY, clock=FrozenClock(NOW), store=self.store, rate_limit=True)
        )

    def answer(self, method: str, path: str, body: Any = None) -> None:
        document = b"" if body is None else json.dumps(body).encode()
        check(self.api, *self.api.send(method, path, document))

    @rule(number=numbers, messaging=st.booleans())
    def purchase(self, number: str, messaging: bool) -> None:
        self.answer("POST", f"/v2/numbers/{number}", {"messaging_enabled": messaging})

    @rule(number=numbers)
    def release(self, number: str) -> None:
        self.answer("DELETE", f"/v2/numbers/{number}")

    @rule(number=numbers, alias=st.none() | st.text(max_size=3))
    def rename(self, number: str, alias: str | None) -> None:
        self.answer("PATCH", f"/v2/numbers/{number}", {"type": "number", "alias": alias})

    @rule(alias=st.sampled_from("abcd"))
    def create_route(self, alias: str) -> None:
        self.answer("POST", "/v2/routes", {"alias": alias, "route_type": "host", "value": "h"})

    @rule(route=ids)
    def delete_route(self, route: int) -> None:
        self.answer("DELETE", f"/v2/routes/{100000 + route if route else 0}")

    @rule(
        number=numbers,
        route=ids,
        kind=st.sampled_from(["primary_route", "failover_route"]),
        method=st.sampled_from(["PATCH", "DELETE"]),
    )
    def route_calls(self, number: str, route: int, kind: str, method: str) -> None:
        body = {"id": str(100000 + route if route else 0)}
        self.answer(method, f"/v2/numbers/{number}/relationships/{kind}", body)

    @rule(label=st.sampled_from("abc"), street=st.sampled_from(["Pike", "Pine", "Nowhere"]))
    def create_address(self, label: str, street: str) -> None:
        address = {**HOME, "label": label, "street_name": street}
        self.answer("POST", "/v2/e911s", address)

    @rule(record=ids)
    def delete_address(self, record: int) -> None:
        self.answer("DELETE", f"/v2/e911s/{200000 + record}")

    @rule(number=numbers, record=ids)
    def associate_address(self, number: str, record: int) -> None:
        self.answer("PATCH", f"/v2/numbers/{number}/relationships/e911s/{200000 + record}")

    @rule(value=st.sampled_from(["a", "1", "b"]))
    def create_name(self, value: str) -> None:
        self.answer("POST", "/v2/cnams", {"value": value})

    @rule(record=ids, verb=st.sampled_from(["approve", "reject"]))
    def decide_on_name(self, record: int, verb: str) -> None:
        self.answer("POST", f"/_sandbox/cnams/{300000 + record}/{verb}", {"reason": "x"})

    @rule(record=ids)
    def delete_name(self, record: int) -> None:
        self.answer("DELETE", f"/v2/cnams/{300000 + record}")

    @rule(number=numbers, record=ids)
    def associate_name(self, number: str, record: int) -> None:
        self.answer("PATCH", f"/v2/numbers/{number}/relationships/cnams/{300000 + record}")

    @rule(number=numbers, version=st.sampled_from(["v2.1", "v2.2"]), body=st.text(max_size=3))
    def send(self, number: str, version: str, body: str) -> None:
        message = {"to": "12065550199", "from": number, "body": body}
        self.answer("POST", f"/{version}/messages", message)

    @rule(number=numbers)
    def receive(self, number: str) -> None:
        message = {"from": "12065550199", "to": number, "body": "hi"}
        self.answer("POST", "/_sandbox/messages/receive", message)

    @rule(number=numbers, callback=st.sampled_from(CHOICES["callback_type"]))
    def set_callback(self, number: str, callback: str) -> None:
        body = {"callback_url": "https://example.com"}
        self.answer("POST", f"/v2/numbers/{number}/relationships/{callback}", body)

    @rule(seconds=st.floats(0, 10))
    def wait(self, seconds: float) -> None:
        self.answer("POST", "/_sandbox/clock/advance", {"seconds": seconds})

    @rule(balance=st.floats(0, 20))
    def pay_in(self, balance: float) -> None:
        self.answer("PATCH", "/_sandbox/settings", {"balance": balance})

    @rule()
    def reset(self) -> None:
        self.answer("POST", "/_sandbox/reset")

    @invariant()
    def owned_numbers_are_not_on_sale(self) -> None:
        owned = {row["id"] for row in self.rows("/v2/numbers")}
        on_sale = {row["id"] for row in self.rows(LISTS[-1])}
        assert not owned & on_sale
        assert len(owned) + len(on_sale) == 100

    @invariant()
    def lists_end_and_count_everything_once(self) -> None:
        state = self.api.get("/_sandbox/state")[1]
        for path, kind in zip(
            LISTS, ("numbers", "routes", "e911s", "cnams", "messages"), strict=False
        ):
            rows = [row["id"] for row in self.rows(path)]
            assert len(rows) == len(set(rows)) == state[kind]

    @invariant()
    def relations_point_to_what_is_there(self) -> None:
        for number in self.rows("/v2/numbers"):
            _, document = self.api.get(f"/v2/numbers/{number['id']}")
            relations = document["data"]["relationships"].values()
            named = {
                (each["data"]["type"], each["data"]["id"]) for each in relations if each["data"]
            }
            found = {(each["type"], each["id"]) for each in document["included"]}
            assert named == {each for each in found if each[0] != "message_provisioning_status"}

    @invariant()
    def the_store_has_it_all(self) -> None:
        # One that posts would go on with the webhooks that are due.
        clock = FrozenClock(NOW)
        again = Sandbox(inventory=INVENTORY, clock=clock, store=self.store, post=None)
        assert again.account == self.api.sandbox.account

    def rows(self, path: str) -> list[Any]:
        """All rows of a list, page by page."""
        found: list[Any] = []
        url = f"{path}{'&' if '?' in path else '?'}limit=50"
        while url:
            status, document = self.api.get(url)
            assert status == 200
            found += document["data"]
            url = document["links"].get("next", "").removeprefix("https://api.flowroute.com")
        return found


def test_any_sequence_of_requests() -> None:
    """An account stays consistent: nothing is lost, sold twice or refers to a removed row."""
    run_state_machine_as_test(
        Account, settings=settings(max_examples=12, stateful_step_count=25, deadline=None)
    )
