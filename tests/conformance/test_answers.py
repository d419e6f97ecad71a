"""What the sandbox answers to the good requests of the generated package."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sandbox.caller import Caller

from conformance.account import furnished, new_sandbox
from conformance.documented import OPERATIONS, faults, undocumented
from conformance.requests import REQUESTS
from flowroute_api.types import Request, Unset
from flowroute_sandbox.http.messages import Response


def send(request: Request[Any]) -> tuple[Response, Any]:
    """What the furnished account answers, and the document in it."""
    body = b"" if isinstance(request.body, Unset) else json.dumps(request.body).encode()
    api = Caller(new_sandbox(furnished()))
    _, document = api.send(request.method, request.path, body, **request.params)
    return api.last, document


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda request: request.operation)
def test_a_good_request_is_answered_as_documented(request_: Request[Any]) -> None:
    """Status, media type and body of the answer are those of the document."""
    response, document = send(request_)

    assert faults(request_.operation, response, document) == []
    assert response.status in request_.success


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda request: request.operation)
def test_the_answer_survives_the_generated_package(request_: Request[Any]) -> None:
    """Parsed and written again, an answer is what it was, and has no undocumented member."""
    _, document = send(request_)

    parsed = request_.parse(document)

    assert (None if parsed is None else parsed.to_dict()) == document
    assert list(undocumented(parsed)) == []


def test_every_operation_is_asked() -> None:
    """There is a good request for each documented operation."""
    assert {request.operation for request in REQUESTS} == set(OPERATIONS)
