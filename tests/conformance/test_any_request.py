"""Whatever is asked, by the document's rules or against them, the answer keeps to them."""

from __future__ import annotations

import schemathesis
from hypothesis import HealthCheck, settings

from conformance.account import furnished, new_sandbox
from conformance.documented import error_faults
from conformance.probes import schema
from flowroute_sandbox import ACCESS_KEY, SECRET_KEY, asgi

SANDBOX = new_sandbox(furnished())
SCHEMA = schema()
SCHEMA.app = asgi(SANDBOX)
REFUSALS = {400, 403, 404, 405, 415, 422}


@SCHEMA.parametrize()
@settings(
    max_examples=30,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
def test_an_answer_is_documented(case: schemathesis.Case) -> None:
    """A success has a documented status, media type and body; all else is an error document."""
    SANDBOX.account = furnished()

    response = case.call(auth=(ACCESS_KEY, SECRET_KEY))

    case.validate_response(response)
    if response.status_code >= 300:
        [media_type] = response.headers["content-type"]
        assert response.status_code in REFUSALS
        assert error_faults(response.status_code, media_type, response.json()) == []
