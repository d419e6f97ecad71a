"""Requests match by method, path, query and JSON value, and by nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pytest_flowroute._base.errors import UnmatchedRequest
from pytest_flowroute._base.http_messages import HTTPRequest, HTTPResponse
from pytest_flowroute._playback.cassettes import Cassette, load
from pytest_flowroute._playback.player import Player

from .conftest import cassette

JSON_API = "application/vnd.api+json"
SMS = {"to": "12065550142", "from": "12065550100", "body": "Hello", "is_mms": False}


def recorded(tmp_path: Path, *interactions: Any, **parameters: str) -> Cassette:
    path = tmp_path / "own.json"
    path.write_text(cassette(*interactions, **parameters))
    return load(path)


def send(
    player: Player, method: str, path: str, body: Any = None, content_type: str = JSON_API
) -> HTTPResponse:
    content = (
        body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
    )
    url = f"https://api.flowroute.com{path}"
    answer = player.respond(HTTPRequest(method, url, {"content-type": content_type}, content))
    assert isinstance(answer, HTTPResponse)
    return answer


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        (JSON_API, json.dumps(dict(reversed(SMS.items()))).encode()),
        (f"{JSON_API}; charset=utf-8", json.dumps(SMS, indent=4).encode()),
        ("application/json", json.dumps(SMS).encode()),
        ("application/vnd.api+json; charset=utf-16", json.dumps(SMS).encode("utf-16")),
        ("", json.dumps(SMS).encode()),
        ("application/x-www-form-urlencoded", json.dumps(SMS).encode()),
        (JSON_API, json.dumps({**SMS, "to": "+1 (206) 555-0142"}).encode()),
        (JSON_API, json.dumps({**SMS, "to": 12065550142}).encode()),
        (JSON_API, json.dumps({**SMS, "from": "2065550100"}).encode()),
    ],
)
def test_spelling_and_layout_do_not_matter(tmp_path: Path, content_type: str, body: bytes) -> None:
    """Key order, layout, charset, content type and the spelling of numbers are ignored."""
    player = Player(recorded(tmp_path, ("POST", "/v2.1/messages", SMS, 202, {})))
    assert send(player, "POST", "/v2.1/messages", body, content_type).status == 202


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", "/v2.1/messages", SMS),
        ("POST", "/v2.2/messages", SMS),
        ("POST", "/v2.1/messages?x=1", SMS),
        ("POST", "/v2.1/messages", {**SMS, "body": "hello"}),
        ("POST", "/v2.1/messages", {**SMS, "is_mms": 0}),
        ("POST", "/v2.1/messages", {**SMS, "is_mms": None}),
        ("POST", "/v2.1/messages", {**SMS, "to": "12065550143"}),
        ("POST", "/v2.1/messages", {**SMS, "more": 1}),
        ("POST", "/v2.1/messages", None),
        ("POST", "/v2.1/messages", b"not json"),
    ],
)
def test_a_request_with_another_value_does_not_match(
    tmp_path: Path, method: str, path: str, body: Any
) -> None:
    """One member more, less or different is another request."""
    player = Player(recorded(tmp_path, ("POST", "/v2.1/messages", SMS, 202, {})))
    with pytest.raises(UnmatchedRequest):
        send(player, method, path, body)


HOOK = "https://app.example.com/receipts"
REFERRED = [
    (HOOK, f"{HOOK}?flowroute_reference=order-7"),
    (f"{HOOK}?a=1", f"{HOOK}?a=1&flowroute_reference=order-7"),
    (f"{HOOK}?flowroute_reference=order-7&a=1#top", f"{HOOK}?a=1#top"),
    (f"{HOOK}?flowroute_reference=order-7", f"{HOOK}?flowroute_reference=order-8"),
]


@pytest.mark.parametrize(("before", "now"), REFERRED)
def test_the_reference_of_a_message_is_ignored(tmp_path: Path, before: str, now: str) -> None:
    """Either side may have or lack the one that the SDK adds to `dlr_callback`."""
    path = "/v2.1/messages"
    own = recorded(tmp_path, ("POST", path, {**SMS, "dlr_callback": before}, 202, {}))
    for sent in (before, now):
        assert send(Player(own), "POST", path, {**SMS, "dlr_callback": sent}).status == 202
    with pytest.raises(UnmatchedRequest):
        send(Player(own), "POST", path, {**SMS, "dlr_callback": f"{now}&b=2"})
    with pytest.raises(UnmatchedRequest):
        send(Player(own), "POST", path, SMS)


def test_the_order_of_a_query_is_ignored(tmp_path: Path) -> None:
    """The same names and values in another order are the same query."""
    player = Player(recorded(tmp_path, ("GET", "/v2/numbers?limit=2&offset=0", None, 200, {})))
    assert send(player, "GET", "/v2/numbers?offset=0&limit=2").status == 200


def test_an_empty_object_equals_no_body(tmp_path: Path) -> None:
    """Flowroute's own SDKs send either when they buy a number."""
    player = Player(recorded(tmp_path, ("POST", "/v2/numbers/12065550100", None, 201, {})))
    assert send(player, "POST", "/v2/numbers/12065550100", {}).status == 201


