"""Faults on real sockets: what clients see of a `flowroute sandbox`."""

from __future__ import annotations

import http.client
import json
import signal
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from urllib.parse import urlsplit

import httpx
import pytest
from sandbox_serving.conftest import KEYS
from sandbox_serving.served import AUTHORIZATION, Served

NUMBER = "/v2/numbers/12065550100"
MESSAGE = {"to": "12065550199", "from": "12065550100", "body": "hi"}
SEND = "send_a_message"
SEEN = {
    "refuse": (ConnectionRefusedError, httpx.ConnectError, 0),
    "connect-timeout": (TimeoutError, httpx.ReadTimeout, 0),
    "read-timeout": (TimeoutError, httpx.ReadTimeout, 0),
    "drop-before": (http.client.RemoteDisconnected, httpx.RemoteProtocolError, 0),
    "drop-after": (http.client.RemoteDisconnected, httpx.RemoteProtocolError, 1),
    "reset-before": (ConnectionResetError, httpx.ReadError, 0),
    "reset-after": (ConnectionResetError, httpx.ReadError, 1),
    "slow": (TimeoutError, httpx.ReadTimeout, 1),
    "500-before": (500, 500, 0),
    "500-after": (500, 500, 1),
    "502-before": (502, 502, 0),
    "502-after": (502, 502, 1),
    "503-before": (503, 503, 0),
    "503-after": (503, 503, 1),
    "504-before": (504, 504, 0),
    "504-after": (504, 504, 1),
    "409": (409, 409, 0),
    "429": (429, 429, 0),
    "cut-body": (http.client.IncompleteRead, httpx.RemoteProtocolError, 1),
    "wrong-body": (json.JSONDecodeError, json.JSONDecodeError, 1),
}
"""What http.client and httpx see of each fault, and how many messages are accepted."""

LATE = {"connect-timeout", "read-timeout", "slow"}


@pytest.fixture(scope="module")
def server():
    """One sandbox for all of these tests."""
    server = Served("-m", "flowroute_ext.cli", "sandbox", "--port", 0)
    yield server
    server.clean_up()


@pytest.fixture
def served(server):
    """The sandbox as if new, with a number to send from."""
    server.json("POST", "/_sandbox/reset")
    server.json("POST", "/_sandbox/numbers", {"number": "12065550100"})
    return server


def by_http_client(served, wait=60):
    """The status of sending a message by http.client, on a connection of its own, or the error."""
    connection = http.client.HTTPConnection(urlsplit(served.url).netloc, timeout=wait)
    headers = {"authorization": AUTHORIZATION, "content-type": "application/json"}
    with closing(connection):
        try:
            connection.request("POST", "/v2.1/messages", json.dumps(MESSAGE), headers)
            response = connection.getresponse()
            json.loads(response.read()) if response.status < 500 else None
        except (OSError, http.client.HTTPException, json.JSONDecodeError) as error:
            return type(error)
    return response.status


def by_httpx(served, wait=60):
    """The status of sending a message by httpx, on a connection of its own, or the error."""
    with httpx.Client(auth=KEYS, timeout=wait) as client:
        try:
            response = client.post(f"{served.url}/v2.1/messages", json=MESSAGE)
            response.json() if response.status_code < 500 else None
        except (httpx.HTTPError, json.JSONDecodeError) as error:
            return type(error)
    return response.status_code


def answers(served):
    """Waits until connections are taken, as they no longer may have been."""
    while True:
        served.connection.close()
        with suppress(ConnectionRefusedError):
            return served.json("GET", "/_sandbox/health")
        threading.Event().wait(0.02)  # nothing signals it


def arm(served, name, **more):
    status, _ = served.json("POST", "/_sandbox/faults", {"name": name, **more})
    assert status == 201


@pytest.mark.parametrize("name", SEEN)
@pytest.mark.parametrize("send", [by_http_client, by_httpx])
def test_what_clients_see(served, send, name):
    """Each fault is seen as a real failure, `times` in all."""
    seen, accepted = SEEN[name][send is by_httpx], SEEN[name][2]
    arm(served, name, **({"seconds": 2} if name == "refuse" else {}))

    assert send(served, wait=0.3 if name in LATE else 60) == seen
    answers(served)
    assert send(served) == 202

    assert served.json("GET", "/_sandbox/state")[1]["messages"] == accepted + 1
    came = 1 if name == "refuse" else 2
    assert served.json("GET", "/_sandbox/requests") == (
        200,
        {"total": came, "operations": {SEND: came}},
    )
    (fault,) = served.json("GET", "/_sandbox/faults")[1]["faults"]
    (hit,) = fault["hits"]
    assert (hit["operation"], hit["number"]) == ((None, 0) if name == "refuse" else (SEND, 1))


