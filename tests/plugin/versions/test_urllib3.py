"""urllib3 of version 1.26 and 2."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from typing import Any

import pytest
import urllib3

from .calls import BODY, FAULTS, JSON, MESSAGES, STRATEGIES, is_whole, lists, sends

pytestmark = pytest.mark.once


def _copied(response: Any) -> bytes:
    target = io.BytesIO()
    shutil.copyfileobj(response, target)
    return target.getvalue()


def _read_into(response: Any) -> bytes:
    buffer = bytearray(13)
    return b"".join(iter(lambda: bytes(buffer[: response.readinto(buffer)]), b""))


READING: dict[str, Callable[[Any], bytes]] = {
    "data": lambda response: response.data,
    "iteration": b"".join,
    "read()": lambda response: response.read(),
    "read(11)": lambda response: b"".join(iter(lambda: response.read(11), b"")),
    "read(None)": lambda response: response.read(None),
    "read1": lambda response: b"".join(iter(lambda: response.read1(11), b"")),
    "readinto": _read_into,
    "readline": lambda response: b"".join(iter(response.readline, b"")),
    "stream()": lambda response: b"".join(response.stream()),
    "stream(5)": lambda response: b"".join(response.stream(5)),
    "stream(None)": lambda response: b"".join(response.stream(None)),
    "copyfileobj": _copied,
    "TextIOWrapper": lambda response: io.TextIOWrapper(response, "utf-8").read().encode(),
    "BufferedReader": lambda response: io.BufferedReader(response).read(),
}
ERRORS = dict(
    zip(
        FAULTS,
        (
            urllib3.exceptions.NewConnectionError,
            *[urllib3.exceptions.ProtocolError] * 3,
            urllib3.exceptions.ConnectTimeoutError,
            urllib3.exceptions.ReadTimeoutError,
        ),
        strict=True,
    )
)


@sends
def test_a_message(flowroute_cassette: Any) -> None:
    """A response has Flowroute's status and body."""
    with urllib3.PoolManager() as pool:
        response = pool.request("POST", MESSAGES, body=BODY, headers=JSON)
        assert (response.status, response.reason, response.version) == (202, "Accepted", 11)
        assert b'"message"' in response.data


@lists
@pytest.mark.parametrize("way", READING)
def test_reading(flowroute_cassette: Any, way: str) -> None:
    """Each way of reading that the library has ends, and gives the recorded bytes."""
    with urllib3.PoolManager() as pool:
        response = pool.request("GET", STRATEGIES, preload_content=False)
        if way == "read1" and not hasattr(response, "read1"):  # which is new in version 2.3
            return
        assert is_whole(READING[way](response))


@pytest.mark.parametrize("fault", FAULTS)
def test_a_broken_connection(flowroute_cassette: Any, fault: str) -> None:
    """A fault is the library's own error."""
    with flowroute_cassette("messages/send", fault=fault), urllib3.PoolManager() as pool:
        with pytest.raises(ERRORS[fault]):
            pool.request("POST", MESSAGES, body=BODY, headers=JSON, retries=False)


def test_retries(flowroute_cassette: Any) -> None:
    """The library's own retries work."""
    retry = urllib3.Retry(3, status_forcelist=[429], allowed_methods=None)
    with flowroute_cassette("messages/send", fault="429 x2") as played:
        with urllib3.PoolManager() as pool:
            pool.request("POST", MESSAGES, body=BODY, headers=JSON, retries=retry)
    assert [request.status for request in played.requests] == [429, 429, 202]
