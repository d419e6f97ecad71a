"""Request bodies: two encodings, several labels, and what is refused."""

from __future__ import annotations

import json

import pytest

from flowroute_sandbox.inventory.inventory import Inventory
from flowroute_sandbox.sandbox import Sandbox
from flowroute_sandbox.state.clock import FrozenClock
from sandbox.caller import ID, Caller, invalid, only_error
from sandbox.conftest import NOW

FORM = "application/x-www-form-urlencoded"
FLAT = b'{"value": "Heartwood"}'
ENVELOPE = b'{"data": {"type": "cnam", "attributes": {"value": "Heartwood"}}}'


@pytest.mark.parametrize("body", [FLAT, ENVELOPE, b"\n " + FLAT + b"\r\n", b"\xef\xbb\xbf" + FLAT])
@pytest.mark.parametrize(
    "label",
    [
        "application/vnd.api+json",
        "application/json",
        "Application/JSON; charset=utf-8",
        "application/vnd+api.json",  # as the curl samples of the documentation spell it
        FORM,
        "",
        None,
    ],
)
def test_both_encodings_under_every_label(api: Caller, body: bytes, label: str | None) -> None:
    """Compact JSON and JSON API are read alike, labelled as JSON, as a form, or not at all."""
    status, document = api.send("POST", "/v2/cnams", body, media_type=label)

    assert (status, document["data"]["attributes"]["value"]) == (201, "HEARTWOOD")


@pytest.mark.parametrize("label", [FORM, None])
def test_form_data(api: Caller, label: str | None) -> None:
    """A form is read as a flat object."""
    status, document = api.send("POST", "/v2/cnams", b"value=Bob+Law%27s", media_type=label)

    assert (status, document["data"]["attributes"]["value"]) == (201, "BOB LAW'S")


def test_repeated_form_fields_are_a_list(api: Caller) -> None:
    """The official SDKs repeat a form field for each item of a list."""
    api.post("/v2/numbers/12065550100")
    urls = "&".join(f"media_urls=https%3A%2F%2Fexample.com%2F{name}.png" for name in "abc")
    body = f"to=12065550199&from=12065550100&{urls}".encode()

    status, document = api.send("POST", "/v2.1/messages", body, media_type=FORM)
    _, record = api.get(f"/v2.1/messages/{document['data']['id']}")

    assert status == 202
    assert [file["attributes"]["file_name"] for file in record["included"]] == [
        "a.png",
        "b.png",
        "c.png",
    ]


@pytest.mark.parametrize("label", ["text/plain", "multipart/form-data; boundary=x", "json"])
def test_other_labels_are_refused(api: Caller, label: str) -> None:
    """A media type that the API does not accept is a 415."""
    media_type = label.partition(";")[0]

    assert {
        "detail": f"Unsupported media type: {media_type}. Send application/vnd.api+json.",
        "id": ID,
        "status": 415,
        "title": "Unsupported Media Type",
    } == only_error(*api.send("POST", "/v2/cnams", FLAT, media_type=label))


def test_strict_does_not_take_the_misspelt_label(inventory: Inventory) -> None:
    """A strict sandbox refuses application/vnd+api.json, which is in no specification."""
    strict = Caller(Sandbox(inventory=inventory, clock=FrozenClock(NOW), strict=True))

    assert strict.send("POST", "/v2/cnams", FLAT, media_type="application/vnd+api.json")[0] == 415
    assert strict.send("POST", "/v2/cnams", FLAT)[0] == 201


def test_labels_of_requests_without_a_body_do_not_matter(api: Caller) -> None:
    """The Ruby SDK labels GET as a form, and other clients use other labels."""
    assert api.send("GET", "/v2/routes", media_type="text/plain")[0] == 200


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b'{"value": "X"}}', "Extra data: line 1 column 15 (char 14)"),  # the .NET SDK's
        (b"value=X", "Expecting value: line 1 column 1 (char 0)"),
        (b'{"value": NaN}', "NaN is no JSON number"),
        (b"\xff", "it is not UTF-8"),
        (b"[" * 100_000, "it is nested too deeply"),
    ],
)
def test_malformed_json(api: Caller, body: bytes, reason: str) -> None:
    """Invalid JSON labelled as JSON is a 400 with the reason."""
    assert {
        "detail": f"The request body is not valid JSON: {reason}.",
        "id": ID,
        "status": 400,
        "title": "Bad Request",
    } == only_error(*api.send("POST", "/v2/cnams", body))


@pytest.mark.parametrize(
    ("document", "detail"),
    [
        (["Heartwood"], {"_schema": ["Invalid input type."]}),
        ("Heartwood", {"_schema": ["Invalid input type."]}),
        (1, {"_schema": ["Invalid input type."]}),
        ({"data": None}, {"data": ["Invalid input type."]}),
        ({"data": []}, {"data": ["Invalid input type."]}),
        ({"data": {"attributes": []}}, {"data": {"attributes": ["Invalid input type."]}}),
        ({"data": {"type": "route"}}, {"data": {"type": ['Must be "cnam".']}}),
        ({"type": "route"}, {"type": ['Must be "cnam".']}),
        ({}, {"value": ["Missing data for required field."]}),
        (None, {"value": ["Missing data for required field."]}),
        ({"data": {}}, {"data": {"attributes": {"value": ["Missing data for required field."]}}}),
        ({"value": None}, {"value": ["Field may not be null."]}),
        ({"value": ["a"]}, {"value": ["Not a valid string."]}),
    ],
)
def test_problems_mirror_the_body(api: Caller, document: object, detail: object) -> None:
    """The detail of a 422 has the shape of the body that was sent, with texts at the leaves."""
    answer = api.send("POST", "/v2/cnams", json.dumps(document).encode())

    assert {"detail": detail, "id": ID, "status": 422} == only_error(*answer)


def test_an_empty_body_is_an_empty_object(api: Caller) -> None:
    """An absent body is refused for its missing fields."""
    assert invalid(value=["Missing data for required field."]) == api.error("POST", "/v2/cnams")


def test_all_problems_at_once(api: Caller) -> None:
    """A 422 names every invalid field, not only the first."""
    assert invalid(
        alias=["Missing data for required field."],
        route_type=["Must be one of: host, number, uri."],
        value=["Not a valid string."],
        edge_strategy_id=["Not a valid integer."],
    ) == api.error(
        "POST", "/v2/routes", {"route_type": "sip-reg", "value": 1, "edge_strategy_id": "x"}
    )
