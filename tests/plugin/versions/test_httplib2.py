"""httplib2."""

from __future__ import annotations

import json
from typing import Any

import pytest

from .calls import BODY, JSON, MESSAGES, STRATEGIES, is_whole, lists, sends

httplib2 = pytest.importorskip("httplib2")
pytestmark = pytest.mark.once


@sends
def test_a_message(flowroute_cassette: Any) -> None:
    """A response has Flowroute's status and body."""
    response, body = httplib2.Http().request(MESSAGES, "POST", BODY, JSON)
    assert (response.status, json.loads(body)["data"]["type"]) == (202, "message")


@lists
def test_one_connection(flowroute_cassette: Any) -> None:
    """A connection that is kept has the response to each of its requests."""
    http = httplib2.Http()
    for _ in range(2):
        assert is_whole(http.request(STRATEGIES)[1])
    http.close()
