"""The sandbox's responses to valid requests of the generated package."""

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
    """Return the response of the furnished account, and its document."""
    body = b"" if isinstance(request.body, Unset) else json.dumps(request.body).encode()
    api = Caller(new_sandbox(furnished()))
    _, document = api.send(request.method, request.path, body, **request.params)
    return api.last, document


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda request: request.operation)
@pytest.mark.sampled(24)
def test_a_valid_request(request_: Request[Any]) -> None:
    """Status, media type and body of the response are those of the document."""
    response, document = send(request_)

    assert faults(request_.operation, response, document) == []
    assert response.status in request_.success


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda request: request.operation)
@pytest.mark.sampled(24)
def test_round_trip_of_a_response(request_: Request[Any]) -> None:
    """Parsed and serialized, a response is unchanged, and has no undocumented member."""
    _, document = send(request_)

    parsed = request_.parse(document)

    assert (None if parsed is None else parsed.to_dict()) == document
    assert list(undocumented(parsed)) == []


def test_every_operation_is_requested() -> None:
    """There is a valid request for each documented operation."""
    assert {request.operation for request in REQUESTS} == set(OPERATIONS)
