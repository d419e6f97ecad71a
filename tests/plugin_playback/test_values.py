"""Each request gets the answer that was recorded for it, with the values that were sent."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from plugin.conftest import cassette

from pytest_flowroute._base.errors import UnmatchedRequest
from pytest_flowroute._base.http_messages import HTTPRequest, HTTPResponse
from pytest_flowroute._playback.cassettes import Cassette, Library, load
from pytest_flowroute._playback.player import Player
from pytest_flowroute._recording.recorder import recorder

HOST = "https://api.flowroute.com"
JSON_API = "application/vnd.api+json"


def call(method: str, path: str, body: Any = None, content_type: str = JSON_API) -> HTTPRequest:
    """A request as an HTTP library sends it."""
    content = b"" if body is None else json.dumps(body).encode()
    return HTTPRequest(method, HOST + path, {"content-type": content_type}, content)


def ask(player: Player, method: str, path: str, body: Any = None) -> Any:
    """The JSON value of the response to a request, None for an empty one."""
    outcome = player.respond(call(method, path, body))
    assert isinstance(outcome, HTTPResponse)
    return json.loads(outcome.body) if outcome.body else None


def recorded(tmp_path: Path, *rows: tuple[str, str, Any, Any]) -> Cassette:
    """A cassette as a test records it: method, path, body and response of each request."""
    path = tmp_path / "own.yaml"
    headers = (("content-type", JSON_API),)
    with recorder("rewrite", path) as recording:
        for method, where, body, answer in rows:
            text = b"" if answer is None else json.dumps(answer).encode()
            recording.add(call(method, where, body), HTTPResponse(200, "OK", headers, text))
    return load(path)


def text(body: str, to: str = "12067774421", **more: Any) -> dict[str, Any]:
    """A message."""
    return {"to": to, "from": "12067774420", "body": body, **more}


def sent(number: int) -> Any:
    """The response to a message."""
    return {"data": {"type": "message", "id": f"mdr2-{number:032x}"}}


NUMBER = "/v2/numbers/12067774420"
PAIRS: dict[str, tuple[tuple[str, str, Any], tuple[str, str, Any]]] = {
    "two texts": (
        ("POST", "/v2.1/messages", text("Ada, come in")),
        ("POST", "/v2.1/messages", text("Bob, your code is 120655")),
    ),
    "to another country": (
        ("POST", "/v2.1/messages", text("Hi", to="447911123456")),
        ("POST", "/v2.1/messages", text("Hi", to="447911123457")),
    ),
    "media": (
        ("POST", "/v2.2/messages", text("Hi", media_urls=["https://a.acme.io/1.png"])),
        ("POST", "/v2.2/messages", text("Hi", media_urls=["https://a.acme.io/2.png"])),
    ),
    "hard-coded ids": (("GET", "/v2/routes/83834", None), ("GET", "/v2/routes/83835", None)),
    "callbacks": (
        ("PUT", "/v2.1/messages/sms_callback", {"callback_url": "https://a.acme.io/1"}),
        ("PUT", "/v2.1/messages/sms_callback", {"callback_url": "https://a.acme.io/2?x=Ada"}),
    ),
    "addresses": (
        ("POST", "/v2/e911s", {"street_name": "Elm", "street_number": "12", "zip": "98101"}),
        ("POST", "/v2/e911s", {"street_name": "Oak", "street_number": "14", "zip": "98101"}),
    ),
    "aliases": (
        ("PATCH", NUMBER, {"type": "number", "alias": "Ada's desk"}),
        ("PATCH", NUMBER, {"type": "number", "alias": "Bob's desk"}),
    ),
    "numbers in lists": (
        ("POST", "/v2/numbers/details", {"numbers": ["+12067774420", "+12067774421"]}),
        ("POST", "/v2/numbers/details", {"numbers": ["+12067774421", "+12067774420"]}),
    ),
    "queries": (
        ("GET", "/v2/numbers?alias=Ada%27s%20desk", None),
        ("GET", "/v2/numbers?alias=Bob%27s%20desk", None),
    ),
}


@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS)
def test_two_of_a_kind_get_their_own_answers_in_either_order(tmp_path: Path, pair: Any) -> None:
    """Each is played as it was recorded, from the values that the application really sends."""
    own = recorded(tmp_path, *((*each, sent(place)) for place, each in enumerate(pair)))
    for order in (pair, pair[::-1]):
        player = Player(own)
        for each in order:
            ask(player, *each)
        assert [one.interaction for one in player.requests] == [
            pair.index(one) + 1 for one in order
        ]
        assert player.failures() == []


def test_what_was_sent_is_in_the_response_in_the_place_of_what_was_recorded(tmp_path: Path) -> None:
    """The test compares with its own values: a text, a number, an id."""
    first, other = (
        text(f"{name}, come in", to)
        for name, to in (("Ada", "12067774421"), ("Bob", "12127774421"))
    )
    own = recorded(
        tmp_path,
        ("POST", "/v2.1/messages", first, {"data": {"id": "1", "attributes": first}}),
        ("POST", "/v2.1/messages", other, {"data": {"id": "2", "attributes": other}}),
        (
            "GET",
            "/v2/e911s/83834",
            None,
            {"data": {"id": "83834", "links": {"self": f"{HOST}/v2/e911s/83834"}}},
        ),
    )
    player = Player(own)
    for one in (other, first):
        assert ask(player, "POST", "/v2.1/messages", one)["data"]["attributes"] == one
    answer = ask(player, "GET", "/v2/e911s/83834")
    assert answer == {"data": {"id": "83834", "links": {"self": f"{HOST}/v2/e911s/83834"}}}


def address(place: int) -> dict[str, str]:
    """One of several addresses, each digit of which is of one member only."""
    numbers = {"street_number": "11", "address_type_number": "2", "zip": "9810"}
    return {"label": f"Office {place}", **{name: f"{n}{place}" for name, n in numbers.items()}}


@pytest.mark.parametrize("places", [(0, 1, 2), (2, 1, 0), (1, 0, 2)])
def test_addresses_have_their_own_numbers_and_ids(tmp_path: Path, places: Any) -> None:
    """Also where a house number, a ZIP code and an id became the same made-up digits."""
    saved = {
        f"8016{5 + n}": {"data": {"id": f"8016{5 + n}", "attributes": address(n)}} for n in range(3)
    }
    rows: list[Any] = [
        *(("POST", "/v2/e911s", address(n), saved[f"8016{5 + n}"]) for n in range(3)),
        *(("GET", f"/v2/e911s/{name}", None, document) for name, document in saved.items()),
    ]
    cassette = recorded(tmp_path, *rows)
    made_up = [row.document["data"] for row in cassette.interactions]
    ids = {row["id"] for row in made_up}
    assert ids == {row["attributes"]["zip"] for row in made_up} == {"55500", "55501", "55502"}
    player = Player(cassette)

    created = {n: ask(player, "POST", "/v2/e911s", address(n))["data"] for n in places}
    read = {n: ask(player, "GET", f"/v2/e911s/{created[n]['id']}")["data"] for n in places[::-1]}

    assert [created[n]["attributes"] for n in range(3)] == [address(n) for n in range(3)]
    assert [read[n]["attributes"] for n in range(3)] == [address(n) for n in range(3)]
    assert {row["id"] for row in created.values()} == ids == {row["id"] for row in read.values()}


def test_an_id_of_the_test_is_in_the_response(tmp_path: Path) -> None:
    """An id that the test has from elsewhere is looked up by it, and has it in the response."""
    made = {"data": {"type": "message", "id": f"mdr2-{'a' * 32}"}}
    path = f"/v2.1/messages/mdr2-{'a' * 32}"
    own = recorded(
        tmp_path, ("POST", "/v2.1/messages", text("Hi"), made), ("GET", path, None, made)
    )
    assert own.parameters["id"] != made["data"]["id"]
    player = Player(own)
    assert ask(player, "GET", path) == made
    assert ask(player, "POST", "/v2.1/messages", text("Hi")) == made
    played = Player(own)
    assigned = ask(played, "POST", "/v2.1/messages", text("Hi"))["data"]["id"]
    assert assigned == own.parameters["id"]
    assert ask(played, "GET", f"/v2.1/messages/{assigned}")["data"]["id"] == assigned


def test_values_of_the_test_are_compared_as_they_are(tmp_path: Path) -> None:
    """A marker may have the real values, of which the recording has others."""
    rows = [text("Ada, come in"), text("Bob, come in"), text("Bob, come in", to="12127774421")]
    own = recorded(
        tmp_path,
        *(("POST", "/v2.1/messages", row, sent(place)) for place, row in enumerate(rows)),
        ("POST", "/v2/e911s", {"label": "Ada's", "zip": "98101", "city": "Oz"}, {"data": {}}),
    )
    player = Player(own, {"to": "12067774421", "label": "Ada's"})
    for row in (rows[1], rows[0]):
        ask(player, "POST", "/v2.1/messages", row)
    ask(player, "POST", "/v2/e911s", {"label": "Ada's", "zip": "98101", "city": "Oz"})
    assert [each.interaction for each in player.requests] == [2, 1, 4]
    for wrong in (text("Ada, come in", to="13127774421"), {"label": "Bob's"}):
        with pytest.raises(UnmatchedRequest):
            ask(player, "POST", "/v2.1/messages", wrong)


def test_another_value_than_the_recorded_one_does_not_match(tmp_path: Path) -> None:
    """A value that no parameter stands for must be the recorded one."""
    own = recorded(tmp_path, ("GET", "/v2/routes/83834", None, {}))
    with pytest.raises(UnmatchedRequest):
        ask(Player(own), "GET", "/v2/routes/83999")


def test_threads_that_ask_for_different_numbers_get_theirs(tmp_path: Path) -> None:
    """A look-up of a number is answered for that number, although the application may choose it."""
    numbers = [f"120655501{line}" for line in range(42, 50)]
    path = tmp_path / "own.json"
    path.write_text(
        cassette(
            *(
                ("GET", f"/v2/numbers/{each}", None, 200, {"id": each, "alias": f"Desk {each}"})
                for each in numbers
            ),
            number=numbers[0],
        )
    )
    player = Player(load(path))
    with ThreadPoolExecutor(8) as pool:
        answers = list(
            pool.map(lambda one: ask(player, "GET", f"/v2/numbers/{one}"), numbers[::-1])
        )
    assert [each["id"] for each in answers] == numbers[::-1]
    assert player.failures() == []


@pytest.mark.parametrize("scenario", ["messages/send", "default"])
def test_a_value_may_be_the_recorded_one_of_another_parameter(scenario: str) -> None:
    """All values are replaced at once, each in its own place."""
    own = Library().get(scenario)
    swapped = {"to": own.parameters["from_"], "from_": own.parameters["to"]}
    for given in (swapped, {"to": swapped["to"]}, {"from_": swapped["from_"]}, {}):
        player = Player(own, given)
        message = {"to": swapped["to"], "from": swapped["from_"], "body": "Hi"}
        made = ask(player, "POST", "/v2.1/messages", message)["data"]["id"]
        if scenario == "default":
            shown = ask(player, "GET", f"/v2.1/messages/{made}")["data"]["attributes"]
            assert message.items() <= shown.items()


def test_different_texts_of_one_scenario_have_different_ids() -> None:
    """Each is found by its own id, with its own text."""
    player = Player(Library().get("default"))
    messages = [
        text(body, f"1206555{number}")
        for body, number in (("A", "0150"), ("B", "0151"), ("C", "0150"))
    ]
    ids = [ask(player, "POST", "/v2.1/messages", each)["data"]["id"] for each in messages]
    assert len(set(ids)) == 3
    for made, message in zip(ids[::-1], messages[::-1], strict=True):
        answer = ask(player, "GET", f"/v2.1/messages/{made}")["data"]
        assert answer["id"] == made
        assert message.items() <= answer["attributes"].items()
    assert [one.id for one in player.sent_messages] == ids


BOTH: dict[str, tuple[str, dict[str, Any]]] = {
    "PATCH /v2/numbers/12065550100": ("number", {"alias": "Desk"}),
    "POST /v2/routes": ("route", {"alias": "PBX", "route_type": "host", "value": "example.com"}),
    "POST /v2/e911s": ("e911", {"label": "Home"}),
    "POST /v2/cnams": ("cnam", {"value": "Ada"}),
    "POST /v2.1/messages": ("message", {"to": "12065550100", "from": "12065550101", "body": "A"}),
    "POST /v2/portorders": ("portorder", {"numbers": ["+12065550100"]}),
    "POST /v2/cdrs/exports": ("cdrexport", {"filter_parameters": {"direction": "inbound"}}),
    "PUT /v2.1/messages/sms_callback": ("callback", {"callback_url": "https://example.com/1"}),
}


@pytest.mark.parametrize("where", BOTH)
def test_either_form_of_a_body_matches_the_other(tmp_path: Path, where: str) -> None:
    """JSON:API and compact, with the type of the resource and its id or without."""
    method, path = where.split()
    kind, attributes = BOTH[where]
    last = path.rpartition("/")[2]
    forms: list[Any] = [
        attributes,
        {"type": kind, **attributes},
        {"data": {"type": kind, "attributes": attributes}},
        {"data": {"attributes": attributes}},
        {"data": {"type": kind, "id": last, "attributes": attributes}},
    ]
    file = tmp_path / "own.json"
    for form in forms:
        file.write_text(cassette((method, path, form, 200, {"data": "x"})))
        for other in forms:
            assert ask(Player(load(file)), method, path, other) == {"data": "x"}
        for wrong in ({**attributes, "more": 1}, {"type": "nothing", **attributes}):
            with pytest.raises(UnmatchedRequest):
                ask(Player(load(file)), method, path, wrong)
