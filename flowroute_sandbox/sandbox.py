"""A stateful local Flowroute: requests in, responses out, no network."""

from __future__ import annotations

import json
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol

from flowroute_sandbox.api import (
    available,
    callbacks,
    cnams,
    e911s,
    messages,
    numbers,
    routes,
)
from flowroute_sandbox.api import (
    edge_strategies as edges,
)
from flowroute_sandbox.api import (
    not_implemented as unbuilt,
)
from flowroute_sandbox.api import (
    voice_routes as voice,
)
from flowroute_sandbox.api.call import Call
from flowroute_sandbox.control import (
    endpoints as control,
)
from flowroute_sandbox.control import (
    faults as faults_control,
)
from flowroute_sandbox.control import (
    seeding,
)
from flowroute_sandbox.control import (
    webhooks as webhooks_control,
)
from flowroute_sandbox.control.methods import Controls
from flowroute_sandbox.faults.injector import UNKNOWN, Traffic
from flowroute_sandbox.faults.kinds import strike
from flowroute_sandbox.http.credentials import Credentials
from flowroute_sandbox.http.errors import Refused
from flowroute_sandbox.http.messages import Request
from flowroute_sandbox.http.router import Router, endpoints
from flowroute_sandbox.inventory.inventory import Inventory
from flowroute_sandbox.state.account import Account
from flowroute_sandbox.state.clock import Clock
from flowroute_sandbox.state.ids import Ids
from flowroute_sandbox.webhooks.sender import Poster
from flowroute_sandbox.webhooks.worker import Postman

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Mapping, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime
    from types import ModuleType

    from flowroute_sandbox.faults.kinds import Fault, Outcome
    from flowroute_sandbox.http.messages import Response
    from flowroute_sandbox.serving.asgi import Application
    from flowroute_sandbox.state.tables import Change
    from flowroute_sandbox.webhooks.worker import Post

ACCESS_KEY, SECRET_KEY = "sandbox-access-key", "sandbox-secret-key"
TO_THIS_MACHINE = Poster()

API = (available, callbacks, cnams, e911s, edges, messages, numbers, routes, voice)
CONTROL = (control, faults_control, seeding, webhooks_control)
CONTROL_PATHS = "/_sandbox/"
CHOICES = {"version": ("v2.1", "v2.2"), "callback_type": tuple(callbacks.TYPES)}


class Store(Protocol):
    """Where an account outlives its process."""

    def load(self) -> Iterable[tuple[str, str, Mapping[str, Any]]]:
        """Return every row saved, in any order."""
        ...

    def save(self, changes: Sequence[Change]) -> None:
        """Save the changes, all or none of them."""
        ...


