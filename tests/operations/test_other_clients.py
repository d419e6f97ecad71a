"""Requests as the official SDKs and programs in the field make them, and their results.

The oddities are those of flowroute-sdk-v3-ruby, -python, -nodejs and -php, and of the samples on
developer.flowroute.com.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import httpx
import pytest
from ext.calls.e911s import BODY, OFFICE
from sandbox_serving.served import Served

from flowroute_ext import E911Record, Flowroute, RouteRecord
from flowroute_sandbox.sandbox import ACCESS_KEY, SECRET_KEY
from operations.control import Control, serving
from operations.expected import BUILT_IN, NUMBER, OTHER, number

RELATED = f"/v2/numbers/{NUMBER}/relationships"


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    """A sandbox that tolerates what Flowroute does."""
    with serving() as served:
        yield served


@pytest.fixture
def other(account: Control) -> Iterator[httpx.Client]:
    """An HTTP client that adds no headers by itself."""
    account.own(NUMBER)
    with httpx.Client(base_url=account.url, auth=(ACCESS_KEY, SECRET_KEY)) as client:
        yield client


@pytest.fixture
def flowroute(account: Control) -> Iterator[Flowroute]:
    with Flowroute(ACCESS_KEY, SECRET_KEY, base_url=account.url) as client:
        yield client


def office() -> E911Record:
    """The record of BODY."""
    return E911Record(id="200001", **OFFICE.to_attributes(), raw=None)


@pytest.mark.parametrize(
    "label",
    [
        {},
        {"content-type": "application/json"},
        {"content-type": "application/x-www-form-urlencoded"},
        {"content-type": "application/vnd+api.json"},
        {"content-type": "application/vnd.api+json; charset=utf-8"},
    ],
    ids=lambda label: label.get("content-type", "unlabelled"),
)
def test_json_under_any_label(
    other: httpx.Client, flowroute: Flowroute, label: dict[str, str]
) -> None:
    """JSON is read as JSON, with any content type or none."""
    made = other.post("/v2/e911s", content=json.dumps(BODY), headers=label)

    assert made.status_code == 201
    assert list(flowroute.e911s.list()) == [office()]


def test_a_form(other: httpx.Client, flowroute: Flowroute) -> None:
    """A caller name may be form data."""
    made = other.post("/v2/cnams", data={"value": "Brown Bag"})

    assert made.status_code == 201
    assert [one.value for one in flowroute.cnams.list()] == ["BROWN BAG"]


def test_a_path_in_the_singular(
    other: httpx.Client, flowroute: Flowroute, account: Control
) -> None:
    """Caller names are associated with numbers under `cnam` as under `cnams`."""
    record = flowroute.cnams.create("Brown Bag")
    account.approve(record.id)

    assert other.patch(f"{RELATED}/cnam/{record.id}").status_code == 202
    assert flowroute.cnams.get(record).numbers == (NUMBER,)
    assert other.delete(f"{RELATED}/cnam").status_code == 202
    assert flowroute.cnams.get(record).numbers == ()


def test_slashes_at_the_end(other: httpx.Client, flowroute: Flowroute) -> None:
    """A slash at the end of a path changes nothing."""
    flowroute.e911s.associate(NUMBER, flowroute.e911s.create(OFFICE))
    sent = flowroute.messages.send(to=OTHER, from_=NUMBER, body="Hello")

    assert other.delete(f"{RELATED}/e911s/").status_code == 204
    listed = other.get("/v2.1/messages/", params={"start_date": "2017-12-01"})
    assert [row["id"] for row in listed.json()["data"]] == [sent.id]
    assert flowroute.numbers.get(NUMBER) == number()


def test_flags_in_quotes(other: httpx.Client, flowroute: Flowroute) -> None:
    """Booleans may be texts, in any case."""
    message = {"to": OTHER, "from": NUMBER, "body": "Hello", "is_mms": "True"}
    sent = other.post("/v2.1/messages", json=message)
    changed = {"type": "number", "cnam_lookups_enabled": "false"}

    assert sent.status_code == 202
    assert flowroute.messages.get(sent.json()["data"]["id"]).is_mms
    assert other.patch(f"/v2/numbers/{NUMBER}", json=changed).status_code == 200
    assert flowroute.numbers.get(NUMBER) == number(cnam_lookups_enabled=False)


def test_a_demo_route(other: httpx.Client, flowroute: Flowroute) -> None:
    """The Python SDK's demo names the edge strategy its own way, in quotes."""
    attributes = {"route_type": "host", "value": "192.0.2.7", "alias": "A", "edge_strategy": "1"}
    made = other.post("/v2/routes", json={"data": {"type": "route", "attributes": attributes}})

    assert made.status_code == 201
    assert list(flowroute.routes.list()) == [
        BUILT_IN,
        RouteRecord("100001", "host", "192.0.2.7", "A", "1", None),
    ]


@pytest.mark.parametrize(
    "body",
    [
        {"callback_url": "https://example.com/hook"},
        {"data": {"attributes": {"callback_url": "https://example.com/hook"}}},
    ],
    ids=["flat", "enveloped"],
)
def test_callbacks_in_both_forms(
    other: httpx.Client, flowroute: Flowroute, body: dict[str, object]
) -> None:
    """A callback may be flat or an envelope without a type, under its old name too."""
    assert other.put("/v2.1/messages/dlr_callback", json=body).status_code == 204
    assert other.post(f"{RELATED}/sms_callback", json=body).status_code == 204

    assert flowroute.messages.get_callback("sms_dlr").url == "https://example.com/hook"
    assert flowroute.numbers.get_callback(NUMBER, "sms").url == "https://example.com/hook"


def test_a_printed_hash(other: httpx.Client) -> None:
    """A body in no known encoding, as the Ruby SDK sends callbacks, is refused."""
    body = '{:callback_url=>"https://example.com/hook"}'
    refused = other.put("/v2.1/messages/sms_callback", content=body)

    assert (refused.status_code, refused.json()["errors"][0]["status"]) == (400, 400)
    assert refused.headers["content-type"] == "application/vnd.api+json"


def test_a_purchase_by_query(other: httpx.Client, flowroute: Flowroute) -> None:
    """The settings of a purchase may be in the query."""
    bought = other.post(f"/v2/numbers/{OTHER}", params={"cnam_lookups_enabled": "false"})

    assert bought.status_code == 201
    assert flowroute.numbers.get(OTHER) == number(OTHER, cnam_lookups_enabled=False)


def test_a_limit_beyond_the_maximum(other: httpx.Client) -> None:
    """A limit of a million is cut to the maximum of the API."""
    listed = other.get("/v2/numbers", params={"limit": 1_000_000})

    assert listed.status_code == 200
    assert listed.json()["links"]["self"].endswith("?limit=200&offset=0")
