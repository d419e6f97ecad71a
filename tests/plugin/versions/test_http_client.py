"""http.client and urllib.request of the standard library."""

from __future__ import annotations

import http.client
import json
import urllib.request
from typing import Any
from urllib.error import HTTPError, URLError

import pytest

from .calls import BASE, BODY, FAULTS, HOST, JSON, MESSAGES, STRATEGIES, is_whole, lists, sends

pytestmark = pytest.mark.once
ERRORS: dict[str, type[Exception]] = dict(
    zip(
        FAULTS,
        (
            URLError,
            ConnectionResetError,
            http.client.RemoteDisconnected,
            http.client.IncompleteRead,
            URLError,
            TimeoutError,
        ),
        strict=True,
    )
)


def _post(body: bytes = BODY) -> urllib.request.Request:
    return urllib.request.Request(MESSAGES, body, JSON)


@sends
@pytest.mark.parametrize("proxy", ["", "http://127.0.0.1:9"])
def test_urlopen(flowroute_cassette: Any, monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    """`urlopen` gets the response, and asks no proxy."""
    monkeypatch.setenv("https_proxy", proxy)
    with urllib.request.urlopen(_post()) as response:
        assert (response.status, json.load(response)["data"]["type"]) == (202, "message")
    [sms] = flowroute_cassette.sent_messages
    assert (sms.to, sms.body) == ("12065550142", "Hello")


@lists
def test_one_connection(flowroute_cassette: Any) -> None:
    """A connection that is kept has the response to each of its requests."""
    connection = http.client.HTTPSConnection(HOST, timeout=5)
    for _ in range(3):
        connection.request("GET", STRATEGIES.removeprefix(BASE), headers=JSON)
        assert is_whole(connection.getresponse().read())
    connection.close()
    assert len(flowroute_cassette.requests) == 6


@sends
def test_a_body_in_pieces(flowroute_cassette: Any) -> None:
    """A chunked body is put together."""
    connection = http.client.HTTPSConnection(HOST)
    pieces = iter([BODY[:5], BODY[5:]])
    connection.request("POST", "/v2.1/messages", pieces, JSON, encode_chunked=True)
    assert connection.getresponse().status == 202
    assert [sms.body for sms in flowroute_cassette.sent_messages] == ["Hello"]


def test_an_error(flowroute_cassette: Any) -> None:
    """An error has Flowroute's document."""
    with flowroute_cassette("messages/send", fault="401"), pytest.raises(HTTPError) as raised:
        urllib.request.urlopen(_post())
    assert raised.value.code == 401
    assert json.load(raised.value)["errors"]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_broken_connection(flowroute_cassette: Any, fault: str) -> None:
    """A fault is the error of the standard library."""
    with flowroute_cassette("messages/send", fault=fault), pytest.raises(ERRORS[fault]):
        with urllib.request.urlopen(_post()) as response:
            response.read()
