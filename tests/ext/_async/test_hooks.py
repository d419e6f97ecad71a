"""Code of others inside a call: what a hook or a transport raises, and when."""

from __future__ import annotations

import importlib
from typing import Any

import pytest
from ext.calls import NUMBER
from ext.server import Server
from ext.unsafe_calls import UNSAFE_CALLS

from flowroute_ext import AsyncFlowroute, ConnectFailed, ConnectionFailed, OutcomeUnknown

ELSEWHERE = ["ConnectError", "ConnectTimeout", "ProxyError", "PoolTimeout", "ReadTimeout"]
OTHERS = [ValueError("x"), OSError("x"), KeyError("x"), AssertionError("x"), TimeoutError("x")]
RAISED: dict[str, Any] = {
    **{name: lambda module, name=name: getattr(module, name)("elsewhere") for name in ELSEWHERE},
    **{type(error).__name__: lambda module, error=error: error for error in OTHERS},
    **{
        f"status {status}": lambda module, status=status: module.HTTPStatusError(
            "refused",
            request=module.Request("GET", "http://elsewhere.example.com"),
            response=module.Response(
                status, request=module.Request("GET", "http://elsewhere.example.com")
            ),
        )
        for status in (401, 422, 429)
    },
}


@pytest.mark.anyio
@pytest.mark.parametrize("mocked", [False, True])
@pytest.mark.parametrize("name", RAISED)
@pytest.mark.sampled(8)
async def test_after_the_response(server: Server, library: str, name: str, mocked: bool) -> None:
    """Whatever a response hook raises, the request is sent once, and its outcome is unknown."""
    module: Any = importlib.import_module(library)
    accepted: list[Any] = []

    def accept(request: Any) -> Any:
        accepted.append(request)
        return module.Response(202, json={"data": {"type": "message", "id": "mdr2-1"}})

    async def on_response(response: Any) -> None:
        raise RAISED[name](module)

    if mocked and name == "AssertionError":
        pytest.skip("a failed test is raised as it is, where a request was not really sent")
    transport = module.MockTransport(accept) if mocked else None
    async with module.AsyncClient(
        transport=transport, event_hooks={"response": [on_response]}
    ) as client:
        flowroute = AsyncFlowroute("key", "secret", base_url=server.url, http_client=client)
        with pytest.raises(OutcomeUnknown) as caught:
            await UNSAFE_CALLS["send_a_message"](flowroute)

    assert len(accepted) + len(server.asked) == 1
    failure = caught.value.__cause__
    assert isinstance(failure, ConnectionFailed)
    assert not isinstance(failure, ConnectFailed)
    assert type(failure.__cause__) is type(RAISED[name](module))


@pytest.mark.anyio
@pytest.mark.parametrize("name", RAISED)
async def test_a_deletion_is_not_said_to_be_undone(server: Server, library: str, name: str) -> None:
    """What may be repeated is not reported as not sent either, once it may have left."""
    module: Any = importlib.import_module(library)

    async def on_response(response: Any) -> None:
        raise RAISED[name](module)

    async with module.AsyncClient(event_hooks={"response": [on_response]}) as client:
        flowroute = AsyncFlowroute(
            "key", "secret", base_url=server.url, http_client=client, max_retries=0
        )
        with pytest.raises(ConnectionFailed) as caught:
            await flowroute.numbers.release(NUMBER)

    assert not isinstance(caught.value, ConnectFailed)
    assert len(server.asked) == 1


@pytest.mark.anyio
@pytest.mark.parametrize("mocked", [False, True])
@pytest.mark.parametrize("name", sorted(RAISED.keys() - {"AssertionError"}))
@pytest.mark.sampled(8)
async def test_before_the_request(server: Server, library: str, name: str, mocked: bool) -> None:
    """What a request hook raises comes before anything is sent, and is reported so."""
    module: Any = importlib.import_module(library)

    async def on_request(request: Any) -> None:
        raise RAISED[name](module)

    def never(request: Any) -> Any:
        raise AssertionError("nothing is to be sent")

    transport = module.MockTransport(never) if mocked else None
    async with module.AsyncClient(
        transport=transport, event_hooks={"request": [on_request]}
    ) as client:
        flowroute = AsyncFlowroute(
            "key", "secret", base_url=server.url, http_client=client, max_retries=0
        )
        with pytest.raises(ConnectFailed) as caught:
            await UNSAFE_CALLS["send_a_message"](flowroute)

    assert type(caught.value.__cause__) is type(RAISED[name](module))
    assert server.asked == []
