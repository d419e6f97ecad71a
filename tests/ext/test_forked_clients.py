"""Clients that are used before and after a fork: each process has connections of its own."""

from __future__ import annotations

import asyncio
import importlib
import os
import threading
from collections.abc import Callable
from typing import Any

import pytest
from ext.server import Asked, Reply, Server, document
from ext.test_forks import in_child
from ext.unsafe_calls import TO

from flowroute_ext import AsyncFlowroute, Flowroute
from flowroute_ext._http.retry_budget import RetryBudget
from flowroute_ext._http.semaphores import Semaphore

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
REFUSED = (
    "http_client was passed before this process was forked, and its connections are of the "
    "parent: make it, and the client that it is passed to, in each process"
)


@pytest.fixture
def echo(server: Server) -> Server:
    """A server whose ids are the texts that they are of."""

    def reply(asked: Asked) -> Reply:
        attributes = asked.json["data"]["attributes"] if "data" in asked.json else asked.json
        return document(202, {"data": {"type": "message", "id": attributes["body"]}})

    server.usually = reply
    return server


def text(flowroute: Any, body: str) -> Any:
    return flowroute.messages.send(to=TO, from_="12065550100", body=body)


def outcome(function: Callable[[], Any]) -> bytes:
    """What *function* returns or raises, as text."""
    try:
        return str(function()).encode()
    except Exception as error:
        return f"{type(error).__name__}: {error}".encode()


def test_each_process_gets_its_own_responses(echo: Server, library: str) -> None:
    """Parent and children use one client at once; each id is that of the text."""
    with Flowroute("key", "secret", base_url=echo.url, rate_limit=None, concurrency=2) as flowroute:
        text(flowroute, "warm")
        before = echo.connections
        children: list[bytes] = []

        def child(name: str) -> None:
            texts = [f"{name}-{number}" for number in range(10)]
            ids = in_child(
                lambda: outcome(lambda: [text(flowroute, body).id for body in texts] == texts)
            )
            children.append(ids)

        threads = [threading.Thread(target=child, args=(f"c{number}",)) for number in range(3)]
        for thread in threads:
            thread.start()
        own = [text(flowroute, f"own-{number}").id for number in range(10)]
        for thread in threads:
            thread.join()

    assert children == [b"True"] * 3
    assert own == [f"own-{number}" for number in range(10)]
    assert echo.connections > before


@pytest.mark.parametrize("connections", [1, 2])
def test_a_fork_while_all_connections_are_taken(
    echo: Server, library: str, connections: int
) -> None:
    """Places that other threads of the parent have are free in the child."""
    semaphore = Semaphore(connections)
    places = [semaphore.take() for _ in range(connections)]
    budget = RetryBudget()
    with budget._lock:
        assert in_child(lambda: outcome(lambda: semaphore.take(timeout=5) is not None)) == b"True"
        assert in_child(lambda: outcome(lambda: budget.take(1))) == b"True"
    assert semaphore.take(timeout=0) is None
    del places[0]
    assert semaphore.take(timeout=5) is not None


def test_an_http_client_of_the_parent(echo: Server, library: str) -> None:
    """One that was brought along is refused in a sentence, and works on in the parent."""
    with importlib.import_module(library).Client() as client:
        flowroute = Flowroute("key", "secret", base_url=echo.url, http_client=client)
        assert text(flowroute, "before").id == "before"
        refused = in_child(lambda: outcome(lambda: text(flowroute, "child")))
        assert refused.decode() == f"ConfigurationError: {REFUSED}"
        assert text(flowroute, "after").id == "after"
    assert len(echo.asked) == 2


def test_an_asynchronous_client(echo: Server, library: str) -> None:
    """The child may use one in an event loop of its own."""
    flowroute = AsyncFlowroute("key", "secret", base_url=echo.url, rate_limit=None)

    async def send(body: str) -> str:
        sent = await text(flowroute, body)
        return str(sent.id)

    with asyncio.Runner() as runner:
        assert runner.run(send("before")) == "before"
        assert in_child(lambda: outcome(lambda: asyncio.run(send("child")))) == b"child"
        assert runner.run(send("after")) == "after"
        runner.run(flowroute.close())
