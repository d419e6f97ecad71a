"""The adapter of pyreqwest."""

from __future__ import annotations

import asyncio
import platform
import socket
import threading
from typing import TYPE_CHECKING, Any, Final, NoReturn

from ..._base.errors import ConnectFailed
from ..._base.forks import after_fork
from ..._base.version import __version__
from ..bodies import Body
from ..echoes import hider, without_traces
from ..failures import Said, is_of
from ..responses import Response
from . import exiting, interception
from .clients import Client, made
from .headers import Headers
from .prepared import NOT_CONNECTED, Prepared, Preparing, causes
from .stand_in import stand_in
from .waiting import Waiting
from .wakeups import Wakeups

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from flowroute_api.types import Request

    from ..._base.errors import ConnectionFailed
    from ..._calls.config import Config
    from ..time_limits import Until

# Of a final response.
LOWEST: Final = 200
INSIDE: Final = frozenset({"pyreqwest"})
ENCODING: Final = "content-encoding"


class FastEngine:
    """pyreqwest, and what this package uses of it: one client of it per pool.

    That has as many connections as there are requests in progress. What the pool has is a `Client`
    for each of them.
    """

    def __init__(self, library: Any) -> None:
        self.name = "pyreqwest"
        self._library = library
        self._errors: Any = library.exceptions
        self._user_agent = (
            f"flowroute-ext/{__version__} "
            f"python/{platform.python_version()} {self.name}/{library.__version__}"
        )
        self._requests: Any = None
        self._clients = 0
        self._wakeups: Wakeups | None = None
        self._lock = threading.Lock()
        self._of_parent: list[Any] = []
        after_fork(self, FastEngine._renew)
        exiting.watch()
        # What guards the network in tests looks for new libraries when this is called, and nothing
        # else of Python's is when pyreqwest connects.
        socket.gethostbyname("127.0.0.1")

    def client(self, config: Config) -> Client:
        """Return a client for *config*; both kinds are the same.

        Raises `ConfigurationError` where a variable of the environment does not allow for one, or
        where this process was forked from one that had one.
        """
        with self._lock:
            if self._requests is None:
                self._requests = made(self._library, config, self._user_agent)
            self._clients += 1
            return Client(self._requests, self._closed)

    async_client = client

    def load_for_tasks(self) -> None:
        """Do nothing: pyreqwest needs the same in tasks."""

    def preparing(self, config: Config) -> Preparing:
        """Return what makes the requests of clients of *config*."""
        return Preparing(config, self._user_agent)

    def exchange(self, _: Client, prepared: Prepared, until: Until | None, bound: int) -> Response:
        """Return the whole response to *prepared*, if it comes in time.

        Of a body of more than *bound* bytes, the beginning.
        """
        if interception.interceptors and (given := self._given(prepared, until, bound)):
            return given
        return Waiting().run(self._exchanged(prepared, bound), until)

    def async_exchange(
        self, _: Client, prepared: Prepared, until: Until | None, bound: int
    ) -> Awaitable[Response]:
        """Return what `exchange` does, in a task."""
        if interception.interceptors:
            return self._intercepted(prepared, until, bound)
        return self._sent(prepared, bound)

    async def _intercepted(self, prepared: Prepared, until: Until | None, bound: int) -> Response:
        return self._given(prepared, until, bound) or await self._sent(prepared, bound)

    def _sent(self, prepared: Prepared, bound: int) -> Awaitable[Response]:
        loop = asyncio.get_running_loop()
        wakeups = self._wakeups
        if wakeups is None or wakeups.loop is not loop:
            wakeups = self._wakeups = Wakeups(loop)
        return wakeups.run(self._exchanged(prepared, bound))

    def _given(self, prepared: Prepared, until: Until | None, bound: int) -> Response | None:
        """Return what a test tool gives, if one does: by code of its own, so in the usual loop."""
        given = interception.outcome_of(prepared.shown(until))
        return None if given is None else stand_in(self._errors, prepared, given, bound)

    async def _exchanged(self, prepared: Prepared, bound: int) -> Response:
        sending = prepared.builder.build_streamed()
        try:
            response = await sending.__aenter__()
            if response.status < LOWEST:
                self._refuse(response.status)
            received = response.headers
            headers = Headers(received)
            body = Body(headers.get(ENCODING, "") if ENCODING in received else "", bound)
            # All of it, or one byte too many.
            content = await response.body_reader.read(bound + 1)
            if content is None or body.add(content):
                body.end()
            else:
                # The rest is not read, and so its connection is closed.
                await sending.__aexit__(None, None, None)
            return Response(response.status, headers, body.content, body.bound, body.fault)
        except BaseException:
            # Also where a task is cancelled: pyreqwest goes on.
            prepared.give_up()
            raise
        finally:
            # They close the connection of what is incomplete, though a traceback has this frame.
            sending = response = None

    def response_of(self, *_: object) -> None:
        """Return None: no hook makes an error of a response."""

    def is_of_others(self, error: Exception, *_: object, **__: object) -> bool:
        """Return whether *error* is to be raised as it is: the handler of a signal has raised it.

        Or a test tool, whose error says that a request is none that it expects.
        """
        if isinstance(error, (OSError, self._errors.PyreqwestError)):
            return False
        return isinstance(error, AssertionError) or not is_of(INSIDE, error)

    def unmade(self, request: Request[Any], error: OSError, config: Config) -> ConnectFailed:
        """Return *error*, which kept a client from being made, as an error of this package."""
        failure = Said(f"{type(error).__name__}: {error.strerror}", late=False, of_connection=True)
        made = failure.failure(request, config.base_url, None, not_sent=True)
        assert isinstance(made, ConnectFailed)
        made.__cause__ = error
        return made

    def failure(
        self,
        request: Request[Any],
        error: Exception,
        config: Config,
        timeout: float | None,
        *,
        prepared: Prepared,
        outside: BaseException | None,
    ) -> ConnectionFailed:
        """Return *error* as an error of this package, with what it says as the cause.

        It says that *prepared* was not sent only where that is certain.
        """
        not_sent = prepared.certainly_not_sent(error)
        kind = self._errors
        late = isinstance(error, TimeoutError)
        messages = causes(error)
        if late and NOT_CONNECTED not in messages:
            # It calls this a connection's, though it may have been a response's.
            error, messages = TimeoutError("the time was up"), []
        cause: BaseException = error
        if isinstance(error, kind.DetailedPyreqwestError):
            # Made anew: each of its causes has the URL, and that a phone number.
            details: dict[str, Any] = {"causes": [{"message": message} for message in messages]}
            text = str(error.args[0])
            cause = type(error)(f"{text}: {messages[-1]}" if messages else text, details)
        cause = without_traces(cause, hider(request, config.authorization), outside)
        shown = getattr(cause, "message", None) or str(cause)
        said = Said(f"{type(error).__name__}: {shown}".rstrip(": "), late=late, of_connection=True)
        failure = said.failure(request, config.base_url, timeout, not_sent=not_sent)
        failure.__cause__ = cause
        return failure

    def _refuse(self, status: int) -> NoReturn:
        raise self._errors.ReadError(f"the status was {status}", {"causes": []})

    def _closed(self) -> None:
        with self._lock:
            self._clients -= 1
            if not self._clients:
                # Without a reference its connections are closed.
                self._requests = None

    def _renew(self) -> None:
        # Kept, since to be collected is to be closed, by threads that this process does not have.
        self._of_parent.append(self._requests)
        self._requests, self._clients, self._wakeups = None, 0, None
        self._lock = threading.Lock()
