"""Where requests go while a test is recorded: to Flowroute, to another address, or to a sandbox.

The connection is one of `private_modules`, so that no other recorder, mock or tracer of the test
sees the credentials, the numbers and the texts in it, or answers instead of the server.
"""

from __future__ import annotations

from base64 import b64encode
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from threading import Timer
from typing import TYPE_CHECKING, Any, Final, Protocol
from urllib.parse import urlsplit, urlunsplit

from flowroute_ext.testing import reason_phrase
from flowroute_sandbox import ACCESS_KEY, SECRET_KEY

from .._base import blocking
from .._base.hosts import is_flowroute
from .._base.http_messages import HTTPRequest, HTTPResponse
from .._playback.repeats import SAFE_METHODS
from .private_modules import copy

if TYPE_CHECKING:
    from collections.abc import Generator

    from flowroute_ext.types import Clock

    from .._sandbox.fixture import FlowrouteSandbox

IN_PROCESS: Final = "flowroute_sandbox"
"""The address that stands for a sandbox in this process."""
TIMEOUT: Final = 30.0
"""Seconds for a response, for a client that has no timeout of its own."""
# Set anew by this connection, or about the connection to the client.
LEFT_OUT: Final = frozenset(
    {"accept-encoding", "connection", "content-length", "host", "transfer-encoding"}
)
KEYS: Final = f"Basic {b64encode(f'{ACCESS_KEY}:{SECRET_KEY}'.encode()).decode()}"
"""The credentials of a sandbox that was given no others."""


class NoResponse(Exception):
    """The server did not respond, or not with a whole response; `late` is whether time was up."""

    def __init__(self, reason: str, *, late: bool) -> None:
        super().__init__(reason)
        self.late = late


class Upstream(Protocol):
    """Answers the requests that are recorded."""

    @property
    def clock(self) -> Clock | None:
        """The clock for clients of the SDK; None is the real time."""
        ...

    @property
    def base(self) -> str:
        """The address of another server than that of the request; empty if there is none."""
        ...

    def is_real(self, url: str, /) -> bool:
        """Whether a request for this URL reaches Flowroute itself."""
        ...

    def send(self, request: HTTPRequest) -> HTTPResponse:
        """Return the response; raise `NoResponse` if there is none."""
        ...

    def follow(self, number: int, request: HTTPRequest, /) -> None:
        """Know of a request that interaction *number* of the file has answered instead."""
        ...


@dataclass(frozen=True)
class Network:
    """The address that a request has, or the server at *base*, if that is given."""

    base: str = field(default="", repr=False)
    clock: None = None

    def is_real(self, url: str) -> bool:
        """Whether a request for this URL reaches Flowroute itself."""
        return is_flowroute(urlsplit(self.base or url).hostname)

    def send(self, request: HTTPRequest) -> HTTPResponse:
        """Return the response over the network.

        Another server at *base* gets the keys of a sandbox, and those of the application only if
        it knows no such keys.
        """
        if not self.base:
            return fetch(request)
        parts, base = urlsplit(request.url), urlsplit(self.base)
        path = base.path + parts.path
        url = urlunsplit((base.scheme, base.netloc, path, parts.query, ""))
        redirected = replace(request, url=url)
        if self.is_real(url):
            return fetch(redirected)
        response = fetch(_with_keys(redirected))
        return fetch(redirected) if response.status == 401 else response

    def follow(self, _: int, __: HTTPRequest) -> None:
        """Do nothing: this server has processed it when it was recorded."""


class InProcess:
    """A new sandbox in this process, without a socket, with the ids of a seed."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._followed: set[int] = set()

    @cached_property
    def sandbox(self) -> FlowrouteSandbox:
        """The sandbox, made for the first request."""
        from .._sandbox.fixture import FlowrouteSandbox
        from .new_ids import NewIds

        account = FlowrouteSandbox()
        account.sandbox.ids = NewIds(self._seed)
        return account

    @property
    def clock(self) -> Clock:
        """The clock of the sandbox: a wait moves it, and takes no time."""
        return self.sandbox.clock

    @property
    def base(self) -> str:
        """No address: nothing is sent."""
        return ""

    def is_real(self, _: str) -> bool:
        """Return False."""
        return False

    def send(self, request: HTTPRequest) -> HTTPResponse:
        """Return the response of the sandbox."""
        from .._sandbox.responder import SandboxResponder

        responder = SandboxResponder(self.sandbox.sandbox, self.clock)
        outcome = responder.respond(_with_keys(request))
        if not isinstance(outcome, HTTPResponse):
            raise NoResponse(outcome, late=False)
        return replace(outcome, reason=reason_phrase(outcome.status))

    def follow(self, number: int, request: HTTPRequest) -> None:
        """Process a write that another sandbox has processed, so that what follows it may be.

        That was in another run, or in another process of this one.
        """
        if request.method in SAFE_METHODS or number in self._followed:
            return
        self._followed.add(number)
        with suppress(NoResponse):
            self.send(request)


def _with_keys(request: HTTPRequest) -> HTTPRequest:
    """Return the request with the keys of a sandbox, if it has any."""
    if not request.headers.get("authorization", "").lower().startswith("basic "):
        return request
    return replace(request, headers={**request.headers, "authorization": KEYS})


def fetch(request: HTTPRequest) -> HTTPResponse:
    """Return the response to a request over the network; raise `NoResponse` without one."""
    client, parts = copy("http.client"), urlsplit(request.url)
    headers = {name: value for name, value in request.headers.items() if name not in LEFT_OUT}
    target = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    timeout = request.timeout or TIMEOUT
    limit = _Limit()
    with blocking.allowed(), closing(_connection(parts, timeout)) as connection:
        try:
            with _limited(connection, timeout, limit):
                connection.request(request.method, target, request.body or None, headers)
                response = connection.getresponse()
                return HTTPResponse(
                    response.status,
                    response.reason,
                    tuple((name, value) for name, value in response.getheaders() if _kept(name)),
                    response.read(),
                )
        except (OSError, ValueError, client.HTTPException) as error:
            late = isinstance(error, TimeoutError) or limit.passed
            reason = f"no whole response in {timeout:g} s" if late else _reason(error)
            raise NoResponse(reason, late=late) from None


class _Limit:
    passed = False


@contextmanager
def _limited(connection: Any, timeout: float, limit: _Limit) -> Generator[None, None, None]:
    """End the connection when the time is up, also if the server sends a little now and then."""
    sockets = copy("socket")

    def stop() -> None:
        limit.passed = True
        if connection.sock is not None:
            try:
                connection.sock.shutdown(sockets.SHUT_RDWR)
            except OSError:
                return

    timer = Timer(timeout, stop)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _reason(error: Exception) -> str:
    """Return the kind of an error; its text may have an address or a part of a response in it."""
    return f"{type(error).__name__}" + (
        f": {error.strerror}" if isinstance(error, OSError) and error.strerror else ""
    )


def _connection(parts: Any, timeout: float) -> Any:
    client = copy("http.client")
    if parts.scheme == "http":
        return client.HTTPConnection(parts.hostname, parts.port, timeout=timeout)
    context = copy("ssl").create_default_context()
    return client.HTTPSConnection(parts.hostname, parts.port, timeout=timeout, context=context)


def _kept(name: str) -> bool:
    return name.lower() not in LEFT_OUT
