"""Responses to any request, valid or not, match the document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
import schemathesis.pytest
from hypothesis import HealthCheck, settings

from conformance.account import furnished, new_sandbox
from conformance.documented import OPERATIONS, error_faults
from conformance.probes import schema
from flowroute_sandbox import ACCESS_KEY, SECRET_KEY, asgi

SANDBOX = new_sandbox(furnished())
# From a fixture: otherwise requests are made while tests are collected.
SCHEMA = schemathesis.pytest.from_fixture("served_schema")
FULL = settings.default.max_examples > 100
REFUSALS = {400, 403, 404, 405, 415, 422}


@pytest.fixture(scope="module")
def served_schema() -> Any:
    """The document, with the application that its requests are made to."""
    document = schema()
    document.app = asgi(SANDBOX)
    return document


@pytest.fixture(autouse=True)
def node_id(request: pytest.FixtureRequest) -> None:
    """Give schemathesis the attribute to put names of subtests in, which pytest 9.2 has renamed."""
    request.node._nodeid = request.node.nodeid


def requests_to(operation: str) -> Callable[..., None]:
    """Return the test of one operation: of one function, all would have the same node id."""

    @SCHEMA.include(operation_id=operation).parametrize()
    @settings(
        max_examples=20 if FULL else 2,
        derandomize=True,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    def test_operation(case: schemathesis.Case) -> None:
        """A success has a documented status, media type and body; others are error documents."""
        SANDBOX.account = furnished()

        response = case.call(auth=(ACCESS_KEY, SECRET_KEY))

        case.validate_response(response)
        if response.status_code >= 300:
            [media_type] = response.headers["content-type"]
            assert response.status_code in REFUSALS
            assert error_faults(response.status_code, media_type, response.json()) == []

    return test_operation


SOME = OPERATIONS if FULL else [*OPERATIONS][::3]
globals().update({f"test_{operation}": requests_to(operation) for operation in SOME})
