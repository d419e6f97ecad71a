"""In-process routing: what this process sends to Flowroute's host reaches a sandbox instead."""

from __future__ import annotations

import importlib
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any
from unittest import mock

if TYPE_CHECKING:
    from collections.abc import Generator

    from flowroute_sandbox.sandbox import Sandbox

HOST = "api.flowroute.com"
LIBRARIES = ("httpx", "httpx2")


@contextmanager
def routed(sandbox: Sandbox) -> Generator[None, None, None]:
    """Answer requests for Flowroute's host with a sandbox; others go where they went before."""
    with ExitStack() as stack:
        for name in LIBRARIES:
            # Loaded now if not yet: the application may load it later, and not be patched.
            if find_spec(name):
                for patch in _patches(importlib.import_module(name), sandbox):
                    stack.enter_context(patch)
        yield


def _patches(library: Any, sandbox: Sandbox) -> list[Any]:
    answer = sandbox.transport(library)
    send = library.HTTPTransport.handle_request
    async_send = library.AsyncHTTPTransport.handle_async_request

    def handle_request(transport: Any, request: Any) -> Any:
        if request.url.host == HOST:
            return answer.handle_request(request)
        return send(transport, request)

    async def handle_async_request(transport: Any, request: Any) -> Any:
        if request.url.host == HOST:
            return await answer.handle_async_request(request)
        return await async_send(transport, request)

    return [
        mock.patch.object(library.HTTPTransport, "handle_request", handle_request),
        mock.patch.object(library.AsyncHTTPTransport, "handle_async_request", handle_async_request),
    ]
