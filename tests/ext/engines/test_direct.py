"""Requests that go to the transport of the HTTP library, below its client."""

from __future__ import annotations

import importlib
import logging
from typing import Any

import pytest
from ext.server import Server
from hypothesis import given
from hypothesis import strategies as st

from flowroute_ext import AsyncFlowroute, Flowroute
from flowroute_ext._calls.config import configure
from flowroute_ext._http.sending.direct import METHODS, URLs

CHARACTERS = "aZ09_.~-%/+ \x7fé:@?#"


@pytest.fixture
def calls(library: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The requests that pass `Client.send`, which is replaced as tools that trace do it."""
    client: Any = importlib.import_module(library).Client
    seen: list[str] = []

    def send(self: Any, request: Any, **settings: Any) -> Any:
        seen.append(request.method)
        return unpatched(self, request, **settings)

    unpatched = client.send
    monkeypatch.setattr(client, "send", send)
    return seen


def test_a_tool_that_replaces_a_method_is_called(server: Server, calls: list[str]) -> None:
    """What records or traces by a method of the client sees the requests."""
    with Flowroute("key", "secret", base_url=server.url) as flowroute:
        flowroute.numbers.get("12065550100")
        flowroute.messages.send(to="13125550199", from_="12065550100", body="Hi")

    assert calls == ["GET", "POST"]


@pytest.mark.parametrize("name", METHODS)
def test_a_tool_that_comes_later_is_called(
    server: Server, library: str, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Also one that replaces a method after a request, and when it is gone it is not called."""
    client: Any = importlib.import_module(library).Client
    unpatched, seen = getattr(client, name), []

    def replaced(self: Any, *args: Any, **settings: Any) -> Any:
        seen.append(name)
        return unpatched(self, *args, **settings)

    with Flowroute("key", "secret", base_url=server.url) as flowroute:
        flowroute.routes.edge_strategies()
        with monkeypatch.context() as patched:
            patched.setattr(client, name, replaced)
            flowroute.routes.edge_strategies()
        found = len(seen)
        flowroute.routes.edge_strategies()

    assert len(seen) == found
    # A client is made once.
    assert found == (0 if name == "__init__" else 1)


def test_the_log_of_the_library(
    server: Server, library: str, caplog: pytest.LogCaptureFixture
) -> None:
    """It has a line for each request, where it is on."""
    caplog.set_level(logging.INFO, library)
    with Flowroute("key", "secret", base_url=server.url) as flowroute:
        flowroute.routes.edge_strategies()

    assert [record.name for record in caplog.records if record.name == library] == [library]


@pytest.mark.anyio
async def test_the_same_requests(server: Server, library: str, calls: list[str]) -> None:
    """What is sent is the same by both ways, header for header."""
    with Flowroute("key", "secret", base_url=server.url) as flowroute:
        flowroute.numbers.list(limit=2, starts_with=1206).first()
        flowroute.messages.send(to="13125550199", from_="12065550100", body="Hi")
        flowroute.numbers.release("12065550100")
    async with AsyncFlowroute("key", "secret", base_url=server.url) as other:
        await other.numbers.list(limit=2, starts_with=1206).first()
        await other.messages.send(to="13125550199", from_="12065550100", body="Hi")
        await other.numbers.release("12065550100")

    assert calls == ["GET", "POST", "DELETE"]
    assert server.asked[:3] == server.asked[3:]


@given(path=st.text(CHARACTERS, max_size=12), query=st.text(CHARACTERS, max_size=12))
@pytest.mark.parametrize("name", ["httpx", "httpx2"])
@pytest.mark.parametrize("base", ["http://127.0.0.1:1", "https://example.com/a/b"])
def test_urls(name: str, base: str, path: str, query: str) -> None:
    """A URL that is put together is the one that the library reads from its text."""
    library: Any = importlib.import_module(name)
    config = configure(
        {},
        access_key="key",
        secret_key="secret",
        base_url=base,
        messages_version="v2.1",
        timeout=None,
        max_retries=0,
        deadline=None,
        rate_limit=None,
        concurrency=1,
    )
    text = f"{base}/{path}" + (f"?{query}" if query else "")
    try:
        expected = library.URL(text)
    except library.InvalidURL:
        with pytest.raises(library.InvalidURL):
            URLs(library, config).url(f"/{path}", query)
        return

    found = URLs(library, config).url(f"/{path}", query)
    assert (found, str(found), found.raw_path) == (expected, str(expected), expected.raw_path)
