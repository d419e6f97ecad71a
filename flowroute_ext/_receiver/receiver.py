"""`WebhookReceiver`: takes webhooks, keeps them, and has them handled."""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress
from typing import TYPE_CHECKING

from .._base.clock import Clock
from .._base.frames import all_clear_frames
from .admission import Admission
from .agreement import fingerprint
from .backends import backend_of
from .faces.asgi import AsgiReceiver
from .faces.wsgi import WsgiReceiver
from .intake import Intake
from .limits import DEFAULT_BODY_TIMEOUT, DEFAULT_MAX_BODY, Limits
from .look_ups import DEFAULT_RATE, LookUps
from .opt_outs import OptOuts
from .paths import Paths
from .records import Records
from .registration import Registration
from .sources import Sources
from .store.events import EventStore
from .values import KINDS_OF_EVENTS, unknown_kind
from .verification import checked_verification
from .work.background import Background
from .work.clients import Clients
from .work.confirming import Confirmer
from .work.options import DEFAULT_CONCURRENCY, DEFAULT_KEEP, DEFAULT_TRIES, WorkOptions
from .work.setup import Setup
from .work.stream import Stream
from .work.worker import Worker

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Generator, Iterable, Mapping
    from datetime import timedelta
    from os import PathLike
    from types import TracebackType
    from typing import Self

    from .._async.client import AsyncFlowroute
    from .._outbox.outbox import Outbox
    from .._sync.client import Flowroute
    from .._webhooks.parsing import Event
    from .sources import Networks
    from .values import EventKind, WebhookResponse
    from .verification import Verification


