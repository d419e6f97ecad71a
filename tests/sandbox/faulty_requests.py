"""Requests to a sandbox that faults may hit."""

from __future__ import annotations

import json
from typing import Any

from flowroute_sandbox.faults import Outcome
from flowroute_sandbox.http.messages import Request, Response
from flowroute_sandbox.sandbox import Sandbox
from sandbox.caller import AUTHORIZATION
from sandbox.samples import SMS

SEND, LOOK = "send_a_message", "list_account_phone_numbers"
HEADERS = {"authorization": AUTHORIZATION}


def send(sandbox: Sandbox, **changes: Any) -> Outcome:
    """What the client sees of sending a message."""
    body = json.dumps(SMS | changes).encode()
    return sandbox.outcome(Request("POST", "/v2.1/messages", "", HEADERS, body))


def look(sandbox: Sandbox) -> Outcome:
    """What the client sees of listing its numbers."""
    return sandbox.outcome(Request("GET", "/v2/numbers", "", HEADERS))


def status(outcome: Outcome) -> int:
    assert isinstance(outcome, Response)
    return outcome.status
