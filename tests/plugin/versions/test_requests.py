"""requests, on whichever urllib3 there is."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from typing import Any

import pytest
import requests
import urllib3

from .calls import BASE, BODY, FAULTS, JSON, MESSAGES, SMS, STRATEGIES, is_whole, lists, sends

pytestmark = pytest.mark.once


def _copied(response: requests.Response) -> bytes:
    target = io.BytesIO()
    shutil.copyfileobj(response.raw, target)
    return target.getvalue()


READING: dict[str, Callable[[requests.Response], bytes]] = {
    "content": lambda response: response.content,
    "iteration": b"".join,
    "iter_content()": lambda response: b"".join(response.iter_content()),
    "iter_content(7)": lambda response: b"".join(response.iter_content(7)),
    "iter_content(None)": lambda response: b"".join(response.iter_content(None)),
    "iter_lines()": lambda response: b"\n".join(response.iter_lines()),
    "iter_lines(1)": lambda response: b"\n".join(response.iter_lines(1, delimiter=b"\n")),
    "iter_lines(None)": lambda response: b"\n".join(response.iter_lines(None)),
    "raw.read": lambda response: response.raw.read(),
    "copyfileobj(raw)": _copied,
}
ERRORS = dict(
    zip(
        FAULTS,
        (
            *[requests.ConnectionError] * 3,
            requests.exceptions.ChunkedEncodingError,
            requests.ConnectTimeout,
            requests.ReadTimeout,
        ),
        strict=True,
    )
)


@sends
def test_a_message(flowroute_cassette: Any) -> None:
    """A response has Flowroute's status and body."""
    response = requests.post(MESSAGES, data=BODY, headers=JSON)
    assert (response.status_code, response.json()["data"]["type"]) == (202, "message")


@lists
@pytest.mark.parametrize("way", READING)
def test_reading(flowroute_cassette: Any, way: str) -> None:
    """Each way of reading a streamed response ends, and gives the recorded bytes."""
    assert is_whole(READING[way](requests.get(STRATEGIES, stream=True)))


@pytest.mark.parametrize("fault", FAULTS)
def test_a_broken_connection(flowroute_cassette: Any, fault: str) -> None:
    """A fault is the library's own error, where it has one."""
    if fault == "cut" and urllib3.__version__.startswith("1."):
        return  # requests takes it for a whole body then
    with flowroute_cassette("messages/send", fault=fault):
        with pytest.raises(ERRORS[fault]):
            requests.post(MESSAGES, data=BODY, headers=JSON)


def test_a_session(flowroute_sandbox: Any) -> None:
    """A session with credentials of its own works beside the account of a test."""
    with requests.Session() as session:
        session.auth = flowroute_sandbox.credentials
        sms = {**SMS, "from": flowroute_sandbox.number}
        assert session.post(MESSAGES, json=sms, headers={}).status_code == 202
        assert session.get(f"{BASE}/v2/numbers").json()["data"][0]["id"] == sms["from"]
    assert [text.body for text in flowroute_sandbox.texts] == ["Hello"]


@sends
@pytest.mark.parametrize("proxy", ["", "http://127.0.0.1:9"])
def test_a_proxy(flowroute_cassette: Any, monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    """A proxy in the environment is not connected to."""
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    response = requests.post(MESSAGES, data=json.dumps(SMS), headers=JSON)
    assert response.status_code == 202


@sends
def test_a_body_of_unknown_length(flowroute_cassette: Any) -> None:
    """A body in chunks is put together, in each version."""
    response = requests.post(MESSAGES, data=iter([BODY[:5], BODY[5:]]), headers=JSON)
    assert (response.status_code, response.json()["data"]["type"]) == (202, "message")
