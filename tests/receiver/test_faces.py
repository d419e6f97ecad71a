"""The receiver as servers and frameworks call it."""

from __future__ import annotations

import asyncio
import threading
from io import BytesIO
from urllib.parse import urlsplit
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from flowroute_ext.errors import ReceiverError
from receiver.posts import BASE, DELIVERED, accept, message, path_for, receipt


def seen_in(receiver) -> list[str]:
    """The ids of the messages that are handled, by an async handler, from now on."""
    seen: list[str] = []

    @receiver.on_message
    async def note(message):
        seen.append(message.id)

    return seen


def test_asgi_by_itself(make):
    """As an application of its own it starts with the lifespan, and stops with it."""
    receiver = make(background=True)
    seen = seen_in(receiver)
    with TestClient(receiver.asgi()) as client:
        for body in (message("a"), message("b"), message("a")):
            assert client.post(path_for(receiver, body), content=body).text == "OK"
        while len(seen) < 2:
            threading.Event().wait(0.005)

    assert seen == ["mdr2-a", "mdr2-b"]


def test_asgi_mounted(make):
    """Mounted in another application, it starts with the first request."""
    receiver = make(background=True)
    seen = seen_in(receiver)
    with TestClient(Starlette(routes=[Mount("/flowroute", receiver.asgi())])) as client:
        assert (
            client.post(path_for(receiver, message("a")), content=message("a")).status_code == 200
        )
        while not seen:
            threading.Event().wait(0.005)
        answer = client.get("/flowroute/other")

    assert (answer.status_code, answer.text) == (404, "Not Found")


def test_without_a_lifespan(make):
    """Where each request has an event loop of its own, what was not handled is handled later."""
    receiver = make(background=True)
    seen = seen_in(receiver)
    client = TestClient(receiver.asgi())
    for name in "abc":
        body = message(name)
        assert client.post(path_for(receiver, body), content=body).status_code == 200

    receiver.run_pending()

    assert sorted(seen) == ["mdr2-a", "mdr2-b", "mdr2-c"]


def wsgi(application, body: bytes, url: str, **environ) -> tuple[str, bytes]:
    """The status and body of the answer to a request."""
    status: list[str] = []
    environ = {
        "REQUEST_METHOD": "POST",
        "SCRIPT_NAME": "/flowroute",
        "PATH_INFO": urlsplit(url).path.removeprefix("/flowroute"),
        "CONTENT_LENGTH": str(len(body)),
        "QUERY_STRING": "",
        "CONTENT_TYPE": "application/json",
        "wsgi.input": BytesIO(body),
        **environ,
    }
    setup_testing_defaults(environ)
    answer = validator(application)(environ, lambda line, headers, error=None: status.append(line))
    content = b"".join(answer)
    answer.close()
    return status[0], content


def test_wsgi(make):
    """As a WSGI application it handles events in a thread, beside the requests."""
    receiver = make(background=True)
    seen = seen_in(receiver)
    for body in (message("a"), message("a"), message("b")):
        assert wsgi(receiver.wsgi(), body, path_for(receiver, body)) == ("200 OK", b"OK")
    while len(seen) < 2:
        threading.Event().wait(0.005)
    refused = wsgi(receiver.wsgi(), b"", f"{BASE}/", REQUEST_METHOD="GET", CONTENT_LENGTH="")

    assert refused == ("404 Not Found", b"Not Found")
    assert seen == ["mdr2-a", "mdr2-b"]
    receiver.close()
    assert "flowroute-receiver" not in [one.name for one in threading.enumerate()]


def test_async_frameworks(make):
    """`ahandle` answers in an event loop, whose worker ends with `async with`."""
    receiver = make(background=True)
    seen = seen_in(receiver)

    async def serve() -> list[int]:
        async with receiver:
            url = path_for(receiver, message("a"))
            answers = [receiver.ahandle("POST", url, [], message(f"{at:02}")) for at in range(12)]
            statuses = [answer.status for answer in await asyncio.gather(*answers)]
            while len(seen) < 12:
                await asyncio.sleep(0)
            return statuses

    assert asyncio.run(serve()) == [200] * 12
    assert seen == [f"mdr2-{at:02}" for at in range(12)]


@pytest.mark.parametrize("of_url", [str, str.encode, httpx.URL])
def test_what_frameworks_have(make, of_url):
    """A URL and headers are taken as text, as bytes, and as objects of a framework."""
    receiver = make(sources=["52.88.246.140"], proxies=1)
    url = of_url(path_for(receiver, message("a")))
    headers = [(b"X-Forwarded-For", b"52.88.246.140")]

    assert receiver.handle("POST", url, headers, message("a"), client="10.0.0.1").status == 200
    assert receiver.handle("POST", url, headers, None, client="10.0.0.1").status == 404
    with pytest.raises(TypeError, match="as it came, in bytes, not a value of type dict"):
        receiver.handle("POST", url, headers, {"to": "12065550100"}, client="10.0.0.1")


def test_a_lifespan_that_only_receives(make):
    """With `background=False`, no way to serve a receiver has its handlers called."""
    receiver = make(background=False)
    seen = seen_in(receiver)

    async def serve() -> None:
        async with receiver:
            accept(receiver, message("a"))
            names = [task.get_name() for task in asyncio.all_tasks()]
            assert "flowroute-receiver" not in names

    asyncio.run(serve())
    with receiver:
        assert "flowroute-receiver" not in [one.name for one in threading.enumerate()]
    assert (seen, receiver.counts().waiting) == ([], 1)


def test_sources_and_proxies(make):
    """Only the given addresses are accepted, as the trusted proxy names them."""
    receiver = make(sources=["52.88.246.140"], proxies=["10.0.0.0/8"])
    body = receipt("a", 2, DELIVERED)
    url = path_for(receiver, body)
    answers = [
        receiver.handle("POST", url, {"X-Forwarded-For": header}, body, client=client).status
        for header, client in [
            ("52.88.246.140", "10.1.2.3"),
            ("52.88.246.140, 192.0.2.7", "10.1.2.3"),
            ("52.88.246.140", "192.0.2.7"),
            ("", "52.88.246.140"),
        ]
    ]

    assert answers == [200, 404, 404, 200]


def test_a_file_of_another_program(make, path, caplog):
    """Where the file cannot be used, the answer is 503, and the log says what to do."""
    path.write_text("notes " * 200)
    receiver = make()

    answer = receiver.handle("POST", path_for(receiver, message("a")), {}, message("a"))

    assert (answer.status, dict(answer.headers)["retry-after"]) == (503, "30")
    assert f"{path} is not the file of a receiver. Give another file" in caplog.text
    assert path.read_text() == "notes " * 200
    with pytest.raises(ReceiverError):
        receiver.counts()


def test_the_file_is_private(receiver, path):
    """Only its owner can read the file, as there are numbers and texts in it."""
    receiver.counts()

    assert path.stat().st_mode & 0o777 == 0o600
