# Written by scripts/unasync.py from tests/ext/_async/test_refusals.py. Do not edit.
"""Error responses: the right error, and the client can go on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from ext.calls import NUMBER
from ext.calls.e911s import OFFICE
from ext.calls.routes import PBX
from ext.server import Server, answer, document
from openapi.document import EXAMPLES

from flowroute_ext import APIError, Flowroute, NotFound, Unauthorized, errors
from flowroute_ext.errors import ErrorDetail

CURE = "Check the access key and the secret key (FR_ACCESS_KEY, FR_SECRET_KEY)."
ZIP = "ZIP code must be at least 4 and at most 7 digits long"
TOO_BIG = 'Error fetching media: File at "https://example.com/big.gif" is over 767840 byte limit.'

DOCUMENTED = [
    ("error_400_geocode", lambda it: it.e911s.create(OFFICE), "AddressNotFound"),
    ("error_401", lambda it: it.numbers.get(NUMBER), "Unauthorized"),
    ("error_403", lambda it: it.numbers.get(NUMBER), "Forbidden"),
    ("error_403_duplicate_address", lambda it: it.e911s.create(OFFICE), "DuplicateAddress"),
    ("error_403_funds", lambda it: it.numbers.purchase(NUMBER), "InsufficientFunds"),
    ("error_403_route_in_use", lambda it: it.routes.delete(1), "RouteInUse"),
    ("error_403_route_in_use_without_id", lambda it: it.routes.delete(1), "RouteInUse"),
    ("error_403_route_in_use", lambda it: it.e911s.delete(1), "AddressInUse"),
    ("error_403_route_in_use", lambda it: it.cnams.delete(1), "Forbidden"),
    ("error_404_number", lambda it: it.numbers.release(NUMBER), "NotFound"),
    ("error_404_number", lambda it: it.numbers.purchase(NUMBER), "NumberUnavailable"),
    ("error_404_cnam", lambda it: it.cnams.delete(1), "NotFound"),
    ("error_405", lambda it: it.routes.create(PBX), "MethodNotAllowed"),
    ("error_422_zip", lambda it: it.e911s.create(OFFICE), "Unprocessable"),
    (
        "error_422_no_emergency_services",
        lambda it: it.e911s.associate(NUMBER, 1),
        "E911NotSupported",
    ),
    (
        "error_422_media_too_big",
        lambda it: it.messages.send(to=NUMBER, from_=NUMBER, body="Hello"),
        "MediaTooLarge",
    ),
]


@pytest.mark.parametrize(("example", "call", "name"), DOCUMENTED)
def test_a_documented_refusal(
    flowroute: Flowroute,
    server: Server,
    example: str,
    call: Callable[[Flowroute], Any],
    name: str,
) -> None:
    """A documented error raises the most specific class, with all details."""
    body = EXAMPLES[example]["value"]
    said = body["errors"][0]
    server.script.append(document(said["status"], body))

    with pytest.raises(APIError) as caught:
        call(flowroute)

    error, asked = caught.value, server.asked[0]
    detail = ErrorDetail(
        said["status"], said.get("title"), said.get("detail") or None, said.get("id")
    )
    assert (type(error), error.status, error.errors, error.request_id, error.method) == (
        getattr(errors, name),
        said["status"],
        (detail,),
        said.get("id"),
        asked.method,
    )
    assert error.path.count("/") == asked.path.count("/")
    assert NUMBER not in str(error)


def test_field_messages(flowroute: Flowroute, server: Server) -> None:
    """A detail that mirrors the request becomes messages for each field."""
    server.script.append(document(422, EXAMPLES["error_422_zip"]["value"]))

    with pytest.raises(APIError) as caught:
        flowroute.e911s.create(OFFICE)

    assert caught.value.fields == {"data.attributes.zip": (ZIP,)}
    assert str(caught.value) == (
        f"422 Unprocessable Entity from POST /v2/e911s: data.attributes.zip: {ZIP} "
        "(request id 15eb464e-d717-49e2-a6cc-e97af67c1930)"
    )


STATUSES = {
    300: "APIError",
    302: "APIError",
    304: "APIError",
    400: "BadRequest",
    401: "Unauthorized",
    402: "APIError",
    403: "Forbidden",
    404: "NotFound",
    405: "MethodNotAllowed",
    409: "Conflict",
    415: "UnsupportedMediaType",
    418: "APIError",
    422: "Unprocessable",
    429: "RateLimited",
    499: "APIError",
    500: "ServerError",
    502: "ServerError",
    520: "ServerError",
    599: "ServerError",
    799: "ServerError",
}


@pytest.mark.parametrize(("status", "name"), STATUSES.items())
def test_a_bare_status(flowroute: Flowroute, server: Server, status: int, name: str) -> None:
    """An empty response is reported by its status, and the client can go on."""
    server.script.append(answer(status, x_request_id="req-1"))

    with pytest.raises(APIError) as caught:
        flowroute.numbers.release(NUMBER)

    error = caught.value
    assert (type(error), vars(error)) == (
        getattr(errors, name),
        {
            "reason": error.reason,
            "operation": "release_phone_number",
            "method": "DELETE",
            "path": "/v2/numbers/{number_id}",
            "status": status,
            "errors": (),
            "request_id": "req-1",
            "retry_after": None,
            "body": b"",
            "maybe_done_before": False,
        },
    )
    assert error.reason.startswith("Flowroute gave no reason; the body was empty")
    assert (flowroute.numbers.get(NUMBER)).value == "16502390214"


@pytest.mark.parametrize(
    "page",
    [
        (b"", "text/html", "the body was empty"),
        (b"<html>Bad Gateway</html>", "text/html; charset=utf-8", "the body was an HTML page"),
        (b"\n<!doctype html>", "application/vnd.api+json", "the body was an HTML page"),
        (b'{"errors": [{"title"', "application/json", "the body was not JSON, or was cut off"),
        (b"upstream timed out", "text/plain", "the body was not JSON, or was cut off"),
        (b"\xff\xfe\x00", "application/json", "the body was not JSON, or was cut off"),
        (b"[" * 100, "application/json", "the body was not JSON, or was cut off"),
        (b"[" * 100_000, "application/json", "the body had too many values in it"),
        (b"null", "application/json", "the body was JSON of another shape"),
        (b'{"error": "no"}', "application/json", "the body was JSON of another shape"),
        (b'{"errors": "no"}', "application/json", "the body was JSON of another shape"),
        (b'{"errors": {"detail": "no"}}', "application/json", "the body was JSON of another shape"),
        (b'{"errors": [null]}', "application/json", "the body was JSON of another shape"),
        (b'{"errors": [[]]}', "application/json", "the body was JSON of another shape"),
    ],
)
@pytest.mark.parametrize("status", [404, 502])
def test_an_undocumented_error(
    flowroute: Flowroute, server: Server, status: int, page: tuple[bytes, str, str]
) -> None:
    """A proxy's page, or any other body, raises an error by its status, and is kept."""
    content, kind, what = page
    server.script.append(answer(status, content, kind))

    with pytest.raises(APIError) as caught:
        flowroute.numbers.get(NUMBER)

    error = caught.value
    assert (error.status, error.errors, error.request_id, error.body) == (status, (), None, content)
    assert error.reason == f"Flowroute gave no reason; {what}"


