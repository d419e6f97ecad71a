"""`flowroute_sandbox` where Hypothesis is loaded: it can be put back for each example."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakSet

from flowroute_sandbox import Inventory
from pytest_flowroute._examples import first_request
from pytest_flowroute._examples.checkpoints import Checkpoint
from pytest_flowroute._sandbox import fixture

if TYPE_CHECKING:
    from collections.abc import Callable

    from flowroute_ext import AsyncFlowroute, Flowroute

C = TypeVar("C", "Flowroute", "AsyncFlowroute")


class FlowrouteSandbox(fixture.FlowrouteSandbox):
    """A sandbox that can be put back, with the clients that were made of it."""

    keeps_last = False

    def __init__(self) -> None:
        super().__init__()
        self._checked = True
        self._clients: WeakSet[Flowroute | AsyncFlowroute] = WeakSet()

    def client(self, **options: Any) -> Flowroute:
        """Return a new client of this account, without a socket; `options` are `Flowroute`'s."""
        return self._kept(super().client(**options))

    def async_client(self, **options: Any) -> AsyncFlowroute:
        """Return a new asynchronous client of this account, without a socket."""
        return self._kept(super().async_client(**options))

    def checkpoint(self) -> Callable[[], None]:
        """Return what puts back the account, its phones, webhooks, faults, time and clients.

        A server stays, and accepts connections again if it refused them.
        """
        first_request.send()
        self._checked = self.failure() is None
        with self._sandbox.unchanged():
            checkpoint = Checkpoint(self, *self._clients, apart=_is_apart)

        def restore() -> None:
            server = self._server
            with self._sandbox.unchanged():
                checkpoint.restore()
            self._server = server
            self.clock.leap()
            if server is not None:
                server.resume()

        return restore

    def failure_of_example(self) -> str | None:
        """Return why an example fails, unless the test would have failed for it before."""
        return self.failure() if self._checked else None

    def _kept(self, client: C) -> C:
        self._clients.add(client)
        return client


def _is_apart(value: object) -> bool:
    from pytest_flowroute._sandbox.server import LoopbackServer

    return isinstance(value, Inventory | LoopbackServer)