def test_look_ups_get_the_responses_in_order_and_then_the_last(tmp_path: Path) -> None:
    """The same look-up gets the recorded responses in order, and then the last one again."""
    answers = [{"n": 1}, {"n": 2}, {"n": 3}]
    player = Player(recorded(tmp_path, *(("GET", "/v2/routes", None, 200, one) for one in answers)))
    got = [json.loads(send(player, "GET", "/v2/routes").body)["n"] for _ in range(5)]
    assert got == [1, 2, 3, 3, 3]
    assert player.play_count == 5
    player.assert_all_played()


def test_values_of_the_application_are_in_the_response(tmp_path: Path) -> None:
    """A parameter that the test does not give has the value of the request."""
    player = Player(
        recorded(
            tmp_path,
            ("PATCH", "/v2/numbers/12065550100", {"alias": "Desk"}, 200, {"alias": "Desk"}),
            ("GET", "/v2/numbers/12065550100", None, 200, {"id": "12065550100", "alias": "Desk"}),
            number="12065550100",
            alias="Desk",
        )
    )
    answer = send(player, "PATCH", "/v2/numbers/12065550177", {"alias": "Till"})
    assert json.loads(answer.body) == {"alias": "Till"}
    answer = send(player, "GET", "/v2/numbers/12065550177")
    assert json.loads(answer.body) == {"id": "12065550177", "alias": "Till"}


def test_values_of_the_test_must_be_sent(tmp_path: Path) -> None:
    """A parameter that the test gives must match."""
    own = recorded(tmp_path, ("POST", "/v2.1/messages", SMS, 202, {}), to="12065550142")
    with pytest.raises(UnmatchedRequest):
        send(Player(own, {"to": "12065550199"}), "POST", "/v2.1/messages", SMS)
    assert send(Player(own), "POST", "/v2.1/messages", {**SMS, "to": "12065550199"}).status == 202


TEXT = st.text(max_size=12)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-99, 99) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(TEXT, VALUES, min_size=1, max_size=4))
def test_every_json_value_matches_itself(
    tmp_path_factory: pytest.TempPathFactory, body: dict[str, Any]
) -> None:
    """Any request that is sent as it was recorded matches."""
    tmp_path = tmp_path_factory.mktemp("own")
    player = Player(recorded(tmp_path, ("POST", "/v2/routes", body, 201, {"ok": True})))
    mixed = json.dumps(dict(reversed(body.items())), indent=1).encode()
    assert send(player, "POST", "/v2/routes", mixed).status == 201


@pytest.mark.parametrize("content", ["", "[]", "version: 1", "interactions: [1]", "a: [", "{"])
def test_a_file_that_is_no_cassette_is_refused(tmp_path: Path, content: str) -> None:
    """The error names the file, whatever it contains."""
    path = tmp_path / "broken.yaml"
    path.write_text(content)
    with pytest.raises(ValueError, match=r"broken\.yaml"):
        load(path)
