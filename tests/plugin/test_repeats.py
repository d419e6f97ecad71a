"""What was certainly not accepted may be sent again, and what may have been is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pytest_flowroute._base.errors import UnmatchedRequest
from pytest_flowroute._base.faults import parse
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


class Responder:
    """Asks a player, and tells what came of it in a word."""

    def __init__(self, tmp_path: Path, *interactions: Any, fault: object = None) -> None:
        path = tmp_path / "own.json"
        path.write_text(cassette(*interactions))
        self.player = Player(load(path), faults=parse(fault))

    def ask(self, method: str, path: str, body: Any) -> int | str:
        content = b"" if body is None else str(body).replace("'", '"').encode()
        url = f"https://api.flowroute.com{path}"
        outcome = self.player.respond(HTTPRequest(method, url, {}, content))
        if isinstance(outcome, HTTPResponse):
            return "cut" if outcome.cut else outcome.status
        return outcome


@pytest.mark.parametrize("fault", REFUSED)
def test_what_was_refused_may_be_sent_again(tmp_path: Path, fault: str) -> None:
    """It moves on to what was recorded, and Flowroute took it once."""
    playing = Responder(tmp_path, (*SEND, 202, {}), fault=f"{fault} x2")
    asked = [playing.ask(*SEND) for _ in range(3)]
    assert asked == [int(fault) if fault.isdigit() else fault] * 2 + [202]
    assert len(playing.player.sent_messages) == 1
    with pytest.raises(UnmatchedRequest, match="sent again, the same as before"):
        playing.ask(*SEND)


@pytest.mark.parametrize("fault", LOST)
@pytest.mark.parametrize("sent", [SEND, BUY])
def test_what_may_have_been_accepted_is_not(tmp_path: Path, fault: str, sent: Any) -> None:
    """A second, equal POST fails the test: the answer told nothing. Another one is fine."""
    playing = Responder(tmp_path, (*sent, 202, {}), (*LOOK, 404, {}), fault=fault)
    playing.ask(*sent)
    with pytest.raises(UnmatchedRequest) as raised:
        playing.ask(*sent)
    told = f"was sent again, the same as before, after {fault!r}, when Flowroute may have accepted"
    assert told in str(raised.value)
    assert playing.ask(*LOOK) == 404


@pytest.mark.parametrize("fault", LOST)
@pytest.mark.parametrize("sent", [CALLBACK, VALIDATE, CHANGE, RELEASE])
def test_what_changes_nothing_the_second_time_may_be_sent_again(
    tmp_path: Path, fault: str, sent: Any
) -> None:
    """PATCH, PUT and DELETE, and the POSTs that set or check what is there already."""
    playing = Responder(tmp_path, (*sent, 204, None), fault=fault)
    playing.ask(*sent)
    assert playing.ask(*sent) == 204
    with pytest.raises(UnmatchedRequest, match="sent again, the same as before"):
        playing.ask(*sent)


def test_who_looks_first_may_send_again(tmp_path: Path) -> None:
    """Flowroute has no trace of what a fault kept from it; so it is sent for the first time."""
    playing = Responder(tmp_path, (*BUY, 201, {}), (*LOOK, 404, {}), fault="500")
    assert [playing.ask(*BUY), playing.ask(*LOOK), playing.ask(*BUY)] == [500, 404, 201]


def test_who_looks_does_not_undo_what_was_accepted(tmp_path: Path) -> None:
    """Flowroute took what had its answer lost, and would act again."""
    playing = Responder(tmp_path, (*BUY, 201, {}), (*LOOK, 200, {}), fault="lost-response")
    assert [playing.ask(*BUY), playing.ask(*LOOK)] == ["lost-response", 200]
    with pytest.raises(UnmatchedRequest, match="after 'lost-response'"):
        playing.ask(*BUY)


def test_a_recorded_refusal_is_given_again(tmp_path: Path) -> None:
    """The same call goes on to the next recorded answer, and stays on a last one that refuses."""
    playing = Responder(tmp_path, (*SEND, 403, {}), (*SEND, 429, {}))
    assert [playing.ask(*SEND) for _ in range(4)] == [403, 429, 429, 429]
    playing = Responder(tmp_path, (*SEND, 429, {}), (*SEND, 202, {}))
    assert [playing.ask(*SEND) for _ in range(2)] == [429, 202]
    with pytest.raises(UnmatchedRequest):
        playing.ask(*SEND)


def test_a_recorded_failure_is_given_once(tmp_path: Path) -> None:
    """A POST that was answered with 500 is answered again only if that was recorded."""
    playing = Responder(tmp_path, (*SEND, 500, {}), (*SEND, 500, {}))
    assert [playing.ask(*SEND) for _ in range(2)] == [500, 500]
    with pytest.raises(UnmatchedRequest):
        playing.ask(*SEND)


def test_an_application_that_sends_blindly_fails(suite: Run) -> None:
    """Retries of an HTTP library that know nothing of what they repeat are found out."""
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
            "*POST /v2.1/messages was sent again, the same as before, after '503', when *",
            "*to mend it: resolve its outcome before it is sent again*",
        ]
    )
