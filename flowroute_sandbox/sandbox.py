"""A stateful local Flowroute: requests in, responses out, no network."""

from __future__ import annotations

import json
from threading import Lock
from time import perf_counter
from typing import TYPE_CHECKING, Any, TypeAlias

from flowroute_sandbox.api.context import Context
from flowroute_sandbox.api.ports import completion
from flowroute_sandbox.control.controls import Controls
from flowroute_sandbox.control.modules import operations, router
from flowroute_sandbox.control.recorder import Recorder
from flowroute_sandbox.faults.injector import FaultInjector
from flowroute_sandbox.http.access import CONTROL as CONTROL_PATHS
from flowroute_sandbox.http.access import Access
from flowroute_sandbox.http.errors import Refused
from flowroute_sandbox.http.messages import Request
from flowroute_sandbox.inventory.inventory import Inventory
from flowroute_sandbox.state.account import Account
from flowroute_sandbox.state.clock import Clock
from flowroute_sandbox.state.ids import Ids
from flowroute_sandbox.webhooks import subjects
from flowroute_sandbox.webhooks.schedule import scheduled
from flowroute_sandbox.webhooks.sender import WebhookSender
from flowroute_sandbox.webhooks.worker import DeliveryWorker

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Mapping
    from contextlib import AbstractContextManager
    from datetime import datetime

    from flowroute_sandbox.faults.fault import Fault
    from flowroute_sandbox.faults.outcomes import Outcome
    from flowroute_sandbox.http.messages import Response
    from flowroute_sandbox.http.router import Match
    from flowroute_sandbox.state.account import AccountStore
    from flowroute_sandbox.webhooks.schedule import ScheduledWebhook
    from flowroute_sandbox.webhooks.worker import Post

ACCESS_KEY = "sandbox-access-key"
SECRET_KEY = "sandbox-secret-key"
TO_THIS_MACHINE = WebhookSender()

Observe: TypeAlias = "Callable[[Request, Response], object]"