class Sandbox(Controls):
    """One Flowroute account on this machine.

    `handle` is the whole API, and `exchange` the same through a network with faults. The methods
    of `Controls` are the control API without HTTP. With a `store`, what a call changed is saved
    before it returns.

    Args:
        access_key: The user name that requests must carry.
        secret_key: The password that requests must carry.
        seed: What numbers are on sale, and which ids are given, follows from it.
        inventory: The numbers on sale, instead of the seed's.
        clock: Real time, unless a test wants to stop it.
        ids: The source of ids, instead of the seed's.
        account: The state to start from, instead of the store's or an empty one.
        store: Where the state is loaded from and saved to.
        rate_limit: Whether to refuse what is over Flowroute's limits on sending, with 429.
        strict: Whether to refuse what Flowroute is known or believed to tolerate: a limit above
            the maximum, and the media type application/vnd+api.json.
        post: Posts webhooks: called with a URL, a body and headers, it returns a status or
            raises. Unless given, it posts over HTTP, to this machine alone. None posts nothing.
    """

    def __init__(
        self,
        *,
        access_key: str = ACCESS_KEY,
        secret_key: str = SECRET_KEY,
        seed: int = 0,
        inventory: Inventory | None = None,
        clock: Clock | None = None,
        ids: Ids | None = None,
        account: Account | None = None,
        store: Store | None = None,
        rate_limit: bool = False,
        strict: bool = False,
        post: Post | None = TO_THIS_MACHINE,
    ) -> None:
        self.access_key = access_key
        self.secret_key = secret_key
        self.inventory = inventory or Inventory(seed)
        self.clock = clock or Clock()
        self.ids = ids or Ids(seed)
        self.rate_limit = rate_limit
        self.strict = strict
        self._credentials = Credentials(access_key, secret_key)
        self._router = Router([*endpoints(*API, *CONTROL), *unbuilt.endpoints()], CHOICES)
        self._traffic = Traffic(endpoint.operation for endpoint in endpoints(*API))
        self._store = store
        self._lock = Lock()
        if account is None:
            account = Account() if store is None else Account.load(store.load())
        self.account = account
        if account.settings.clock_offset:
            self.clock.offset = account.settings.offset
        self._postman = Postman(account, self.clock, self._lock, self._save, post)
        self._postman.resume()

    def handle(self, request: Request) -> Response:
        """Return the answer to one request. Safe to call from several threads at once."""
        with self._lock:
            try:
                # Assumed: credentials-first
                if request.path != control.HEALTH:
                    self._credentials.check(request)
                response = self._answer(request)
            except Refused as refused:
                response = refused.response(self.ids.error())
            self._save()
        return response

    def exchange(self, request: Request) -> Outcome:
        """Return what the client sees of one request: the answer, unless a fault is armed.

        Transports and servers ask this, and carry it out. Requests of the API are counted here.
        """
        if request.path.startswith(CONTROL_PATHS):
            return self.handle(request)
        with self._lock:
            fault = self._traffic.call(self._operation(request), self.clock.now())
        if fault is None:
            return self.handle(request)
        try:
            return strike(fault, lambda: self.handle(request))
        except Refused as refused:
            with self._lock:
                return refused.response(self.ids.error())

    def refusal(self) -> float | None:
        """Return for how many seconds no connection is to be taken, if that is what comes next.

        For a server: asked after every request, it tells of a "refuse" once, when it is due.
        """
        with self._lock:
            fault = self._traffic.refusal(self.clock.now())
        return None if fault is None else (fault.seconds or 0) * fault.times

    def transport(self, engine: ModuleType | None = None) -> Any:
        """Return a transport for an httpx or httpx2 client that sends to this sandbox."""
        from flowroute_sandbox.serving.transport import transport

        return transport(self, engine)

    def asgi(self) -> Application:
        """Return an ASGI application that answers with this sandbox.

        Its webhooks are posted during the application's lifespan, if the server has one.
        """
        from flowroute_sandbox.serving.asgi import asgi
        from flowroute_sandbox.serving.lifespan import attended

        return attended(asgi(self), self)

    def delivering(self) -> AbstractContextManager[None]:
        """Return a context in which threads post each webhook as it falls due."""
        return self._postman.work()

    def delivered(self, until: datetime) -> bool:
        """Whether those threads have posted all that was due by then; True without threads."""
        return self._postman.done(until)

    @property
    def requests(self) -> Counter[str]:
        """How many requests of each operation came since the start or the last `reset`.

        Whatever was answered counts, and what a fault struck, unless the connection was refused.
        What Flowroute does not have is "unknown". Only what came through `exchange` counts.
        """
        with self._lock:
            return self._traffic.requests.copy()

    def faults(self) -> tuple[Fault, ...]:
        """Return every fault armed, in order, with the calls that it has struck."""
        with self._lock:
            return self._traffic.faults()

    def _control(
        self, path: str, body: Mapping[str, object] | None = None, method: str = "POST"
    ) -> dict[str, Any]:
        request = Request(method, f"/_sandbox/{path}", body=json.dumps(body or {}).encode())
        with self._lock:
            response = self._answer(request)
            self._save()
        found: dict[str, Any] = json.loads(response.body or b"{}")
        return found

    def _bring(self) -> None:
        self._postman.bring()

    def _answer(self, request: Request) -> Response:
        endpoint, path = self._router.match(request.method, request.path)
        return endpoint.answer(
            Call(
                request=request,
                path=path,
                account=self.account,
                inventory=self.inventory,
                ids=self.ids,
                clock=self.clock,
                traffic=self._traffic,
                now=self.clock.now(),
                rate_limit=self.rate_limit,
                strict=self.strict,
            )
        )

    def _operation(self, request: Request) -> str:
        try:
            return self._router.match(request.method, request.path)[0].operation
        except Refused:
            return UNKNOWN

    def _save(self) -> None:
        self._postman.notice(self.account.messages.changed())
        if self._store is not None and (changes := self.account.changes()):
            self._store.save(changes)
        # Only now: what could not be saved is tried again with the next call, whatever that
        # asks for, so that no answer ever tells what is not safely kept.
        self.account.forget_changes()
