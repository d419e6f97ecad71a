"""tornado's client."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from .calls import BODY, JSON, MESSAGES, STRATEGIES, is_whole, lists, sends

httpclient = pytest.importorskip("tornado.httpclient")
pytestmark = pytest.mark.once


def _fetch(url: str, **settings: Any) -> Any:
    async def fetch() -> Any:
        client = httpclient.AsyncHTTPClient(force_instance=True)
        try:
            return await client.fetch(url, **settings)
        finally:
            client.close()

    return asyncio.run(fetch())


@sends
def test_a_message(flowroute_cassette: Any) -> None:
    """A response has Flowroute's status and body."""
    response = _fetch(MESSAGES, method="POST", body=BODY, headers=JSON)
    assert (response.code, json.loads(response.body)["data"]["type"]) == (202, "message")


@lists
def test_reading(flowroute_cassette: Any) -> None:
    """A body is the recorded one, whole or in chunks."""
    chunks: list[bytes] = []
    _fetch(STRATEGIES, streaming_callback=chunks.append)
    assert is_whole(b"".join(chunks))
    assert is_whole(_fetch(STRATEGIES).body)


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("refused", ConnectionRefusedError),
        ("reset", ConnectionResetError),
        ("lost-response", httpclient.HTTPError),
        ("cut", httpclient.HTTPError),
        ("connect-timeout", httpclient.HTTPError),
        ("read-timeout", httpclient.HTTPError),
        ("401", httpclient.HTTPError),
    ],
)
def test_a_failure(flowroute_cassette: Any, fault: str, error: type[Exception]) -> None:
    """A fault is the library's own error, or its response."""
    with flowroute_cassette("messages/send", fault=fault), pytest.raises(error) as raised:
        _fetch(MESSAGES, method="POST", body=BODY, headers=JSON)
    if isinstance(raised.value, httpclient.HTTPError):
        assert raised.value.code == (401 if fault == "401" else 599)