@pytest.mark.parametrize("name", ["drop-after", "reset-after", "cut-body"])
def test_a_connection_that_was_in_use(served, name):
    """A connection in use breaks as well, and the client can open another."""
    arm(served, name, operation=SEND)
    with httpx.Client(auth=KEYS) as client:
        assert client.get(f"{served.url}/v2/numbers").status_code == 200
        with pytest.raises(httpx.TransportError):
            client.post(f"{served.url}/v2.1/messages", json=MESSAGE)
        assert client.get(f"{served.url}/v2/numbers").status_code == 200

    assert served.json("GET", "/_sandbox/requests")[1]["operations"][SEND] == 1


def test_the_nth_call_on_sockets(served):
    """The nth request of an operation fails, on any connection."""
    arm(served, "drop-before", operation=SEND, nth=2, times=2)

    seen = [by_httpx(served), by_http_client(served), by_httpx(served), by_httpx(served)]

    assert seen == [202, http.client.RemoteDisconnected, httpx.RemoteProtocolError, 202]


def test_many_clients_at_once(served):
    """With concurrent requests, `times` of them fail, and all are counted."""
    arm(served, "drop-after", nth=20, times=13)
    with ThreadPoolExecutor(8) as threads:
        seen = Counter(threads.map(by_http_client, [served] * 80))

    assert seen == {202: 67, http.client.RemoteDisconnected: 13}
    assert served.json("GET", "/_sandbox/requests")[1]["operations"] == {SEND: 80}
    assert served.json("GET", "/_sandbox/state")[1]["messages"] == 80


def test_slow_within_the_timeout(served):
    """A slow response within the timeout arrives."""
    arm(served, "slow", seconds=0.01)

    assert by_httpx(served) == 202


def test_what_has_no_body(served):
    """A response without a body is dropped where it cannot be cut."""
    served.json("POST", "/v2/numbers/12065550101")
    arm(served, "cut-body")

    with pytest.raises(http.client.RemoteDisconnected):
        served.json("DELETE", "/v2/numbers/12065550101")
    assert served.json("GET", "/v2/numbers/12065550101")[0] == 404


def test_refusing_ends_what_is_open(served):
    """Idle connections are closed when connections begin to be refused."""
    with closing(http.client.HTTPConnection(urlsplit(served.url).netloc, timeout=60)) as idle:
        idle.request("GET", "/_sandbox/health")
        idle.getresponse().read()
        arm(served, "refuse", nth=2, seconds=2)
        assert by_httpx(served) == 202
        assert idle.sock.recv(1) == b""

    assert by_httpx(served) is httpx.ConnectError
    answers(served)
    assert by_httpx(served) == 202


def test_refusing_several_times(served):
    """Each of the times lasts for the seconds, one after the other, and the port stays."""
    arm(served, "refuse", times=3, seconds=0.5)

    assert by_http_client(served) is ConnectionRefusedError
    answers(served)
    (fault,) = served.json("GET", "/_sandbox/faults")[1]["faults"]
    assert len(fault["hits"]) == 3
    assert by_http_client(served) == 202


def test_stopping_while_connections_are_refused(serve):
    """The server stops while it refuses connections."""
    served = serve()
    arm(served, "refuse", seconds=60)

    assert by_http_client(served) is ConnectionRefusedError
    assert served.stop(signal.SIGINT) == (0, "", "")


def test_nothing_is_logged(serve):
    """Faults are not logged as errors of the server."""
    served = serve()
    served.json("POST", NUMBER)
    for name in set(SEEN) - {"refuse"}:
        arm(served, name)
        by_http_client(served, wait=0.3 if name in LATE else 60)

    assert served.stop() == (0, "", "")


def test_faults_are_not_kept(serve, tmp_path):
    """A server restarted on the same file has the messages, but no faults or counts."""
    file = tmp_path / "account.db"
    served = serve("--data", file)
    served.json("POST", NUMBER)
    arm(served, "drop-after")
    assert by_httpx(served) is httpx.RemoteProtocolError
    arm(served, "500-before", times=9)
    served.stop(signal.SIGKILL)

    served = serve("--data", file)

    assert served.json("GET", "/_sandbox/faults")[1] == {"faults": []}
    assert served.json("GET", "/_sandbox/requests")[1] == {"total": 0, "operations": {}}
    assert served.json("GET", "/_sandbox/state")[1]["messages"] == 1
