"""The rules of every request: credentials, paths, methods."""

from __future__ import annotations

import json
from base64 import b64encode

import pytest

from flowroute_sandbox.http.messages import Request
from flowroute_sandbox.sandbox import ACCESS_KEY, SECRET_KEY, Sandbox
from sandbox.caller import AUTHORIZATION, ID, Caller, only_error

UNAUTHORIZED = {
    "detail": "Authentication failed.",
    "id": ID,
    "status": 401,
    "title": "Unauthorized",
}
NO_SUCH_URL = {
    "detail": (
        "The requested URL was not found on the server. If you entered the URL manually please"
        " check your spelling and try again."
    ),
    "id": ID,
    "status": 404,
    "title": "Not Found",
}
METHOD_NOT_ALLOWED = {
    "detail": "The method is not allowed for the requested URL.",
    "id": ID,
    "status": 405,
    "title": "Method Not Allowed",
}


def basic(text: str) -> str:
    return "Basic " + b64encode(text.encode()).decode()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"authorization": ""},
        {"authorization": "Basic"},
        {"authorization": "Basic ?"},
        {"authorization": "Basic é"},
        {"authorization": basic(ACCESS_KEY)},
        {"authorization": basic(f"{ACCESS_KEY}:")},
        {"authorization": basic(f"{ACCESS_KEY}:wrong")},
        {"authorization": basic(f"wrong:{SECRET_KEY}")},
        {"authorization": AUTHORIZATION.replace("Basic", "Bearer")},
    ],
)
@pytest.mark.parametrize("path", ["/v2/numbers", "/v2/nothing", "/_sandbox/reset", "/"])
def test_wrong_keys(sandbox: Sandbox, headers: dict[str, str], path: str) -> None:
    """Every request without the right keys is a 401 with Flowroute's body."""
    response = sandbox.handle(Request("POST", path, headers=headers))

    assert only_error(response.status, json.loads(response.body)) == UNAUTHORIZED
    assert response.headers["www-authenticate"] == 'Basic realm="flowroute"'


def test_the_scheme_is_read_in_any_case(sandbox: Sandbox) -> None:
    """RFC 9110: the name of an authentication scheme is case-insensitive."""
    headers = {"authorization": AUTHORIZATION.replace("Basic", "bASIC")}

    assert sandbox.handle(Request("GET", "/v2/numbers", headers=headers)).status == 200


def test_given_keys() -> None:
    """A sandbox accepts the keys it was given, also with colons in the secret, and no others."""
    sandbox = Sandbox(access_key="a", secret_key="b:ü")
    statuses = [
        sandbox.handle(Request("GET", "/v2/routes", headers={"authorization": each})).status
        for each in (basic("a:b:ü"), AUTHORIZATION)
    ]

    assert statuses == [200, 401]


def test_health_needs_no_keys(sandbox: Sandbox) -> None:
    """A health check needs no keys."""
    response = sandbox.handle(Request("GET", "/_sandbox/health"))

    assert (response.status, response.body) == (200, b'{"status":"ok"}')


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "//",
        "v2/numbers",
        "/v2",
        "/v2/",
        "/v2/nothing",
        "/v2//numbers",
        "/v2/numbers//",
        "/v2/numbers/12065550100/relationships",
        "/v2/numbers/12065550100/relationships/nothing",
        "/v1/numbers",
        "/v2.3/messages",
        "/v2/numbers/available/nothing/more",
    ],
)
def test_no_such_url(api: Caller, path: str) -> None:
    """A path the API does not have is a 404 with a JSON body."""
    assert api.error("POST", path) == NO_SUCH_URL


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "/v2/numbers/12065550100", "DELETE, GET, PATCH, POST"),
        ("POST", "/v2/e911s/200001/relationships/numbers", "GET"),
        ("POST", "/v2.1/messages/sms_callback", "DELETE, GET, PUT"),
        ("PUT", "/v2.1/messages/another_callback", "GET"),
        ("DELETE", "/v2.2/messages", "GET, POST"),
        ("HEAD", "/v2/routes", "GET, POST"),
        ("get", "/v2/routes", "GET, POST"),
    ],
)
def test_no_such_method(api: Caller, method: str, path: str, allowed: str) -> None:
    """A method the path does not have is a 405 with Flowroute's body."""
    assert api.error(method, path) == METHOD_NOT_ALLOWED
    assert allowed == api.last.headers["allow"]


def test_a_trailing_slash_is_tolerated(api: Caller) -> None:
    """A path may end with a slash, as some clients send it; links do not."""
    assert api.get("/v2/routes") == api.get("/v2/routes/")
    assert api.get("/v2.1/messages", start_date="2026-01-01") == api.get(
        "/v2.1/messages/", start_date="2026-01-01"
    )


def test_segments_are_percent_decoded(api: Caller) -> None:
    """An encoded path is decoded by segment; an encoded slash is no separator."""
    api.post("/v2/numbers/12065550100")

    assert api.get("/v2/numbers/12065550100") == api.get("/v2/%6eumbers/1206555010%30")
    assert api.get("/v2%2fnumbers")[0] == 404
    assert api.get("/v2/numbers/%ff")[0] == 404


def test_links_are_on_the_host_the_client_used(sandbox: Sandbox) -> None:
    """Links are on the host that the client used."""
    request = Request(
        "GET", "/v2/routes/0", headers={"authorization": AUTHORIZATION}, origin="http://h:1"
    )

    assert b'"self":"http://h:1/v2/routes/0"' in sandbox.handle(request).body


def test_error_ids_are_unique(api: Caller) -> None:
    """No two errors have the same id, and the same requests give the same ids again."""
    first, second = (api.get("/v2/numbers/1")[1]["errors"][0]["id"] for _ in range(2))
    api.sandbox.reset()

    assert first != second
    assert first == api.get("/v2/numbers/1")[1]["errors"][0]["id"]


def test_responses_are_json_api(api: Caller) -> None:
    """Responses are labelled as JSON API; a response without a body has no label."""
    api.get("/v2/routes")
    assert api.last.headers == {"content-type": "application/vnd.api+json"}
    api.get("/v2/routes/1")
    assert api.last.headers == {"content-type": "application/vnd.api+json"}
    api.post("/v2/numbers/12065550100")
    api.delete("/v2/numbers/12065550100")
    assert (api.last.status, api.last.headers, api.last.body) == (204, {}, b"")


def test_no_credentials_in_a_repr(sandbox: Sandbox) -> None:
    """Printing a sandbox does not print its keys."""
    assert SECRET_KEY not in repr(sandbox) + repr(vars(sandbox)["access"].__dict__)
