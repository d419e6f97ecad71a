"""The requests of Flowroute's own SDKs."""

from __future__ import annotations

import json

import pytest

from sandbox.caller import Caller
from sandbox.samples import HOME, OWN

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"


@pytest.fixture(autouse=True)
def own_number(api: Caller) -> None:
    api.sandbox.seed_number(OWN)


def text(document: object) -> bytes:
    return json.dumps(document).encode()


def test_ruby_labels_bodies_as_forms(api: Caller) -> None:
    """The Ruby SDK labels E911 JSON as a form, with null for an unset address type."""
    attributes = {**HOME, "address_type": None, "address_type_number": None}
    body = text({"data": {"type": "e911", "attributes": attributes}})

    assert api.send("POST", "/v2/e911s/validate", body, media_type=FORM)[0] == 204
    status, document = api.send("POST", "/v2/e911s", body, media_type=FORM)
    assert (status, document["data"]["attributes"]) == (201, HOME)


def test_ruby_labels_get_and_empty_bodies_as_forms(api: Caller) -> None:
    """The Ruby SDK labels requests without a body as forms too."""
    assert api.send("GET", "/v2/e911s", media_type=FORM)[0] == 200
    assert api.send("POST", "/v2/numbers/12065550101", media_type=FORM)[0] == 201


def test_ruby_and_python_send_names_as_forms(api: Caller) -> None:
    """Both send a new CNAM record as form data."""
    status, document = api.send("POST", "/v2/cnams", b"value=Brown+Bag", media_type=FORM)

    assert (status, document["data"]["attributes"]["value"]) == (201, "BROWN BAG")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PUT", "/v2.1/messages/sms_callback"),
        ("POST", f"/v2/numbers/{OWN}/relationships/sms_callback"),
    ],
)
@pytest.mark.parametrize("media_type", [FORM, JSON, "application/vnd.api+json", None])
def test_ruby_callbacks_are_refused(
    api: Caller, method: str, path: str, media_type: str | None
) -> None:
    """The Ruby SDK sends a printed Hash, which is no encoding at all."""
    body = b'{:callback_url=>"https://example.com/hook"}'

    assert api.send(method, path, body, media_type=media_type)[0] == 400


def test_ruby_messages(api: Caller) -> None:
    """The Ruby SDK sends compact JSON with "true" in quotes."""
    body = {
        "to": "12065550199",
        "from": OWN,
        "body": "hello there",
        "is_mms": "true",
        "media_urls": ["https://example.com/a.png"],
    }

    assert api.send("POST", "/v2.1/messages", text(body), media_type=JSON)[0] == 202


@pytest.mark.parametrize("media_type", [None, JSON])
def test_python_sends_json_without_a_label(api: Caller, media_type: str | None) -> None:
    """The Python SDK does not label the JSON for addresses, numbers and their relations."""
    api.post("/v2/routes", {"alias": "a", "route_type": "host", "value": "example.com"})
    requests = [
        ("POST", "/v2/e911s", {"data": {"type": "e911", "attributes": HOME}}, 201),
        ("PATCH", f"/v2/numbers/{OWN}", {"type": "number", "alias": "New Test"}, 200),
        (
            "PATCH",
            f"/v2/numbers/{OWN}/relationships/primary_route",
            {"data": {"type": "route", "id": "100001"}},
            204,
        ),
        (
            "PUT",
            "/v2.1/messages/dlr_callback",
            {"data": {"attributes": {"callback_url": "http://example.com/dlr"}}},
            204,
        ),
        (
            "POST",
            f"/v2/numbers/{OWN}/relationships/dlr_callback",
            {"data": {"attributes": {"callback_url": "http://example.com/did/dlr"}}},
            204,
        ),
    ]
    for method, path, body, expected in requests:
        assert api.send(method, path, text(body), media_type=media_type)[0] == expected


def test_python_reads_modifies_and_writes_addresses(api: Caller) -> None:
    """The Python SDK sends the whole document back, with a zip code under two names."""
    api.post("/v2/e911s", {**HOME, "address_type": "Suite", "address_type_number": "1"})
    _, document = api.get("/v2/e911s/200001")
    document["data"]["attributes"] |= {
        "last_name": "Wiley",
        "zip": "98104",
        "zip_code": "98104",
        "address_type": None,
        "address_type_number": None,
    }
    status, updated = api.send("PATCH", "/v2/e911s/200001", text(document), media_type=None)

    assert (status, updated["data"]["attributes"]) == (
        200,
        {**HOME, "last_name": "Wiley", "zip": "98104"},
    )


