"""A sandbox as an ASGI application."""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path

import pytest
from sandbox_serving.recorder import Recorder

from flowroute_sandbox.http.messages import Request, Response
from flowroute_sandbox.serving.asgi import MAX_BODY, application
from flowroute_sandbox.state.store import StoreError

SCOPE = {
    "type": "http",
    "method": "GET",
    "scheme": "http",
    "path": "/v2/routes",
    "raw_path": b"/v2/routes",
    "query_string": b"",
    "headers": [],
    "server": ("127.0.0.1", 8080),
}


def call(sandbox, scope, *received):
    """Return what the application sends when it receives these messages."""
    sent = []
    messages = iter(received or [{"type": "http.request"}])

    async def receive():
        return next(messages)

    async def send(message):
        sent.append(message)

    asyncio.run(application(sandbox, ["sandbox.example.com"])(SCOPE | scope, receive, send))
    return sent


def test_request_and_response():
    """The sandbox gets the request as it was sent, and its response is sent with its length."""
    sandbox = Recorder(Response(201, {"content-type": "application/json"}, b'{"a":1}'))

    sent = call(
        sandbox,
        {
            "method": "POST",
            "scheme": "https",
            "path": "/v2/numbers/a b",
            "raw_path": b"/v2/numbers/a%20b",
            "query_string": b"x=%2B1&y",
            "headers": [
                (b"host", b"sandbox.example.com:81"),
                (b"accept", b"text/html"),
                (b"accept", b"*/*"),
            ],
        },
        {"type": "http.request", "body": b"one ", "more_body": True},
        {"type": "http.request", "body": b"two", "more_body": False},
    )

    assert sandbox.requests == [
        Request(
            method="POST",
            path="/v2/numbers/a%20b",
            query="x=%2B1&y",
            headers={"host": "sandbox.example.com:81", "accept": "text/html, */*"},
            body=b"one two",
            origin="https://sandbox.example.com:81",
        )
    ]
    assert sent == [
        {
            "type": "http.response.start",
            "status": 201,
            "headers": [(b"content-type", b"application/json"), (b"content-length", b"7")],
        },
        {"type": "http.response.body", "body": b'{"a":1}'},
    ]


def test_a_minimal_scope():
    """Without raw path and Host header, the path is quoted and the origin is the server's."""
    sandbox = Recorder()

    call(sandbox, {"path": "/v2/numbers/ü", "raw_path": None})

    assert sandbox.requests == [
        Request("GET", "/v2/numbers/%C3%BC", headers={}, origin="http://127.0.0.1:8080")
    ]


def test_head():
    """The response to HEAD has the length of the body but no body."""
    sent = call(Recorder(), {"method": "HEAD"})

    assert sent == [
        {
            "type": "http.response.start",
            "status": 200,
            "headers": [(b"content-type", b"application/json"), (b"content-length", b"2")],
        },
        {"type": "http.response.body", "body": b""},
    ]


def test_no_content():
    """A 204 states no length."""
    assert call(Recorder(Response(204)), {"method": "DELETE"}) == [
        {"type": "http.response.start", "status": 204, "headers": []},
        {"type": "http.response.body", "body": b""},
    ]


def error(sent) -> dict:
    """Return the one error of an error document, without its id, which is checked."""
    start, body = sent
    (error,) = json.loads(body["body"])["errors"]
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", error.pop("id"))
    assert start["status"] == error["status"]
    assert dict(start["headers"])[b"content-type"] == b"application/vnd.api+json"
    return error


def test_a_body_that_is_too_long():
    """A body over the limit is read to its end, and is a 413."""
    sandbox = Recorder()
    half = {"type": "http.request", "body": b"x" * (MAX_BODY // 2), "more_body": True}
    end = {"type": "http.request", "body": b"x"}

    assert error(call(sandbox, {"method": "POST"}, half, half, end)) == {
        "status": 413,
        "title": "Content Too Large",
        "detail": "The request body is over the sandbox's 1048576 byte limit.",
    }
    assert sandbox.requests == []


def test_a_body_at_the_limit():
    """A body of exactly the limit is accepted."""
    sandbox = Recorder()

    call(sandbox, {"method": "POST"}, {"type": "http.request", "body": b"x" * MAX_BODY})

    assert [len(request.body) for request in sandbox.requests] == [MAX_BODY]


def test_a_failure_of_the_sandbox(caplog):
    """A failure is a 500 in Flowroute's shape, and logged without the path."""
    sandbox = Recorder(RuntimeError("a mistake"))

    assert error(call(sandbox, {"raw_path": b"/v2/numbers/12065550142"})) == {
        "status": 500,
        "title": "Internal Server Error",
        "detail": "The sandbox failed on this request. Its error log has the traceback.",
    }
    assert [record.getMessage() for record in caplog.records] == [
        "the sandbox failed on a GET request"
    ]
    assert "RuntimeError: a mistake" in caplog.text
    assert "12065550142" not in caplog.text


def test_a_file_that_cannot_be_written(caplog):
    """What is wrong with the data file, and its cure, are one line of the log."""
    problem = StoreError(Path("a.db"), "cannot be written: the disk is full", "Make room.")
    sandbox = Recorder(problem)

    assert error(call(sandbox, {})) == {
        "status": 500,
        "title": "Internal Server Error",
        "detail": "The sandbox cannot write its data file. Its error log says why.",
    }
    assert [(record.getMessage(), record.exc_info) for record in caplog.records] == [
        ("a.db cannot be written: the disk is full. Make room.", None)
    ]


def test_a_client_that_leaves():
    """A request that was not sent to its end is not carried out."""
    sandbox = Recorder()

    sent = call(
        sandbox,
        {"method": "POST"},
        {"type": "http.request", "body": b"{", "more_body": True},
        {"type": "http.disconnect"},
    )

    assert (sandbox.requests, sent) == ([], [])


def test_lifespan():
    """Start and stop are acknowledged."""
    assert call(
        Recorder(),
        {"type": "lifespan"},
        {"type": "lifespan.startup"},
        {"type": "lifespan.shutdown"},
    ) == [{"type": "lifespan.startup.complete"}, {"type": "lifespan.shutdown.complete"}]


def test_websocket():
    """A WebSocket is refused."""
    with pytest.raises(ValueError, match="the sandbox does not serve websocket connections"):
        call(Recorder(), {"type": "websocket"})
