"""Recording into a file that is there: which requests are the same, and which ids are made up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pytest_flowroute._base.http_messages import HTTPRequest, HTTPResponse
from pytest_flowroute._base.layout import read
from pytest_flowroute._recording.recorder import recorder
from pytest_flowroute._recording.run import Run

API = "https://api.flowroute.com"
MESSAGES = f"{API}/v2.1/messages"
JSON = {"content-type": "application/json"}
JSON_API = (("content-type", "application/vnd.api+json"),)
ID = "mdr2-5ca00ec193834bc691acd70988428554"
ACCEPTED = HTTPResponse(202, "", JSON_API, f'{{"data":{{"id":"{ID}"}}}}'.encode())


def text(body: str) -> HTTPRequest:
    """A message, with its members in another order than a cassette has them."""
    content = f'{{"body":"{body}", "from":"14152277123","to":"14152277124"}}'
    return HTTPRequest("POST", MESSAGES, JSON, content.encode())


def test_the_order_of_members_does_not_make_another_request(tmp_path: Path) -> None:
    """What is recorded again replaces the same request, as does the next writing of one run."""
    path = tmp_path / "a.yaml"
    for _ in range(2):
        with recorder("all", path) as recording:
            recording.add(text("Hello"), ACCEPTED)
            recording.save()
            recording.add(text("Goodbye"), ACCEPTED)

    assert len(read(path.read_text(encoding="utf-8")).interactions) == 2


def test_a_made_up_id_is_not_sent_to_a_server(tmp_path: Path) -> None:
    """It is recognised in paths and bodies, unless the server has just given it out."""
    path = tmp_path / "a.yaml"
    with recorder("once", path) as recording:
        recording.add(text("Hello"), ACCEPTED)
    [known] = read(path.read_text(encoding="utf-8")).interactions
    made_up = json.loads(known.response_body)["data"]["id"]

    with recorder("new", path) as recording:
        for request in (
            HTTPRequest("GET", f"{MESSAGES}/{made_up}", {}, b""),
            HTTPRequest("PATCH", MESSAGES, JSON, f'{{"id":"{made_up}"}}'.encode()),
        ):
            assert recording.made_up_id(request) == made_up
        assert recording.made_up_id(HTTPRequest("GET", f"{MESSAGES}/{ID}", {}, b"")) is None
        assert recording.made_up_id(text("Hello")) is None


@pytest.mark.parametrize(
    ("location", "kept"),
    [
        ("../v2/numbers?limit=2", f"{API}/v2/numbers?limit=2"),
        ("?limit=2", f"{API}/v2.1/messages?limit=2"),
        ("/v2/numbers", "/v2/numbers"),
    ],
)
def test_a_relative_redirect_leads_to_the_same_place(
    location: str, kept: str, tmp_path: Path
) -> None:
    """A Location that is relative to the request is kept as a URL."""
    path = tmp_path / "a.yaml"
    moved = HTTPResponse(303, "See Other", (("location", location),), b"")
    with recorder("once", path) as recording:
        recording.add(HTTPRequest("GET", MESSAGES, {}, b""), moved)

    [known] = read(path.read_text(encoding="utf-8")).interactions
    assert known.response_headers == {"location": [kept]}


def test_a_file_that_another_process_has_just_written_is_recorded(tmp_path: Path) -> None:
    """Also by a process that looks for it only afterwards."""
    path = tmp_path / "a.yaml"
    first, second = (Run("once", tmp_path, allow_spend=False) for _ in range(2))
    assert first.records(path)
    first.recording(path).add(text("Hello"), ACCEPTED)
    first.save(first.recording(path))

    assert second.records(path)
    assert not Run("once", None, allow_spend=False).records(path)


def made_up_ids(path: Path) -> list[str]:
    """The ids that the messages in a file got."""
    interactions = read(path.read_text(encoding="utf-8")).interactions
    messages = [each.response_body for each in interactions if each.method == "POST"]
    return [json.loads(message)["data"]["id"] for message in messages]


def accepted(number: int) -> HTTPResponse:
    """The response with the id of a message."""
    return HTTPResponse(202, "", JSON_API, f'{{"data":{{"id":"{ID[:-8]}{number:08x}"}}}}'.encode())


def test_ids_of_later_recordings_are_not_those_of_earlier_ones(tmp_path: Path) -> None:
    """A file keeps few digits of an id, and still no two messages have the same."""
    path = tmp_path / "a.yaml"
    for run in range(10):
        with recorder("new", path, keep=["body"]) as recording:
            for place in range(4):
                number = 4 * run + place
                recording.add(text(f"Text of run {number}"), accepted(0xF1A5 + 7919 * number))
                recording.save()
        assert len(set(made_up_ids(path))) == 4 * run + 4


def test_what_asks_for_a_replaced_id_goes_with_it(tmp_path: Path) -> None:
    """The message is recorded again, and has another id; a look-up of another one stays."""
    path = tmp_path / "a.yaml"
    for run in range(2):
        with recorder("all", path) as recording:
            for place in range(2 - run):
                number = 0xF1A5 + 7919 * (2 * run + place)
                recording.add(text(f"Text of run {place}"), accepted(number))
                look = HTTPRequest("GET", f"{MESSAGES}/{ID[:-8]}{number:08x}", {}, b"")
                recording.add(look, accepted(number))

    interactions = read(path.read_text(encoding="utf-8")).interactions
    asked = [each.uri.rpartition("/")[2] for each in interactions if each.method == "GET"]
    assert len(interactions) == 4
    assert sorted(asked) == sorted(made_up_ids(path))