def test_python_routes(api: Caller) -> None:
    """The Python SDK's demo sends edge_strategy, in quotes."""
    attributes = {
        "route_type": "host",
        "value": "abc123.example.com",
        "alias": "abc1230123456789",
        "edge_strategy": "1",
    }
    body = text({"data": {"type": "route", "attributes": attributes}})
    status, document = api.send("POST", "/v2/routes", body, media_type=JSON)

    assert (status, document["data"]["attributes"]["edge_strategy_id"]) == (201, 1)


def test_python_messages(api: Caller) -> None:
    """The Python SDK's demo sends JSON API with texts for booleans and a colon in an address."""
    attributes = {
        "to": "12065550199",
        "from": OWN,
        "body": "Hello there how are you?",
        "is_mms": "false",
        "dlr_callback": "http://example.com/status/:code",
    }
    body = text({"data": {"type": "message", "attributes": attributes}})
    status, document = api.send("POST", "/v2.1/messages", body, media_type=JSON)
    _, record = api.get(f"/v2.1/messages/{document['data']['id']}")

    assert (status, record["data"]["attributes"]["is_mms"]) == (202, False)


def test_python_dates(api: Caller) -> None:
    """The Python SDK turns a date into a moment without a zone."""
    path = "/v2.1/messages?start_date=2017-12-01T00:00:00&end_date=2018-01-08T00:00:00&limit=2"

    assert api.get(path) == (200, {"data": [], "links": {}})


def test_python_looks_a_number_up_before_naming_it(api: Caller) -> None:
    """The Python SDK finds a number by all of its digits, and uses the path in the singular."""
    api.post("/v2/cnams", {"value": "a"})
    api.sandbox.approve_cnam("300001")
    found = api.get("/v2/numbers", contains=OWN)[1]["data"][0]["id"]

    assert api.send("PATCH", f"/v2/numbers/{found}/relationships/cnam/300001")[0] == 202
    assert api.send("DELETE", f"/v2/numbers/{found}/relationships/cnam")[0] == 202


def test_php_ends_a_path_with_a_slash(api: Caller) -> None:
    """The PHP SDK ends the path with a slash, and sends null, to remove an address."""
    api.post("/v2/e911s", HOME)
    body = {"to": "12065550199", "from": OWN, "body": "hi", "media_urls": None}

    assert api.send("PATCH", f"/v2/numbers/{OWN}/relationships/e911s/200001")[0] == 204
    assert api.send("DELETE", f"/v2/numbers/{OWN}/relationships/e911s/")[0] == 204
    assert api.send("POST", "/v2.1/messages", text(body), media_type=JSON)[0] == 202


def test_node_updates_one_field(api: Caller) -> None:
    """The NodeJS SDK sends the label only, and accepts "Duplicate address." as a success."""
    api.post("/v2/e911s", HOME)
    body = {"data": {"type": "e911", "attributes": {"label": "New"}}}
    duplicate = {"data": {"type": "e911", "attributes": {**HOME, "label": "Third"}}}

    assert api.send("PATCH", "/v2/e911s/200001", text(body), media_type=JSON)[0] == 200
    status, document = api.send("POST", "/v2/e911s", text(duplicate), media_type=JSON)
    assert (status, document["errors"][0]["detail"]) == (403, "Duplicate address.")


def test_purchase_options_in_the_query(api: Caller) -> None:
    """A published script sends the options of a purchase in the query, without a body."""
    status, document = api.send(
        "POST", "/v2/numbers/12065550101", media_type=None, cnam_lookups_enabled="false"
    )

    assert (status, document["data"]["attributes"]["cnam_lookups_enabled"]) == (201, False)


def test_a_limit_far_above_the_maximum(api: Caller) -> None:
    """A published program requests a million numbers at once, and gets 200."""
    assert api.get("/v2/numbers", limit=1_000_000)[0] == 200
