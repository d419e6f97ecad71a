"""A request, and everything that its response may depend on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flowroute_sandbox.http import bodies, paging
from flowroute_sandbox.http.errors import NOT_ON_ACCOUNT, Refused
from flowroute_sandbox.inventory.catalog import Catalog

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from flowroute_sandbox.faults.injector import FaultInjector
    from flowroute_sandbox.http.bodies import Body
    from flowroute_sandbox.http.messages import Request
    from flowroute_sandbox.http.page_token import PageToken
    from flowroute_sandbox.inventory.inventory import Inventory
    from flowroute_sandbox.live.live import Live
    from flowroute_sandbox.state.account import Account
    from flowroute_sandbox.state.clock import Clock
    from flowroute_sandbox.state.entities import NumberRow
    from flowroute_sandbox.state.ids import Ids


@dataclass(slots=True)  # not frozen, which would take several times as long to make
class Context:
    """A request, the parameters of its path, and the account it is about."""

    request: Request
    path: Mapping[str, str] = field(repr=False)
    account: Account
    inventory: Inventory
    ids: Ids
    clock: Clock
    faults: FaultInjector
    live: Live
    token: PageToken
    now: datetime
    rate_limit: bool = False
    strict: bool = False

    def body(self) -> Body:
        """Return the decoded body."""
        return bodies.decode(self.request, strict=self.strict)

    def query(self) -> dict[str, str]:
        """Return the parameters of the query string."""
        return paging.parse_query(self.request.query)

    def url(self, path: str) -> str:
        """Return the link to `path` on the host the client used."""
        return f"{self.request.origin}{path}"

    def catalog(self) -> Catalog:
        """Return the numbers on sale to the account."""
        seeded = {row.value: row.facts for row in self.account.seeded}
        return Catalog(self.inventory, self.account.numbers.keys(), seeded)

    def number(self) -> NumberRow:
        """Return the account's number that the path names, or raise Refused."""
        number = self.account.numbers.get(self.path["number_id"])
        if number is None:
            raise Refused(NOT_ON_ACCOUNT)
        return number
