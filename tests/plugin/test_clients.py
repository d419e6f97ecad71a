"""Every HTTP client gets responses, and each fault as an error of its own."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
import requests
import urllib3

from flowroute_ext import Flowroute
from flowroute_sandbox.faults import ALIASES
from pytest_flowroute._base import active
from pytest_flowroute._base.http_messages import HTTPRequest, Outcome
from pytest_flowroute._playback.fixture import FlowrouteCassette

from .conftest import Run, cassette
from .http_clients import BROKEN, HTTP_CLIENTS, HTTPClient, with_httpx, with_requests

SMS = {"to": "12065550142", "from": "12065550100", "body": "Hello"}
MESSAGES = "/v2.1/messages"
callers = pytest.mark.parametrize("call", HTTP_CLIENTS.values(), ids=HTTP_CLIENTS)


@callers
def test_a_client_sends_a_message_and_polls_until_it_is_delivered(
    call: HTTPClient, flowroute_cassette: FlowrouteCassette
) -> None:
    """Repeated look-ups get the recorded responses in order, and then the last one."""
    with flowroute_cassette("messages/delivered", to=SMS["to"], body="Hello") as played:
        status, content = call("POST", MESSAGES, SMS)
        assert status == 202
        path = f"{MESSAGES}/{json.loads(content)['data']['id']}"
        seen = [json.loads(call("GET", path, None)[1]) for _ in range(5)]
    assert [one["data"]["attributes"]["status"] for one in seen] == [
        "queued",
        "smsc submit",
        "message buffered",
        "message buffered",
        "message buffered",
    ]
    assert {one["data"]["attributes"]["body"] for one in seen} == {"Hello"}
    assert played.play_count == 6
    assert [sms.body for sms in played.sent_messages] == ["Hello"]


@callers
@pytest.mark.parametrize("status", [401, 403, 404, 409, 422, 429, 500])
@pytest.mark.sampled(12)
def test_an_error_response_has_flowroutes_document(
    call: HTTPClient, status: int, flowroute_cassette: FlowrouteCassette
) -> None:
    """Each status comes with a list of errors that has it, and the next request succeeds."""
    with flowroute_cassette("messages/send", fault=str(status)) as played:
        got, content = call("POST", MESSAGES, SMS)
        again, _ = call("POST", MESSAGES, {**SMS, "body": "Hello again"})
    assert (got, again) == (status, 202)
    assert [error["status"] for error in json.loads(content)["errors"]] == [status]
    assert len(played.requests) == 2
    assert len(played.sent_messages) == 1


@callers
def test_a_page_instead_of_an_answer(
    call: HTTPClient, flowroute_cassette: FlowrouteCassette
) -> None:
    """`html` is the error page of a proxy."""
    with flowroute_cassette("messages/send", fault="html"):
        status, content = call("POST", MESSAGES, SMS)
    assert status == 502
    assert content.startswith(b"<html>")


@pytest.mark.parametrize(
    ("client", "fault"), [(client, fault) for client in BROKEN for fault in BROKEN[client]]
)
@pytest.mark.sampled(12)
def test_a_broken_connection_is_the_clients_own_error(
    client: str, fault: str, flowroute_cassette: FlowrouteCassette
) -> None:
    """Each client raises the error of a real network; Flowroute processed what it processed."""
    with flowroute_cassette("messages/send", fault=fault) as played:
        with pytest.raises(BROKEN[client][fault]) as raised:
            HTTP_CLIENTS[client]("POST", MESSAGES, SMS)
    assert type(raised.value) is BROKEN[client][fault]
    assert [one.fault for one in played.requests] == [ALIASES.get(fault, fault)]
    assert len(played.sent_messages) == (fault in {"cut", "lost-response"})


def test_urllib3_retries(flowroute_cassette: FlowrouteCassette) -> None:
    """The retries of urllib3 below requests work."""
    retries = urllib3.Retry(total=3, status_forcelist=[429], allowed_methods=None)
    session = requests.Session()
    session.mount("https://", requests.adapters.HTTPAdapter(max_retries=retries))
    with flowroute_cassette("messages/send", fault="429 x2") as played, session:
        assert session.post(f"https://api.flowroute.com{MESSAGES}", json=SMS).status_code == 202
    assert [one.status for one in played.requests] == [429, 429, 202]


def test_this_projects_client(flowroute_cassette: FlowrouteCassette) -> None:
    """flowroute_ext needs nothing special."""
    with flowroute_cassette("messages/send", to="+1 206 555 0142") as played:
        with Flowroute("key", "secret") as flowroute:
            sent = flowroute.messages.send(to="2065550142", from_="12065550100", body="Hello")
    [message] = played.sent_messages
    assert (message.to, message.from_, message.body) == ("12065550142", "12065550100", "Hello")
    assert message.id == sent.id
    assert "Hello" not in repr(message)


@pytest.mark.parametrize("call", [with_httpx, with_requests])
def test_eight_threads_get_their_responses(
    call: HTTPClient, flowroute_cassette: FlowrouteCassette
) -> None:
    """No response is given twice and none is lost, in any thread."""
    with flowroute_cassette("messages/send") as played, ThreadPoolExecutor(8) as threads:
        bodies = [{**SMS, "body": f"Hello {number}"} for number in range(60)]
        got = list(threads.map(lambda body: call("POST", MESSAGES, body)[0], bodies))
    assert got == [202] * 60
    assert {sms.body for sms in played.sent_messages} == {one["body"] for one in bodies}
    assert played.play_count == 60


def test_a_transport_of_the_application(flowroute_cassette: FlowrouteCassette) -> None:
    """A transport around that of httpx gets each response."""

    class Retrying(httpx.BaseTransport):
        def __init__(self) -> None:
            self.inner = httpx.HTTPTransport()

        def handle_request(self, request: httpx.Request) -> httpx.Response:
            while (response := self.inner.handle_request(request)).status_code == 429:
                response.read()
            return response

    with flowroute_cassette("messages/send", fault="429 x2") as played:
        with httpx.Client(transport=Retrying(), base_url="https://api.flowroute.com") as client:
            assert client.post(MESSAGES, json=SMS).status_code == 202
    assert [one.status for one in played.requests] == [429, 429, 202]


def test_a_streamed_response(flowroute_cassette: FlowrouteCassette) -> None:
    """A response can be streamed, and has an elapsed time and a version."""
    with flowroute_cassette("messages/send"):
        with httpx.stream("POST", f"https://api.flowroute.com{MESSAGES}", json=SMS) as response:
            content = b"".join(response.iter_bytes())
    assert json.loads(content)["data"]["type"] == "message"
    assert (response.http_version, response.reason_phrase) == ("HTTP/1.1", "Accepted")
    assert response.elapsed.total_seconds() >= 0


class Failing:
    """A responder that raises an error that it does not know of."""

    clock = None

    def respond(self, request: HTTPRequest) -> Outcome:
        """Raise it."""
        raise LookupError(request.method)


@callers
def test_an_error_of_a_responder_is_raised_at_once(
    flowroute_cassette: FlowrouteCassette, call: HTTPClient
) -> None:
    """Also to a client that waits for a response on a connection."""
    failing = Failing()
    previous = active.enter(failing)
    try:
        with pytest.raises(LookupError, match="GET"):
            call("GET", "/v2/routes", None)
    finally:
        active.leave(failing, previous)
    assert flowroute_cassette.requests == []


HEADERS = """
    import asyncio, aiohttp, http.client, httpx, pytest, requests, urllib3
    URL = "https://api.flowroute.com/v2/routes"

    def by_http_client():
        connection = http.client.HTTPSConnection("api.flowroute.com")
        connection.request("GET", "/v2/routes")
        return connection.getresponse().headers["x-name"]

    async def by_aiohttp():
        async with aiohttp.ClientSession() as session, session.get(URL) as response:
            return dict(response.raw_headers)[b"x-name"]

    @pytest.mark.flowroute_cassette("own")
    @pytest.mark.parametrize(
        "read",
        [
            lambda: dict(httpx.get(URL).headers.raw)[b"x-name"],
            lambda: requests.get(URL).headers["x-name"],
            lambda: urllib3.request("GET", URL).headers["x-name"],
            by_http_client,
            lambda: asyncio.run(asyncio.wait_for(by_aiohttp(), 20)),
        ],
    )
    def test_it(read):
        value = read()
        assert (value if isinstance(value, bytes) else value.encode("latin-1")) == SENT
"""


@pytest.mark.parametrize(
    ("value", "sent"), [("Café", b"Caf\xe9"), ("Ünï – “x” 山", "Ünï – “x” 山".encode())]
)
def test_a_header_in_another_alphabet(
    suite: Run, pytester: pytest.Pytester, value: str, sent: bytes
) -> None:
    """It is read as from a server: the bytes of Latin-1, or of UTF-8 if it has other letters."""
    document = json.loads(cassette(("GET", "/v2/routes", None, 200, {"data": []})))
    document["interactions"][0]["response"]["headers"] = {"x-name": [value]}
    folder = pytester.mkdir("cassettes") / "flowroute"
    folder.mkdir()
    (folder / "own.json").write_text(json.dumps(document), encoding="utf-8")

    suite(HEADERS.replace("SENT", repr(sent))).assert_outcomes(passed=5)
