"""A sandbox as an ASGI application, for uvicorn or any other ASGI server."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import quote
from uuid import uuid4

from flowroute_sandbox.control.stream_endpoints import STREAM, last_event_id
from flowroute_sandbox.faults.outcomes import execute
from flowroute_sandbox.http.browsers import AllowedHosts
from flowroute_sandbox.http.errors import Refusal, Refused
from flowroute_sandbox.http.hosts import is_local
from flowroute_sandbox.http.messages import Request, Response
from flowroute_sandbox.http.paging import parse_query
from flowroute_sandbox.page.page import Page
from flowroute_sandbox.serving.connection_faults import ARRIVED, EXTENSION, ServerConnection
from flowroute_sandbox.serving.safe_responses import forbidden, safe
from flowroute_sandbox.serving.stream import stream
from flowroute_sandbox.serving.webhook_lifespan import with_webhooks
from flowroute_sandbox.state.store import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flowroute_sandbox.faults.outcomes import Outcome, SlowResponse, TruncatedResponse
    from flowroute_sandbox.sandbox import Sandbox
    from flowroute_sandbox.serving.asgi_types import Application, Message, Receive, Send

MAX_BODY = 1_048_576
"""The maximum length of a request body in bytes; no documented request comes near it."""

BODY_TIMEOUT = 10.0
"""How long, in seconds, a request body may take."""

SILENCE = 600.0
"""How long, in seconds, a request that is not answered keeps its connection."""

_TOO_SLOW = Refusal(
    408, f"The request body took more than {BODY_TIMEOUT:g} seconds.", "Request Timeout"
)
_TOO_LARGE = Refusal(
    413, f"The request body is over the sandbox's {MAX_BODY} byte limit.", "Content Too Large"
)
_FAILED = Refusal(
    500,
    "The sandbox failed on this request. Its error log has the traceback.",
    "Internal Server Error",
)
_UNSAVED = Refusal(
    500,
    "The sandbox cannot write its data file. Its error log says why.",
    "Internal Server Error",
)

_log = logging.getLogger(__name__)


class _NoServerHelp:
    """The `ServerConnection` of a server that offers none."""

    def drop(self) -> NoReturn:
        raise ConnectionAbortedError("dropped")

    def reset(self) -> NoReturn:
        raise ConnectionResetError("reset")

    def refuse(self, seconds: float) -> None:
        """Do nothing: requests are refused instead of connections."""


_NO_HELP = _NoServerHelp()


class _Disconnected(Exception):
    """The client left before its request was complete."""


def asgi(sandbox: Sandbox, *, allowed_hosts: Iterable[str] = ()) -> Application:
    """Return the ASGI 3 application whose HTTP requests `sandbox` answers.

    Its webhooks are posted during the application's lifespan, if the server has one.

    A request that names another host than this machine, the address of the server, Flowroute's
    and the `allowed_hosts` (`"*"`: any), or that a page of another origin makes in a browser, gets
    a 403. Raises ValueError for an allowed host with a scheme or a port.

    It may be mounted in another application, as at ``/flowroute``: that is then part of the base
    URL of clients.

    A request body longer than `MAX_BODY` gets a 413, one that takes longer than `BODY_TIMEOUT` a
    408, and a failure of the sandbox itself a 500 and a traceback in the log of this module. If its
    data file cannot be written, the log says why, and the next request saves what this one did not.
    Flowroute is not known to answer WebSockets; they raise ValueError.

    Faults of the connection need the server's help: `flowroute_sandbox.serving.server` offers it
    as a `ServerConnection`. Without it the application raises an OSError, which most servers
    answer with 500.
    """
    return with_webhooks(application(sandbox, allowed_hosts), sandbox)


def application(sandbox: Sandbox, allowed_hosts: Iterable[str] = ()) -> Application:
    """Return the application of `asgi`, which posts no webhooks."""
    hosts, page = AllowedHosts(allowed_hosts), Page(sandbox)

    async def serve(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _live(receive, send)
        elif scope["type"] == "http":
            try:
                outcome = await _answer(page, hosts, scope, receive)
                if isinstance(outcome, Response) and _is_stream(scope, outcome):
                    last_id = _last_id(_request(scope))
                    await stream(sandbox, outcome, last_id, receive, send)
                    return
                server: ServerConnection = scope.get("extensions", {}).get(EXTENSION, _NO_HELP)
                # Without its help, requests are refused instead of connections.
                if server is not _NO_HELP and (seconds := sandbox.take_refusal()) is not None:
                    server.refuse(seconds)
                await execute(outcome, _Connection(server, scope["method"], receive, send))
            except _Disconnected:
                return
        else:
            raise ValueError(f"the sandbox does not serve {scope['type']} connections")

    return serve


async def _answer(page: Page, hosts: AllowedHosts, scope: Message, receive: Receive) -> Outcome:
    try:
        if scope.get("extensions", {}).get(ARRIVED, False):
            body = await _body(receive)
        else:
            async with asyncio.timeout(BODY_TIMEOUT):
                body = await _body(receive)
    except TimeoutError:
        # The rest of the body may come, and must not be read as a request.
        last = {"connection": "close"} if scope.get("http_version", "1.1") < "2" else {}
        return Refused(_TOO_SLOW, last).response(str(uuid4()))
    request, address = _request(scope, body or b""), scope.get("server")
    refusal = hosts.refusal(request, address[0] if address else None)
    if refusal is not None:
        response = forbidden(refusal)
        page.sandbox.recorder.refused(replace(request, body=b""), response)
        return response
    return _refused(_TOO_LARGE) if body is None else _outcome(page, request)


def _outcome(page: Page, request: Request) -> Outcome:
    try:
        outcome = page.outcome(request)
    except StoreError as error:
        _log.error("%s", error)
        return _refused(_UNSAVED)
    except Exception:
        _log.exception("the sandbox failed on a %s request", request.method)
        return _refused(_FAILED)
    return safe(request, outcome) if isinstance(outcome, Response) else outcome


def _refused(refusal: Refusal) -> Response:
    return Refused(refusal).response(str(uuid4()))


def _request(scope: Message, body: bytes = b"") -> Request:
    headers: dict[str, str] = {}
    for raw_name, raw_value in scope["headers"]:
        name, value = raw_name.decode("latin-1"), raw_value.decode("latin-1")
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    # Servers need not pass on the path as it was sent.
    raw_path: bytes = scope.get("raw_path") or quote(scope["path"]).encode()
    root, path = quote(scope.get("root_path", "").rstrip("/")), raw_path.decode("latin-1")
    if root and f"{path}/".startswith(f"{root}/"):  # a few frameworks have it removed already
        path = path.removeprefix(root)
    host, port = scope.get("server") or ("localhost", 80)
    client = scope.get("client")
    return Request(
        method=scope["method"],
        path=path or "/",
        query=scope["query_string"].decode("latin-1"),
        headers=headers,
        body=body,
        origin=f"{scope['scheme']}://{headers.get('host') or f'{host}:{port}'}{root}",
        local=client is None or is_local(client[0]),
    )


def _is_stream(scope: Message, response: Response) -> bool:
    if response.status != 200 or not scope["path"].endswith(STREAM):
        return False
    request = _request(scope)
    return request.path == STREAM and request.method == "GET"


def _last_id(request: Request) -> str | None:
    return last_event_id(request.headers.get("last-event-id"), parse_query(request.query))


async def _body(receive: Receive) -> bytes | None:
    """Return the request's body, or None when it is too long.

    One that is too long is read to its end nevertheless: a client that is still sending
    would not see the response.
    """
    chunks: list[bytes] = []
    size = 0
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise _Disconnected
        chunk: bytes = message.get("body", b"")
        size += len(chunk)
        if size <= MAX_BODY:
            chunks.append(chunk)
        else:
            chunks.clear()
        more = message.get("more_body", False)
    return b"".join(chunks) if size <= MAX_BODY else None


class _Connection:
    """Carries out outcomes on the connection of one request."""

    def __init__(self, server: ServerConnection, method: str, receive: Receive, send: Send) -> None:
        self._server = server
        self._method = method
        self._receive = receive
        self._send = send

    async def respond(self, response: Response) -> None:
        await self._send(_start(response))
        body = b"" if self._method == "HEAD" else response.body
        await self._send({"type": "http.response.body", "body": body})

    async def respond_late(self, slow: SlowResponse) -> None:
        await _wait(self._receive, slow.seconds)
        await self.respond(slow.response)

    async def truncate(self, truncated: TruncatedResponse) -> None:
        await self._send(_start(truncated.response))
        await self._send({"type": "http.response.body", "body": truncated.sent, "more_body": True})
        await self.drop()

    async def refuse(self) -> None:
        if self._server is _NO_HELP:
            raise ConnectionRefusedError("refused")
        await self.reset()  # it was armed by another thread, after the connection was taken

    async def connect_timeout(self) -> None:
        await self.read_timeout()  # the connection is there: only the response can be late

    async def read_timeout(self) -> None:
        if self._server is _NO_HELP:
            raise TimeoutError("timed out")
        try:
            await asyncio.wait_for(_left(self._receive), SILENCE)
        except TimeoutError:
            await self.drop()

    async def drop(self) -> None:
        self._server.drop()
        await _left(self._receive)

    async def reset(self) -> None:
        self._server.reset()
        await _left(self._receive)


async def _wait(receive: Receive, seconds: float) -> None:
    """Wait for as long as the client does, at most for so many seconds."""
    with suppress(TimeoutError):
        await asyncio.wait_for(_left(receive), seconds)
        raise _Disconnected


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _start(response: Response) -> Message:
    headers = [(name.encode(), value.encode("latin-1")) for name, value in response.headers.items()]
    if response.status != 204:  # which must not state a length (RFC 9110, section 8.6)
        headers.append((b"content-length", str(len(response.body)).encode()))
    return {"type": "http.response.start", "status": response.status, "headers": headers}


async def _live(receive: Receive, send: Send) -> None:
    while (await receive())["type"] != "lifespan.shutdown":
        await send({"type": "lifespan.startup.complete"})
    await send({"type": "lifespan.shutdown.complete"})
