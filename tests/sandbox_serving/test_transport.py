"""A sandbox as the transport of an HTTP client."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import httpx
import httpx2
import pytest
from sandbox_serving.conftest import async_request, sync_request
from sandbox_serving.recorder import Recorder

from flowroute_sandbox.http.messages import Request, Response
from flowroute_sandbox.sandbox import Sandbox
from flowroute_sandbox.serving.transport import transport

ROOT = Path(__file__).parents[2]


def test_a_number_bought_is_on_the_account(library, request_):
    """Sync and async clients of both libraries use one account."""
    flowroute = transport(Sandbox(), library)
    url = "https://api.flowroute.com/v2/numbers/12065550142"

    bought = request_(library, flowroute, "POST", url)
    found = request_(library, flowroute, "GET", url)

    assert isinstance(found, library.Response)
    assert (bought.status_code, found.status_code) == (201, 200)
    assert found.json()["data"]["attributes"]["value"] == "12065550142"
    assert found.json()["links"] == {"self": url}


def test_one_transport_serves_both_kinds_of_client(library):
    """The async client sees what the sync client did."""
    flowroute = transport(Sandbox(), library)
    url = "https://api.flowroute.com/v2/numbers/12065550142"

    sync_request(library, flowroute, "POST", url)

    assert async_request(library, flowroute, "GET", url).status_code == 200


def test_the_request_arrives_as_it_was_sent(library, request_):
    """Method, undecoded path and query, headers in lower case, body and origin are the client's."""
    sandbox = Recorder(Response(204))

    response = request_(
        library,
        transport(sandbox, library),
        "PUT",
        "http://sandbox.example.com:81/v2/a%2Fb/?x=%2B1&y=a%20b",
        headers={"X-Both": "1"},
        content=b'{"a": 1}',
    )

    (request,) = sandbox.requests
    assert request == Request(
        method="PUT",
        path="/v2/a%2Fb/",
        query="x=%2B1&y=a%20b",
        headers=request.headers,
        body=b'{"a": 1}',
        origin="http://sandbox.example.com:81",
    )
    assert request.headers["x-both"] == "1"
    assert request.headers["host"] == "sandbox.example.com:81"
    assert {name.lower() for name in request.headers} == set(request.headers)
    assert (response.status_code, response.content) == (204, b"")


def test_head_has_no_body(library, request_):
    """A response to HEAD has no body."""
    sandbox = Recorder(Response(405, {"content-type": "application/json"}, b"{}"))

    response = request_(library, transport(sandbox, library), "HEAD", "http://127.0.0.1/")

    assert (response.status_code, response.content) == (405, b"")


def test_a_failure_is_raised(library, request_):
    """An exception of the sandbox is raised where the request was made."""
    broken = transport(Recorder(RuntimeError("a mistake")), library)

    with pytest.raises(RuntimeError, match="a mistake"):
        request_(library, broken, "GET", "http://127.0.0.1/")


def test_httpx2_is_preferred():
    """Without a library, it is httpx2's transport where that is installed."""
    assert isinstance(transport(Sandbox()), httpx2.MockTransport)


def test_httpx_otherwise(monkeypatch):
    """Without a library, and without httpx2, it is httpx's transport."""
    monkeypatch.setattr("flowroute_sandbox.serving.transport.find_spec", lambda name: None)

    assert isinstance(transport(Sandbox()), httpx.MockTransport)


def test_the_sandbox_needs_no_http_library():
    """Importing the sandbox and `serving` loads neither httpx nor the SDK."""
    program = (
        "import sys\n"
        "from flowroute_sandbox.serving import asgi, command, transport\n"
        "print({name.partition('.')[0] for name in sys.modules}"
        " & {'flowroute_api', 'flowroute_ext', 'httpx', 'httpx2', 'uvicorn'})"
    )

    loaded = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert loaded.stdout == "set()\n"