def test_a_bare_401(flowroute: Flowroute, server: Server) -> None:
    """The error for an empty 401 says where the keys come from."""
    server.script.append(answer(401))

    with pytest.raises(Unauthorized) as caught:
        flowroute.numbers.get(NUMBER)

    assert caught.value.reason == f"Flowroute gave no reason; the body was empty. {CURE}"


def test_wrong_credentials(flowroute: Flowroute, server: Server) -> None:
    """The documented 401 says the same, after Flowroute's own reason."""
    server.script.append(document(401, EXAMPLES["error_401"]["value"]))

    with pytest.raises(Unauthorized) as caught:
        flowroute.numbers.get(NUMBER)

    assert caught.value.reason == f"Authentication failed. {CURE}"


def test_a_message_detail(flowroute: Flowroute, server: Server) -> None:
    """Flowroute's own reason is quoted unchanged."""
    server.script.append(document(422, EXAMPLES["error_422_media_too_big"]["value"]))

    with pytest.raises(APIError) as caught:
        flowroute.messages.send(to=NUMBER, from_=NUMBER, body="Hello")

    assert caught.value.reason == TOO_BIG


def test_a_refused_list(flowroute: Flowroute, server: Server) -> None:
    """A listing raises when its page is requested, and requests no other."""
    server.script.append(document(404, EXAMPLES["error_404_number"]["value"]))

    with pytest.raises(NotFound):
        flowroute.numbers.list().first()

    assert len(server.asked) == 1
