"""The requests of these tests, and the ways in which a connection fails."""

from __future__ import annotations

import json
from base64 import b64encode

import pytest

HOST = "api.flowroute.com"
BASE = f"https://{HOST}"
MESSAGES = f"{BASE}/v2.1/messages"
STRATEGIES = f"{BASE}/v2/routes/edge_strategies"
SMS = {"to": "12065550142", "from": "12065550100", "body": "Hello"}
BODY = json.dumps(SMS).encode()
JSON = {
    "content-type": "application/vnd.api+json",
    "authorization": "Basic " + b64encode(b"key:secret").decode(),
}
FAULTS = ("refused", "reset", "lost-response", "cut", "connect-timeout", "read-timeout")

sends = pytest.mark.flowroute_cassette("messages/send", to=SMS["to"], body="Hello")
lists = pytest.mark.flowroute_cassette("routes/edge-strategies")


def is_whole(body: bytes) -> bool:
    """Whether a body is the recorded one, to its last byte."""
    import httpx

    return len(body) > 100 and body == httpx.get(STRATEGIES).content
