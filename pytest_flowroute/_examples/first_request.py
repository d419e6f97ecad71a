"""The first request of a process, which is slow: it imports an HTTP library and more."""

from __future__ import annotations

from functools import cache
from typing import Any

KEYS = ("key", "secret")
NUMBER = "12065550142"


@cache
def send() -> None:
    """Send one request, once, so that it is not in the time of an example, which is limited."""
    from flowroute_ext import Flowroute
    from flowroute_ext.testing import http_library
    from flowroute_sandbox import Sandbox, transport

    sandbox = Sandbox(access_key=KEYS[0], secret_key=KEYS[1], post=None)
    sandbox.seed_number(NUMBER)
    library: Any = http_library()
    http_client = library.Client(transport=transport(sandbox, library))
    with http_client, Flowroute(*KEYS, http_client=http_client) as client:
        client.messages.send(to="12065550100", from_=NUMBER, body="Hello")
