"""A stateful local Flowroute: requests in, responses out, no network."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol

from flowroute_sandbox.account import Account
from flowroute_sandbox.clock import Clock
from flowroute_sandbox.http import Request, Response
from flowroute_sandbox.ids import Ids
from flowroute_sandbox.inventory import Inventory

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from flowroute_sandbox.tables import Change

ACCESS_KEY, SECRET_KEY = "sandbox-access-key", "sandbox-secret-key"


class Store(Protocol):
    """Where an account outlives its process."""

    def load(self) -> Iterable[tuple[str, str, Mapping[str, Any]]]:
        """Return every row saved, in any order."""
        ...

    def save(self, changes: Sequence[Change]) -> None:
        """Save the changes, all or none of them."""
        ...

    def clear(self) -> None:
        """Forget every row."""
        ...


class Sandbox:
    """One Flowroute account on this machine.

    `handle` is the whole API; the other methods do what only Flowroute, carriers and the
    passing of time can do. With a `store`, what a call changed is saved before it returns.
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
        self._store = store
        if account is None:
            account = Account() if store is None else Account.load(store.load())
        self.account = account
        self.clock.offset = account.settings.offset
        self._lock = Lock()

    def handle(self, request: Request) -> Response:
        """Return the answer to one request. Safe to call from several threads at once."""
        with self._lock:
            response = Response(404)
            self._save()
        return response

    def _save(self) -> None:
        changes = self.account.drain_changes()
        if changes and self._store is not None:
            self._store.save(changes)
