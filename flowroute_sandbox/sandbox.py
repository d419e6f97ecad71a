"""A stateful local Flowroute: requests in, responses out, no network."""

from __future__ import annotations

import json
from datetime import timedelta
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import quote

from flowroute_sandbox import (
    available,
    callbacks,
    cnams,
    control,
    e911s,
    edges,
    messages,
    numbers,
    routes,
    seeding,
    unbuilt,
    voice,
)
from flowroute_sandbox.account import Account
from flowroute_sandbox.call import Call
from flowroute_sandbox.clock import Clock
from flowroute_sandbox.credentials import Credentials
from flowroute_sandbox.http import Request
from flowroute_sandbox.ids import Ids
from flowroute_sandbox.inventory import Inventory
from flowroute_sandbox.refusals import Refused
from flowroute_sandbox.router import Router, endpoints

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from types import ModuleType

    from flowroute_sandbox.asgi import Application
    from flowroute_sandbox.http import Response
    from flowroute_sandbox.tables import Change

ACCESS_KEY, SECRET_KEY = "sandbox-access-key", "sandbox-secret-key"

API = (available, callbacks, cnams, e911s, edges, messages, numbers, routes, voice)
CONTROL = (control, seeding)
CHOICES = {"version": ("v2.1", "v2.2"), "callback_type": tuple(callbacks.TYPES)}


class Store(Protocol):
    """Where an account outlives its process."""

    def load(self) -> Iterable[tuple[str, str, Mapping[str, Any]]]:
        """Return every row saved, in any order."""
        ...

    def save(self, changes: Sequence[Change]) -> None:
        """Save the changes, all or none of them."""
        ...


class Sandbox:
    """One Flowroute account on this machine.

    `handle` is the whole API. The other methods do what only Flowroute, carriers and the passing
    of time can do; they are the control API without HTTP, and raise `Refused` where it would
    answer with an error. With a `store`, what a call changed is saved before it returns.

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
        self._store = store
        self._lock = Lock()
        if account is None:
            account = Account() if store is None else Account.load(store.load())
        self.account = account
        if account.settings.clock_offset:
            self.clock.offset = account.settings.offset

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

    def transport(self, engine: ModuleType | None = None) -> Any:
        """Return a transport for an httpx or httpx2 client that sends to this sandbox."""
        from flowroute_sandbox.transport import transport

        return transport(self, engine)

    def asgi(self) -> Application:
        """Return an ASGI application that answers with this sandbox."""
        from flowroute_sandbox.asgi import asgi

        return asgi(self)

    def reset(self) -> None:
        """Make everything as in a new sandbox, the time and the ids included."""
        self._control("reset")

    def advance(self, by: timedelta | float) -> None:
        """Move the time forward, by a duration or by seconds."""
        seconds = by.total_seconds() if isinstance(by, timedelta) else by
        self._control("clock/advance", {"seconds": seconds})

    def seed_number(self, number: str, *, owned: bool = True, **facts: object) -> None:
        """Put a number on the account, or only on sale, with `facts` about it.

        The facts are rate_center, state, number_type, iso_country, monthly_cost, setup_cost, and
        emergency: whether it supports emergency services.
        """
        self._control("numbers", {"number": number, "owned": owned, **facts})

    def seed_address(self, **fields: str) -> None:
        """Make addresses with these fields of an E911 record impossible to geocode."""
        self._control("addresses", fields)

    def declare_media(self, url: str, size: int) -> None:
        """Give the file at `url` a size in bytes; it is never fetched."""
        self._control("media", {"url": url, "bytes": size})

    def approve_cnam(self, cnam_id: str) -> None:
        """Approve a pending CNAM record."""
        self._control(f"cnams/{quote(cnam_id, safe='')}/approve")

    def reject_cnam(self, cnam_id: str, reason: str) -> None:
        """Reject a pending CNAM record."""
        self._control(f"cnams/{quote(cnam_id, safe='')}/reject", {"reason": reason})

    def deliver_message(self, message_id: str) -> None:
        """Let the carrier accept a message that was sent, now."""
        self._control(f"messages/{quote(message_id, safe='')}/deliver")

    def fail_message(self, message_id: str) -> None:
        """Let a message that was sent fail, now."""
        self._control(f"messages/{quote(message_id, safe='')}/fail")

    def receive_message(
        self, *, from_: str, to: str, body: str | None = None, media: Sequence[str] = ()
    ) -> str:
        """Let a number of the account receive a message; return the message's id."""
        message = {"from": from_, "to": to, "body": body, "media_urls": list(media)}
        received = self._control("messages/receive", message)
        return str(received["id"])

    def set_balance(self, dollars: float) -> None:
        """Set the money on the account, in US dollars."""
        self._control("settings", {"balance": dollars}, "PATCH")

    def _control(
        self, path: str, body: Mapping[str, object] | None = None, method: str = "POST"
    ) -> dict[str, Any]:
        request = Request(method, f"/_sandbox/{path}", body=json.dumps(body or {}).encode())
        with self._lock:
            response = self._answer(request)
            self._save()
        found: dict[str, Any] = json.loads(response.body or b"{}")
        return found

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
                now=self.clock.now(),
                rate_limit=self.rate_limit,
                strict=self.strict,
            )
        )

    def _save(self) -> None:
        if self._store is not None and (changes := self.account.changes()):
            self._store.save(changes)
        # Only now: what could not be saved is tried again with the next call, whatever that
        # asks for, so that no answer ever tells what is not safely kept.
        self.account.forget_changes()