@all_clear_frames
class WebhookReceiver(Registration, Records):
    """Takes Flowroute's webhooks, keeps each once, and has it handled.

    :param store: a file on a disk of this machine, as ``"inbox.db"``, which its processes share; or
        ``postgresql://user@host/database`` (the extra ``postgres``) for several machines.
    :param secret: what the paths are made of: at least 20 random characters. With several, the
        first makes the URLs, and those of all are accepted.
    :param flowroute: the client that handlers get, which learns from receipts which of its messages
        were accepted; else new ones, with the credentials of the environment.
    :param outbox: the `Outbox` whose rows the receipts are of: each is recorded there.
    :param sources: the addresses that webhooks are accepted from; all by default.
    :param proxies: what is between Flowroute and this process, to be given with *sources*.
    :param proxy_header: the header in which these proxies say where a request is from.
    :param max_body: the bytes that a body may have.
    :param body_timeout: the seconds in which it has to be there.
    :param verify: ``"look-up"`` has the record of each message and receipt looked up, with the
        client, before it is handled: what differs is removed.
    :param look_up_rate: how many records a process looks up in a second.
    :param opt_outs: whether a STOP is remembered in `opt_outs`, and forgotten after a START.
    :param keep: how long events are kept once they are handled. They are recognised for a year.
    :param tries: how often an event is tried before it is set aside.
    :param concurrency: how many events a process handles at once.
    :param background: whether a process that receives also handles, beside its requests. False
        where another process does, with `run` or `events`.
    :param clock: the clock to read; another one for tests.

    Raises `ConfigurationError`. One receiver may be shared by threads, tasks and processes.
    """

    def __init__(
        self,
        store: str | PathLike[str],
        *,
        secret: str | bytes | Iterable[str | bytes],
        flowroute: Flowroute | AsyncFlowroute | None = None,
        outbox: Outbox | None = None,
        sources: Networks | None = None,
        proxies: int | Networks | None = None,
        proxy_header: str = "X-Forwarded-For",
        max_body: int = DEFAULT_MAX_BODY,
        body_timeout: float = DEFAULT_BODY_TIMEOUT,
        verify: Verification | None = None,
        look_up_rate: float = DEFAULT_RATE,
        opt_outs: bool = False,
        keep: timedelta = DEFAULT_KEEP,
        tries: int = DEFAULT_TRIES,
        concurrency: int = DEFAULT_CONCURRENCY,
        background: bool = True,
        clock: Clock | None = None,
    ) -> None:
        super().__init__()
        self._clock = clock or Clock()
        options = WorkOptions(keep, tries, concurrency, background)
        self._paths = Paths(secret)
        limits = Limits(max_body, body_timeout)
        admission = Admission(self._paths, Sources(sources, proxies, proxy_header), limits)
        self._name, backend = backend_of(store)
        self._store = EventStore(backend, keep, self._clock)
        look_ups = None
        if checked_verification(verify) is not None:
            look_ups = LookUps(look_up_rate, self._clock)
        self.opt_outs = OptOuts(self._store.writer, clock=self._clock)
        """The numbers that want no messages: give this to an `Outbox`, too."""
        self._intake = Intake(
            self._store, admission, None if look_ups is None else fingerprint, opt_outs=opt_outs
        )
        clients = Clients(flowroute)
        if look_ups is not None:
            clients.of_sync()  # so that missing credentials are an error now, not at each event
        confirmer = Confirmer(self._store, clients, look_ups, opt_outs=opt_outs)
        if outbox is not None:
            self._handlers.join(outbox)
        self._setup = Setup(self._store, self._handlers, clients, confirmer, options, self._clock)
        self._background = Background(self._setup)
        self._is_background = options.background

    def __repr__(self) -> str:
        """Show the store, without a password; never the secret."""
        name = vars(self).get("_name")
        return (
            f"{type(self).__name__}(refused)"
            if name is None
            else (f"{type(self).__name__}({name!r})")
        )

    def url(self, base: str, kind: str) -> str:
        """Return the URL to give to Flowroute for a *kind* of webhooks.

        *base* is the URL at which this receiver is served, and *kind* ``"sms"``, ``"mms"``,
        ``"sms_dlr"``, ``"mms_dlr"`` or ``"events"``. Raises `InvalidValue`.
        """
        return self._paths.url(base, kind)

    def asgi(self) -> AsgiReceiver:
        """Return the receiver as an ASGI application."""
        return AsgiReceiver(self._intake, self._clock, self._start_task, self.aclose)

    def wsgi(self) -> WsgiReceiver:
        """Return the receiver as a WSGI application."""
        return WsgiReceiver(self._intake, self._clock, self._start_thread)

    def handle(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | Iterable[tuple[str, str]] | None,
        body: bytes,
        *,
        client: str | None = None,
    ) -> WebhookResponse:
        """Return the answer to a request, for frameworks that are neither ASGI nor WSGI.

        *path* may be the whole URL, as text or as the object of a framework. *body* is as it came,
        and *client* the address that the connection is from. The status is 200 once the event is
        on the disk, 503 if it could not be written, and 404 for all that is no webhook for this.
        Raises `InvalidValue` for other types.
        """
        self._start_thread()
        return self._intake.answer(method, path, headers, body, client)

    async def ahandle(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | Iterable[tuple[str, str]] | None,
        body: bytes,
        *,
        client: str | None = None,
    ) -> WebhookResponse:
        """Return the answer to a request, as `handle` does."""
        self._start_task()
        return await self._intake.aanswer(method, path, headers, body, client)

    def run(self) -> None:
        """Handle events in this process until it is interrupted, or gets SIGTERM.

        Then nothing new begins, and the handlers that are running end. Raises `ConfigurationError`
        where there are no handlers.
        """
        self._handlers.check()
        asyncio.run(self._run_until_signal())

    async def arun(self) -> None:
        """Handle events in this event loop until this is cancelled; raises as `run` does."""
        self._handlers.check()
        await Worker(self._setup).run()

    def run_pending(self) -> int:
        """Handle what is due now, and return how many events were handled.

        For tests, and for processes that live only as long as a request.
        """
        return self._setup.clients.loop.run(self.arun_pending(), wait=False)

    async def arun_pending(self) -> int:
        """Handle what is due now, as `run_pending` does."""
        worker = Worker(self._setup)
        await worker.run(once=True)
        return worker.handled

    def events(
        self, *kinds: EventKind, wait: bool = True, late: bool = False
    ) -> Generator[Event, None, None]:
        """Return an iterator over the events, which are not given to handlers then.

        An event is done when the next one is asked for. One at which the loop is left comes again,
        as it does where a handler raises. It waits for events, or else ends when none is due.
        Receipts are recorded in the *outbox* of the receiver first.
        *kinds* are of ``"message"``, ``"receipt"``, ``"status_change"`` and ``"unknown"``, all by
        default; with *late*, receipts that say less than one before are among them.
        """
        return self._stream(kinds, late=late).events(wait=wait)

    def aevents(
        self, *kinds: EventKind, wait: bool = True, late: bool = False
    ) -> AsyncGenerator[Event, None]:
        """Return an asynchronous iterator over the events, as `events` does."""
        return self._stream(kinds, late=late).aevents(wait=wait)

    def start(self) -> None:
        """Handle events in a thread of this process, until `close`; or until it ends."""
        self._background.start_thread()

    def close(self) -> None:
        """End what this process does with the events: the running handlers, and then the file."""
        self._background.stop()
        self._store.writer.close()

    async def aclose(self) -> None:
        """End what this process does with the events, as `close` does."""
        await self._background.astop()
        await asyncio.to_thread(self._store.writer.close)

    def __enter__(self) -> Self:
        self._start_thread()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    async def __aenter__(self) -> Self:
        self._start_task()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.aclose()

    def _stream(self, kinds: tuple[EventKind, ...], *, late: bool) -> Stream:
        for kind in kinds:
            if kind not in KINDS_OF_EVENTS:
                raise unknown_kind(kind)
        return Stream(self._setup, kinds or KINDS_OF_EVENTS, late=late)

    def _start_task(self) -> None:
        if self._is_background and len(self._handlers):
            self._background.start_task()

    def _start_thread(self) -> None:
        if self._is_background and len(self._handlers):
            self._background.start_thread()

    async def _run_until_signal(self) -> None:
        worker = Worker(self._setup)
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            # Not in another thread than the main one, nor on Windows.
            with suppress(RuntimeError, ValueError):
                loop.add_signal_handler(number, worker.stop)
        await worker.run()
