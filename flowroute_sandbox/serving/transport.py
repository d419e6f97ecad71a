"""A sandbox as the transport of an httpx or httpx2 client: no socket, no server."""

from __future__ import annotations

import importlib
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from flowroute_sandbox.faults.kinds import Cut, Drop, Refuse, Reset, Slow
from flowroute_sandbox.http.messages import Request

if TYPE_CHECKING:
    from types import ModuleType

    from flowroute_sandbox.sandbox import Sandbox


def transport(sandbox: Sandbox, engine: ModuleType | None = None) -> Any:
    """Return a transport, for `Client` as for `AsyncClient`, that answers with `sandbox`.

    `engine` is the module the client is of, httpx or httpx2; without it httpx2 where that is
    installed, else httpx. What `sandbox` raises is raised where the request was made, and its
    faults are the library's own errors. A slow answer moves the sandbox's clock, and is a
    timeout beyond the request's; nothing is waited for.
    """
    library: Any = engine or importlib.import_module("httpx2" if find_spec("httpx2") else "httpx")

    def answer(request: Any) -> Any:
        path, _, query = request.url.raw_path.decode("ascii").partition("?")
        outcome = sandbox.exchange(
            Request(
                method=request.method,
                path=path,
                query=query,
                headers=dict(request.headers),
                body=request.content,
                origin=f"{request.url.scheme}://{request.url.netloc.decode('ascii')}",
            )
        )
        match outcome:
            case Refuse():
                raise library.ConnectError("Connection refused", request=request)
            case Drop():
                raise library.RemoteProtocolError(
                    "Server disconnected without sending a response.", request=request
                )
            case Reset():
                raise library.ReadError("Connection reset by peer", request=request)
            case Cut():
                raise library.RemoteProtocolError(
                    "peer closed connection without sending complete message body "
                    f"(received {len(outcome.sent)} bytes, expected {len(outcome.response.body)})",
                    request=request,
                )
            case Slow():
                limit = request.extensions.get("timeout", {}).get("read")
                if limit is not None and limit <= outcome.seconds:
                    sandbox.advance(limit)
                    raise library.ReadTimeout("timed out", request=request)
                sandbox.advance(outcome.seconds)
                response = outcome.response
            case _:
                response = outcome
        body = b"" if request.method == "HEAD" else response.body
        return library.Response(response.status, headers=response.headers, content=body)

    return library.MockTransport(answer)