class Sandbox(Controls):
    """A local Flowroute account.

    `handle` is the whole API, and `outcome` the same with faults. The methods of `Controls` are the
    control API without HTTP. With a `store`, changes are saved before a method returns.

    Args:
        access_key: The user name that requests must carry.
        secret_key: The password that requests must carry.
        seed: Determines the numbers on sale, and the ids.
        inventory: The numbers on sale, instead of the seed's.
        clock: The time; real time by default.
        ids: The source of ids, instead of the seed's.
        account: The state to start from, instead of the store's or an empty one.
        store: Where the state is loaded from and saved to.
        rate_limit: Whether to refuse messages over Flowroute's rate limits, with 429.
        strict: Whether to refuse what Flowroute is known or believed to tolerate: a limit above
            the maximum, the media type application/vnd+api.json, and phone numbers of messages
            with a prefix that the page of the operation does not have.
        post: Posts webhooks: called with a URL, a body and headers, it returns a status or
            raises. By default it posts over HTTP, to this machine only. None posts nothing.
        observe: Called with each request of the API that was carried out, and its response.
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
        store: AccountStore | None = None,
        rate_limit: bool = False,
        strict: bool = False,
        post: Post | None = TO_THIS_MACHINE,
        observe: Observe | None = None,
    ) -> None:
        self.access_key = access_key
        self.secret_key = secret_key
        self.inventory = inventory or Inventory(seed)
        self.clock = clock or Clock()
        self.ids = ids or Ids(seed)
        self.rate_limit = rate_limit
        self.strict = strict
        self.access = Access(access_key, secret_key)
        self._router = router()
        self._faults = FaultInjector(operations=operations())
        self._store = store
        self._observe = observe
        self._lock = Lock()
        if account is None:
            account = Account() if store is None else Account.load(store.load())
        self.account = account
        if account.settings.clock_offset:
            self.clock.offset = account.settings.offset
        both = f"{access_key}:{secret_key}"
        secrets = (access_key, secret_key, both, self.access.token.value)
        self.recorder = Recorder(account, self.clock, self._lock, secrets=secrets)
        self._webhooks = DeliveryWorker(
            account, self.clock, self._lock, self._save, post, record=self.recorder.webhook
        )
        self._webhooks.resume()

    def handle(self, request: Request) -> Response:
        """Return the response to one request, without faults; thread-safe."""
        return self._handle(request, self._router.match(request.method, request.path))

    def outcome(self, request: Request) -> Outcome:
        """Return what the client sees of one request: the response, unless a fault hits it.

        Transports and servers call this, and carry out the outcome. Requests are counted here,
        those of the control API aside, which no fault hits.
        """
        match = self._router.match(request.method, request.path)
        if _is_own(request):
            return self._handle(request, match)
        begin = perf_counter()
        with self._lock:
            at = self.clock.now()
            fault = self._faults.next(match.endpoint.operation, at)
        if fault is None:
            outcome: Outcome = self._handle(request, match)
        else:
            outcome = fault.apply(lambda: self._handle(request, match), self._error_id)
        self.recorder.request(
            request,
            outcome,
            at=at,
            operation=match.endpoint.operation,
            seconds=perf_counter() - begin,
            fault=fault,
        )
        return outcome

    def take_refusal(self) -> float | None:
        """Return for how many seconds a server is to refuse connections, if a fault says so now.

        A server asks after every request, because it has to stop listening before the next one.
        """
        if not self._faults.armed:
            return None
        with self._lock:
            return self._faults.take_refusal(self.clock.now())

    def delivering(self) -> AbstractContextManager[None]:
        """Return a context in which threads post each webhook as it falls due."""
        return self._webhooks.running()

    def delivered(self, until: datetime) -> bool:
        """Return whether those threads have posted all that was due; True without threads."""
        return self._webhooks.done(until)

    def scheduled_webhooks(self, message_id: str) -> tuple[ScheduledWebhook, ...]:
        """Return every webhook of a message, due or not, whether a callback is set or not.

        A message that was received has one, and a message that was sent its two receipts. A port
        order, a CDR export and a provisioning task have events. Raises KeyError without any.
        """
        with self._lock:
            message = subjects.find(self.account, message_id)
            if message is None:
                raise KeyError(message_id)
            return scheduled(self.account, message)

    @property
    def requests(self) -> Counter[str]:
        """The number of requests of each operation since the start or the last `reset`.

        Every request of `outcome` counts, also one that a fault hit, unless the connection was
        refused. The operation of what Flowroute does not have is "unknown".
        """
        with self._lock:
            return self._faults.requests.copy()

    def faults(self) -> tuple[Fault, ...]:
        """Return every fault armed, in order, with the requests that it has hit."""
        with self._lock:
            return self._faults.faults()

    def _control(
        self, path: str, body: Mapping[str, object] | None = None, method: str = "POST"
    ) -> dict[str, Any]:
        path, _, query = path.partition("?")
        text = json.dumps(body or {})
        request = Request(method, f"/_sandbox/{path}", query, body=text.encode())
        match = self._router.match(request.method, request.path)
        with self._lock:
            response = self._respond(request, match)
            self._save()
        document: dict[str, Any] = json.loads(response.body or b"{}")
        return document

    def _post_due(self) -> None:
        self._webhooks.post_due()

    def _handle(self, request: Request, match: Match[Context]) -> Response:
        with self._lock:
            try:
                # Assumed: credentials-first
                self.access.check(request)
                response = self._respond(request, match)
            except Refused as refused:
                response = refused.response(self.ids.error())
            self._save()
        if self._observe is not None and not _is_own(request):
            self._observe(request, response)
        return response

    def _respond(self, request: Request, match: Match[Context]) -> Response:
        if len(self.account.ports):
            completion.complete_due(self.account, self.inventory, self.clock.now())
        return match.endpoint.handler(
            Context(
                request=request,
                path=match.path,
                account=self.account,
                inventory=self.inventory,
                ids=self.ids,
                clock=self.clock,
                faults=self._faults,
                live=self.recorder.live,
                token=self.access.token,
                now=self.clock.now(),
                rate_limit=self.rate_limit,
                strict=self.strict,
            )
        )

    def _error_id(self) -> str:
        with self._lock:
            return self.ids.error()

    def _save(self) -> None:
        changed = self.account.has_changed
        self._webhooks.notice(subjects.changed(self.account) if changed else ())
        if changed and self._store is not None:
            self._store.save(self.account.changes())
        if self.recorder.live.followed:
            self.recorder.live.changed(self.clock.now())
        # Only now: what could not be saved is saved with the next request, whatever it is for, so
        # that no response depends on a change that is not stored.
        if changed:
            self.account.forget_changes()


def _is_own(request: Request) -> bool:
    """Return whether a request is for the sandbox itself: the control API."""
    return request.path.startswith(CONTROL_PATHS)
