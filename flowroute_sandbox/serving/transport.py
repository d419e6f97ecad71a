"""A sandbox as the transport of an httpx or httpx2 client: no socket, no server."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, NoReturn

from flowroute_sandbox.faults.outcomes import ConnectTimedOut, execute, without_waiting
from flowroute_sandbox.http.messages import Request

if TYPE_CHECKING:
    from types import ModuleType

    from flowroute_sandbox.faults.outcomes import SlowResponse, TruncatedResponse
    from flowroute_sandbox.http.messages import Response
    from flowroute_sandbox.sandbox import Sandbox


def transport(sandbox: Sandbox, engine: ModuleType | None = None) -> Any:
    """Return a transport for a `Client` or `AsyncClient` whose requests `sandbox` answers.

    `engine` is the client's module, httpx or httpx2; by default httpx2 where it is installed,
    else httpx. Faults raise the library's own errors. A slow response and a timeout move the
    sandbox's clock; nothing waits. An exception of the sandbox is raised where the request was
    made.
    """
    library: Any = engine or (_httpx2() if find_spec("httpx2") else _httpx())

    def answer(request: Any) -> Any:
        path, _, query = request.url.raw_path.decode("ascii").partition("?")
        outcome = sandbox.outcome(
            Request(
                method=request.method,
                path=path,
                query=query,
                headers=dict(request.headers),
                body=request.content,
                origin=f"{request.url.scheme}://{request.url.netloc.decode('ascii')}",
            )
        )
        timeouts = request.extensions.get("timeout", {})
        limit = timeouts.get("connect" if outcome == ConnectTimedOut() else "read")
        settled = without_waiting(outcome, limit, sandbox.advance)
        return execute(settled, _ClientErrors(library, request))

    return library.MockTransport(answer)


# Statements, and not names in strings, so that what makes programs of one file finds them.
def _httpx2() -> Any:
    import httpx2

    return httpx2


def _httpx() -> Any:
    import httpx

    return httpx


class _ClientErrors:
    """Returns responses of a library, and raises its errors."""

    def __init__(self, library: Any, request: Any) -> None:
        self._library = library
        self._request = request

    def respond(self, response: Response) -> Any:
        body = b"" if self._request.method == "HEAD" else response.body
        return self._library.Response(response.status, headers=response.headers, content=body)

    def respond_late(self, slow: SlowResponse) -> Any:
        return self.respond(slow.response)

    def truncate(self, truncated: TruncatedResponse) -> NoReturn:
        raise self._library.RemoteProtocolError(
            "peer closed connection without sending complete message body "
            f"(received {len(truncated.sent)} bytes, expected {len(truncated.response.body)})",
            request=self._request,
        )

    def refuse(self) -> NoReturn:
        raise self._library.ConnectError("Connection refused", request=self._request)

    def connect_timeout(self) -> NoReturn:
        raise self._library.ConnectTimeout("timed out", request=self._request)

    def read_timeout(self) -> NoReturn:
        raise self._library.ReadTimeout("timed out", request=self._request)

    def drop(self) -> NoReturn:
        raise self._library.RemoteProtocolError(
            "Server disconnected without sending a response.", request=self._request
        )

    def reset(self) -> NoReturn:
        raise self._library.ReadError("Connection reset by peer", request=self._request)
