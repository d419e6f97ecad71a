"""A sandbox as the transport of an httpx or httpx2 client: no socket, no server."""

from __future__ import annotations

import importlib
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from flowroute_sandbox.http import Request

if TYPE_CHECKING:
    from types import ModuleType

    from flowroute_sandbox.sandbox import Sandbox


def transport(sandbox: Sandbox, engine: ModuleType | None = None) -> Any:
    """Return a transport, for `Client` as for `AsyncClient`, that answers with `sandbox`.

    `engine` is the module the client is of, httpx or httpx2; without it httpx2 where that is
    installed, else httpx. What `sandbox` raises is raised where the request was made.
    """
    library: Any = engine or importlib.import_module("httpx2" if find_spec("httpx2") else "httpx")

    def answer(request: Any) -> Any:
        path, _, query = request.url.raw_path.decode("ascii").partition("?")
        response = sandbox.handle(
            Request(
                method=request.method,
                path=path,
                query=query,
                headers=dict(request.headers),
                body=request.content,
                origin=f"{request.url.scheme}://{request.url.netloc.decode('ascii')}",
            )
        )
        body = b"" if request.method == "HEAD" else response.body
        return library.Response(response.status, headers=response.headers, content=body)

    return library.MockTransport(answer)
