"""A sandbox in this process, and clients of it that can be killed at any moment."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from flowroute_ext import AsyncFlowroute, Flowroute, fleet
from flowroute_ext._base.clock import Clock
from flowroute_sandbox import ACCESS_KEY, SECRET_KEY, FrozenClock, Inventory, Sandbox, transport

INVENTORY = Inventory()
URL = "http://127.0.0.1:9"
READING = ("GET", "HEAD")


class Killed(BaseException):
    """The process is killed."""


class SandboxTime(Clock):
    """The time of a sandbox, in which no wait takes any."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    def monotonic(self) -> float:
        return self.now().timestamp()

    def now(self) -> datetime:
        return self._sandbox.clock.now()

    def sleep(self, seconds: float) -> None:
        self._sandbox.advance(seconds)

    async def asleep(self, seconds: float) -> None:
        self._sandbox.advance(seconds)


class World:
    """An account, and what the requests to it change."""

    def __init__(
        self, path: Path, text: str, kind: str = "sync", sandbox: Sandbox | None = None
    ) -> None:
        self.path = path
        path.write_text(text, "utf-8")
        clock = FrozenClock(datetime(2026, 3, 1, 12, tzinfo=UTC))
        self.sandbox = sandbox or Sandbox(inventory=INVENTORY, clock=clock, post=None)
        self.kind = kind
        self.changes: list[str] = []
        self.moments = 0
        self.kill_at: int | None = None
        # What is done before the first request that begins so.
        self.meanwhile: dict[str, Callable[[], object]] = {}
        self._answer = transport(self.sandbox, httpx).handler

    @property
    def fleet(self) -> fleet.Fleet:
        return fleet.read(self.path)

    def moment(self) -> None:
        """Pass a moment at which the process may be killed."""
        self.moments += 1
        if self.moments == self.kill_at:
            self.kill_at = None
            raise Killed

    def plan(self) -> fleet.FleetPlan:
        return self._call(lambda client: fleet.plan(client, self.fleet), fleet.aplan)

    def apply(self, plan: fleet.FleetPlan | None = None) -> fleet.ApplyReport:
        return self._call(lambda client: fleet.apply(client, self.fleet, plan), fleet.aapply, plan)

    def audit(self) -> fleet.AuditReport:
        return self._call(lambda client: fleet.audit(client, self.fleet), fleet.aaudit)

    def _call(self, sync: Callable[[Flowroute], Any], twin: Callable[..., Any], *more: Any) -> Any:
        if self.kind == "sync":
            return sync(self.client)

        async def run() -> Any:
            return await twin(self.async_client, self.fleet, *more)

        return asyncio.run(run())

    @property
    def client(self) -> Flowroute:
        http_client = httpx.Client(transport=httpx.MockTransport(self._handle))
        return Flowroute(
            ACCESS_KEY, SECRET_KEY, base_url=URL, http_client=http_client, clock=self._time
        )

    @property
    def async_client(self) -> AsyncFlowroute:
        http_client = httpx.AsyncClient(transport=httpx.MockTransport(self._handle))
        return AsyncFlowroute(
            ACCESS_KEY, SECRET_KEY, base_url=URL, http_client=http_client, clock=self._time
        )

    @property
    def _time(self) -> SandboxTime:
        return SandboxTime(self.sandbox)

    def _handle(self, request: httpx.Request) -> httpx.Response:
        for begin in [*self.meanwhile]:
            if f"{request.method} {request.url.path}".startswith(begin):
                self.meanwhile.pop(begin)()
        changing = request.method not in READING and not request.url.path.endswith("/validate")
        if changing:
            self.moment()
            self.changes.append(f"{request.method} {request.url.path}")
        try:
            return self._answer(request)
        finally:
            if changing:
                self.moment()

    @property
    def state(self) -> dict[str, Any]:
        """What is on the account, with names in place of ids, and what is left of its money."""
        account = self.sandbox.account
        routes = {row.id: row.alias for row in account.routes}
        homes = {row.id: row.label for row in account.e911s}
        return {
            "balance": account.settings.balance,
            "routes": sorted((row.alias, row.value) for row in account.routes),
            "addresses": sorted((row.label, row.street_name, row.zip) for row in account.e911s),
            "caller names": sorted(row.value for row in account.cnams),
            "numbers": {
                row.value: (
                    row.alias,
                    routes.get(row.primary_route or ""),
                    routes.get(row.failover_route or ""),
                    homes.get(row.e911 or ""),
                    row.messaging_task is not None,
                    row.cnam_lookups_enabled,
                )
                for row in account.numbers
            },
        }
