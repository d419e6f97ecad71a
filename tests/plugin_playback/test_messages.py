"""The message for a request that is not recorded names a difference, and the cure that fits it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plugin.conftest import cassette

from plugin_playback.test_values import JSON_API, call, recorded, text
from pytest_flowroute._base.errors import UnmatchedRequest
from pytest_flowroute._base.http_messages import HTTPRequest
from pytest_flowroute._playback.canonical import canonical_request
from pytest_flowroute._playback.cassettes import Library, load
from pytest_flowroute._playback.differences import differences
from pytest_flowroute._playback.player import Player

PATH = "/v2/routes"


def message(player: Player, request: HTTPRequest) -> str:
    """The message for a request that does not match."""
    with pytest.raises(UnmatchedRequest) as raised:
        player.respond(request)
    return str(raised.value)


ROWS: list[tuple[Any, Any, str, str]] = [
    ({"n": 5}, {"n": 7}, "", "$.n: recorded a number, sent another, not the same"),
    ({"n": True}, {"n": 1}, "", "$.n: recorded true, sent a number"),
    ({"n": 1.5}, {"n": "1.5"}, "", "$.n: recorded a number, sent a text of 3 characters"),
    ({"a": "x1"}, {"a": "x2"}, "", "sent another, different from character 2 on"),
    (
        {"to": "12065550142"},
        {"to": "12068880142"},
        "",
        "sent another, different from character 5 on",
    ),
    ({"l": [1, 2]}, {"l": [1]}, "", "$.l[1]: recorded a number, sent nothing"),
    ({"l": []}, {"l": {}}, "", "$.l: recorded a list of 0, sent an object of 0"),
    ({"l": None}, {}, "", "$.l: recorded null, sent nothing"),
    ({"ü": 1}, {"ü": 2}, "", "$.…: recorded a number"),
    (
        b"one",
        b"two",
        "",
        "recorded 3 bytes that are no JSON, sent another, different from byte 1 on",
    ),
    (b'{"a":1,"a":2}', b'{"a":2,"a":1}', "", "sent another, different from byte 6 on"),
    (None, None, "a=1&a=2", "query.a: recorded nothing, sent a list of 2"),
    ({"data": {"a": 1}}, {"data": [{"a": 1}]}, "", "$.data: recorded an object of 1, sent a list"),
]


@pytest.mark.parametrize(("before", "after", "query", "expected"), ROWS)
def test_a_difference_is_named(
    tmp_path: Path, before: Any, after: Any, query: str, expected: str
) -> None:
    """Whatever is different, and without its value."""
    one, other = (
        each if isinstance(each, bytes) else b"" if each is None else json.dumps(each).encode()
        for each in (before, after)
    )
    first = canonical_request("POST", f"https://x{PATH}", JSON_API, one)
    then = canonical_request("POST", f"https://x{PATH}?{query}", JSON_API, other)
    [difference] = differences(first, then)
    assert expected in str(difference)
    assert differences(then, first)


def test_a_parameter_with_two_values_is_named(tmp_path: Path) -> None:
    """One parameter has one value in all places of a request."""
    path = tmp_path / "own.json"
    body = {"to": "12065550142", "copy": "12065550142"}
    path.write_text(cassette(("POST", PATH, body, 200, {}), to="12065550142"))
    sent = {"to": "12065550143", "copy": "12065550144"}
    assert "recorded one to in each of its places, sent two different ones" in message(
        Player(load(path)), call("POST", PATH, sent)
    )


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(0, 3) | st.floats(0, 2) | st.text("ab1", max_size=2),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text("ab", max_size=1), inner),
    max_leaves=4,
)


@settings(max_examples=100, deadline=None)
@given(VALUES, VALUES)
def test_two_different_bodies_have_a_difference(before: Any, after: Any) -> None:
    """A message never says that nothing is different, or the same of both."""
    one, other = (
        canonical_request("POST", f"https://x{PATH}", JSON_API, json.dumps(each).encode())
        for each in (before, after)
    )
    for found in differences(one, other) if one.key != other.key else ():
        assert found.recorded != found.sent


def test_a_scrubbed_value_has_its_path_both_masks_and_its_cure(tmp_path: Path) -> None:
    """The recording does not have what was sent, so the cure is to send that, or to record anew."""
    own = recorded(
        tmp_path,
        ("POST", "/v2.1/messages", text("Ada, come in"), {}),
        ("PUT", "/v2.1/messages/sms_callback", {"callback_url": "https://a.acme.io/one"}, {}),
        ("PUT", "/v2.1/messages/mms_callback", {"callback_url": "https://a.acme.io/two"}, {}),
    )
    player = Player(own)
    sent = {"callback_url": "https://secret.acme.io/three"}
    found = message(player, call("PUT", "/v2.1/messages/mms_callback", sent))
    assert "$.callback_url: recorded 'https://example.com/" in found
    assert "when scrubbed, sent a text of 28 characters, 'https://example.com/" in found
    assert (
        "to fix it: send at $.callback_url what was sent when it was recorded, which the file does "
        "not show, or record it anew with --flowroute-record=rewrite" in found
    )
    assert "secret" not in found


@pytest.mark.parametrize(
    ("given_", "sent", "cure"),
    [
        ({"to": "12065550142"}, {"to": "12065550143"}, "compare what the test gives (to) with"),
        ({"to": "12065550142"}, {"is_mms": True}, "send what was recorded, or record the scenario"),
        ({}, {"is_mms": True}, "send what was recorded, or record the scenario"),
    ],
)
def test_the_cure_is_for_the_value_that_is_different(
    tmp_path: Path, given_: dict[str, str], sent: Any, cure: str
) -> None:
    """What the test gives is named only if that is different."""
    path = tmp_path / "own.json"
    body = {"to": "12065550142", "body": "Hi"}
    path.write_text(cassette(("POST", PATH, body, 200, {}), to="12065550142"))
    found = message(Player(load(path), given_), call("POST", PATH, {**body, **sent}))
    assert f"to fix it: {cure}" in found


def test_the_cure_is_for_a_scenario_of_the_package_or_for_an_own_one(tmp_path: Path) -> None:
    """One of the package is never recorded over; one's own is added to, or recorded anew."""
    path = tmp_path / "own.json"
    path.write_text(cassette(("GET", "/v2/numbers", {}, 200, {})))
    own, built_in = load(path), Library().get("messages/send")

    assert "to fix it: add it to the recording with --flowroute-record=new" in message(
        Player(own), call("GET", "/v2/routes", {})
    )
    with pytest.raises(AssertionError, match="or record it anew with --flowroute-record=rewrite"):
        Player(own).assert_all_played()
    assert "or record the scenario under a name of your own, in the marker, with" in message(
        Player(built_in), call("POST", "/v2.1/messages", {"to": "12065550142", "odd": 1})
    )
    with pytest.raises(AssertionError, match="or play a scenario without them"):
        Player(built_in).assert_all_played()
