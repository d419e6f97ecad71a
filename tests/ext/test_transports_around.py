"""Transports of the user's own around one of the library."""

from __future__ import annotations

import importlib
import time
from collections.abc import Iterator
from typing import Any

import pytest
from ext.server import Server
from ext.unsafe_calls import UNSAFE_CALLS

from flowroute_ext import AsyncFlowroute, Flowroute, OutcomeUnknown, ResponseTimeout

RAISED = ["ConnectError", "PoolTimeout", "ValueError", "OSError"]


def error(module: Any, name: str) -> Exception:
    """The error called *name*, of the library or of Python."""
    kind = getattr(module, name, None) or {"ValueError": ValueError, "OSError": OSError}[name]
    raised: Exception = kind("elsewhere")
    return raised


@pytest.mark.parametrize("name", RAISED)
def test_raising_after_it_has_sent(server: Server, library: str, name: str) -> None:
    """What a transport raises after the one inside of it has sent leaves the outcome unknown."""
    module: Any = importlib.import_module(library)
    inner = module.HTTPTransport()

    def handle_request(self: Any, request: Any) -> Any:
        inner.handle_request(request).close()
        raise error(module, name)

    around = type("Around", (module.BaseTransport,), {"handle_request": handle_request})
    with module.Client(transport=around()) as client:
        flowroute = Flowroute("key", "secret", base_url=server.url, http_client=client)
        with pytest.raises(OutcomeUnknown):
            UNSAFE_CALLS["send_a_message"](flowroute)
    inner.close()

    assert len(server.asked) == 1


@pytest.mark.anyio
@pytest.mark.parametrize("name", RAISED)
async def test_raising_after_it_has_sent_in_a_task(server: Server, library: str, name: str) -> None:
    """The same with the asynchronous client."""
    module: Any = importlib.import_module(library)
    inner = module.AsyncHTTPTransport()

    async def handle_async_request(self: Any, request: Any) -> Any:
        await (await inner.handle_async_request(request)).aclose()
        raise error(module, name)

    around = type(
        "Around", (module.AsyncBaseTransport,), {"handle_async_request": handle_async_request}
    )
    async with module.AsyncClient(transport=around()) as client:
        flowroute = AsyncFlowroute("key", "secret", base_url=server.url, http_client=client)
        with pytest.raises(OutcomeUnknown):
            await UNSAFE_CALLS["send_a_message"](flowroute)
    await inner.aclose()

    assert len(server.asked) == 1


def test_one_time_limit(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The timeout of a transport that knows none is for headers and body together."""
    module: Any = importlib.import_module(library)
    now = 100.0
    pieces: list[float] = []

    def body(_: Any) -> Iterator[bytes]:
        nonlocal now
        while True:
            now += 8
            pieces.append(now)
            yield b" "

    def handle_request(self: Any, request: Any) -> Any:
        nonlocal now
        now += 20
        return module.Response(
            202, stream=type("Drip", (module.SyncByteStream,), {"__iter__": body})()
        )

    slow = type("Slow", (module.BaseTransport,), {"handle_request": handle_request})
    with module.Client(transport=slow()) as client:
        flowroute = Flowroute("key", "secret", http_client=client)
        monkeypatch.setattr(time, "monotonic", lambda: now)
        with pytest.raises(OutcomeUnknown) as caught:
            UNSAFE_CALLS["send_a_message"](flowroute, timeout=30)

    assert isinstance(caught.value.__cause__, ResponseTimeout)
    assert pieces == [128, 136]
