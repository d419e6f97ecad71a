"""Servers that send more than one response to a request, on a connection that stays open."""

from __future__ import annotations

import importlib
import json
from typing import Any

import pytest
from ext.server import Line, Reply, Server

from flowroute_ext import AsyncFlowroute, Flowroute

TO, FROM = "13125550199", "12065550100"
ANOTHER = {"data": {"type": "message", "id": "another"}}
SURPLUS = {
    "a success": [(202, ANOTHER)],
    "a refusal": [(422, {"errors": []})],
    "a limit, then a success": [(429, {}), (202, ANOTHER)],
    "a timeout of an idle connection": [(408, {})],
}


def response(status: int, value: Any) -> bytes:
    """A whole response."""
    body = json.dumps(value)
    return f"HTTP/1.1 {status} X\r\ncontent-length: {len(body)}\r\n\r\n{body}".encode()


def replies(surplus: list[tuple[int, Any]]) -> list[Reply]:
    """Two successes, the first of which has *surplus* behind it, in one piece."""

    def success(name: str, behind: bytes) -> Reply:
        own = response(202, {"data": {"type": "message", "id": name}})

        def reply(line: Line) -> None:
            line.send(own + behind)

        return reply

    behind = b"".join(response(status, value) for status, value in surplus)
    return [success("first", behind), success("second", b"")]


@pytest.mark.parametrize("hooked", [None, False, True], ids=["ours", "theirs", "with a hook"])
@pytest.mark.parametrize("surplus", SURPLUS.values(), ids=[*SURPLUS])
@pytest.mark.sampled(8)
def test_surplus(
    server: Server, library: str, surplus: list[tuple[int, Any]], hooked: bool | None
) -> None:
    """What comes with a response is never read as the response to the next request."""
    server.script.extend(replies(surplus))
    hooks = {"response": [lambda response: response.read()]} if hooked else {}
    with importlib.import_module(library).Client(event_hooks=hooks) as client:
        given = None if hooked is None else client
        with Flowroute("key", "secret", base_url=server.url, http_client=given) as flowroute:
            ids = [flowroute.messages.send(to=TO, from_=FROM, body="Hi").id for _ in range(2)]

    assert (ids, len(server.asked), server.connections) == (["first", "second"], 2, 2)


@pytest.mark.anyio
@pytest.mark.parametrize("hooked", [None, False, True], ids=["ours", "theirs", "with a hook"])
@pytest.mark.parametrize("surplus", SURPLUS.values(), ids=[*SURPLUS])
@pytest.mark.sampled(8)
async def test_surplus_in_a_task(
    server: Server, library: str, surplus: list[tuple[int, Any]], hooked: bool | None
) -> None:
    """The same with the asynchronous client."""

    async def read(response: Any) -> None:
        await response.aread()

    server.script.extend(replies(surplus))
    hooks = {"response": [read]} if hooked else {}
    async with importlib.import_module(library).AsyncClient(event_hooks=hooks) as client:
        given = None if hooked is None else client
        async with AsyncFlowroute(
            "key", "secret", base_url=server.url, http_client=given
        ) as flowroute:
            ids = [
                (await flowroute.messages.send(to=TO, from_=FROM, body="Hi")).id for _ in range(2)
            ]

    assert (ids, len(server.asked), server.connections) == (["first", "second"], 2, 2)
