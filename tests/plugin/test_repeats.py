"""Repeated requests: allowed if certainly not accepted, a failure if possibly accepted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from flowroute_sandbox.faults import ALIASES, parse_all
from pytest_flowroute._base.errors import UnmatchedRequest
from pytest_flowroute._base.http_messages import HTTPRequest, HTTPResponse
from pytest_flowroute._playback.cassettes import load
from pytest_flowroute._playback.player import Player

from .conftest import Run, cassette

SMS = {"to": "12065550142", "from": "12065550100", "body": "Hello"}
SEND = ("POST", "/v2.1/messages", SMS)
CALLBACK = ("POST", "/v2/numbers/12065550100/relationships/sms_callback", {"callback_url": "x"})
VALIDATE = ("POST", "/v2/e911s/validate", {"zip": "98104"})
BUY = ("POST", "/v2/numbers/12065550100", None)
CHANGE = ("PATCH", "/v2/numbers/12065550100", {"alias": "Desk"})
RELEASE = ("DELETE", "/v2/numbers/12065550100", None)
LOOK = ("GET", "/v2/numbers/12065550100", None)

REFUSED = ["401", "403", "404", "409", "422", "429", "refused", "connect-timeout"]
LOST = ["500", "502", "503", "html", "reset", "read-timeout", "lost-response", "cut"]


class Client:
    """Sends requests to a player, and returns their outcome as a status or a name."""

    def __init__(self, tmp_path: Path, *interactions: Any, fault: object = None) -> None:
        path = tmp_path / "own.json"
        path.write_text(cassette(*interactions))
        self.player = Player(load(path), faults=parse_all(fault))

    def send(self, method: str, path: str, body: Any) -> int | str:
        content = b"" if body is None else str(body).replace("'", '"').encode()
        url = f"https://api.flowroute.com{path}"
        outcome = self.player.respond(HTTPRequest(method, url, {}, content))
        if isinstance(outcome, HTTPResponse):
            return "cut" if outcome.cut else outcome.status
        return outcome


@pytest.mark.parametrize("fault", REFUSED)
def test_a_refused_request_may_be_sent_again(tmp_path: Path, fault: str) -> None:
    """The next request gets the recorded response, and Flowroute accepted it once."""
    client = Client(tmp_path, (*SEND, 202, {}), fault=f"{fault} x2")
    outcomes = [client.send(*SEND) for _ in range(3)]
    assert outcomes == [int(fault) if fault.isdigit() else fault] * 2 + [202]
    assert len(client.player.sent_messages) == 1
    with pytest.raises(UnmatchedRequest, match="sent again, the same as before"):
        client.send(*SEND)


@pytest.mark.parametrize("fault", LOST)
@pytest.mark.parametrize("sent", [SEND, BUY])
def test_a_request_that_may_have_been_accepted_may_not_be_sent_again(
    tmp_path: Path, fault: str, sent: Any
) -> None:
    """A second, equal POST fails the test. Another request is allowed."""
    client = Client(tmp_path, (*sent, 202, {}), (*LOOK, 404, {}), fault=fault)
    client.send(*sent)
    with pytest.raises(UnmatchedRequest) as raised:
        client.send(*sent)
    name = ALIASES.get(fault, fault)
    text = f"was sent again, the same as before, after {name!r}, when Flowroute may have accepted"
    assert text in str(raised.value)
    assert client.send(*LOOK) == 404


@pytest.mark.parametrize("fault", LOST)
@pytest.mark.parametrize("sent", [CALLBACK, VALIDATE, CHANGE, RELEASE])
def test_an_idempotent_request_may_be_sent_again(tmp_path: Path, fault: str, sent: Any) -> None:
    """PATCH, PUT and DELETE, and the POSTs that validate or set the same value again."""
    client = Client(tmp_path, (*sent, 204, None), fault=fault)
    client.send(*sent)
    assert client.send(*sent) == 204
    with pytest.raises(UnmatchedRequest, match="sent again, the same as before"):
        client.send(*sent)


def test_a_request_may_be_sent_again_after_a_look_up(tmp_path: Path) -> None:
    """The look-up shows that Flowroute did not process the request."""
    client = Client(tmp_path, (*BUY, 201, {}), (*LOOK, 404, {}), fault="500")
    assert [client.send(*BUY), client.send(*LOOK), client.send(*BUY)] == [500, 404, 201]


def test_an_accepted_request_may_not_be_sent_again_after_a_look_up(tmp_path: Path) -> None:
    """Flowroute processed the request although its response was lost, and would act again."""
    client = Client(tmp_path, (*BUY, 201, {}), (*LOOK, 200, {}), fault="lost-response")
    assert [client.send(*BUY), client.send(*LOOK)] == ["lost-response", 200]
    with pytest.raises(UnmatchedRequest, match="after 'drop-after'"):
        client.send(*BUY)


def test_a_recorded_refusal_is_repeated(tmp_path: Path) -> None:
    """Recorded responses come in order; if the last one is a refusal, it is repeated."""
    client = Client(tmp_path, (*SEND, 403, {}), (*SEND, 429, {}))
    assert [client.send(*SEND) for _ in range(4)] == [403, 429, 429, 429]
    client = Client(tmp_path, (*SEND, 429, {}), (*SEND, 202, {}))
    assert [client.send(*SEND) for _ in range(2)] == [429, 202]
    with pytest.raises(UnmatchedRequest):
        client.send(*SEND)


def test_a_recorded_server_error_is_not_repeated(tmp_path: Path) -> None:
    """A POST after a 500 gets another response only if that was recorded."""
    client = Client(tmp_path, (*SEND, 500, {}), (*SEND, 500, {}))
    assert [client.send(*SEND) for _ in range(2)] == [500, 500]
    with pytest.raises(UnmatchedRequest):
        client.send(*SEND)


def test_blind_retries_of_an_http_library_fail_the_test(suite: Run) -> None:
    """The failure names the fault after which the request was sent again."""
    result = suite(
        """
    import pytest, requests, urllib3
    @pytest.mark.flowroute_cassette("messages/send", fault="503")
    def test_it():
        retries = urllib3.Retry(total=3, status_forcelist=[503], allowed_methods=None)
        session = requests.Session()
        session.mount("https://", requests.adapters.HTTPAdapter(max_retries=retries))
        sms = {"to": "12065550142", "from": "12065550100", "body": "x"}
        session.post("https://api.flowroute.com/v2.1/messages", json=sms)
    """
    )
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "*POST /v2.1/messages was sent again, the same as before, after '503-before', when *",
            "*to fix it: resolve its outcome before it is sent again*",
        ]
    )


def test_an_id_that_is_made_is_no_recorded_one(tmp_path: Path) -> None:
    """A message that is sent again with another text gets an id that no other message has."""
    path = tmp_path / "own.json"
    texts = {41: "One", 42: "Two", 43: "Three"}
    path.write_text(
        cassette(
            *(
                (
                    "POST",
                    "/v2.1/messages",
                    {**SMS, "body": body},
                    202,
                    {"data": {"id": f"mdr2-{n}"}},
                )
                for n, body in texts.items()
            ),
            body="One",
        )
    )
    player = Player(load(path))

    def send(body: str) -> str:
        content = json.dumps({**SMS, "body": body}).encode()
        url = "https://api.flowroute.com/v2.1/messages"
        outcome = player.respond(HTTPRequest("POST", url, {}, content))
        assert isinstance(outcome, HTTPResponse)
        return str(json.loads(outcome.body)["data"]["id"])

    sent = [send(body) for body in ("One", "Two", "Three", "Four", "Five")]
    assert sent == ["mdr2-41", "mdr2-42", "mdr2-43", "mdr2-44", "mdr2-45"]
