"""The account that the calls are made for: something of each kind, in each state they need."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import httpx

from flowroute_ext import E911Address, Flowroute, PortOrder, Route
from flowroute_sandbox import FrozenClock, Sandbox, transport

if TYPE_CHECKING:
    from flowroute_sandbox.state.account import Account

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
BUSY, IDLE = "12065550100", "12065550101"
OFFICE = {
    "first_name": "Ada",
    "last_name": "Example",
    "street_number": "1182",
    "street_name": "3rd Ave",
    "city": "Seattle",
    "state": "WA",
    "zip": "98101",
}
ORDER = PortOrder(
    numbers=["12065550150"],
    billing_name="Janet Doe",
    street="1218 3rd Ave",
    city="Seattle",
    state="WA",
    zip="98101",
    provider="Example Telecom",
    pin="4321",
    usage_type="business",
)


class Accounts:
    """The account, made once; `new` is a sandbox with a copy of it, and `ids` has its ids."""

    def __init__(self) -> None:
        sandbox = Sandbox(clock=FrozenClock(NOW))
        for number in (BUSY, IDLE):
            sandbox.seed_number(number)
        with httpx.Client(transport=transport(sandbox, httpx)) as client:
            flowroute = Flowroute(sandbox.access_key, sandbox.secret_key, http_client=client)
            self.ids = _furnish(flowroute, sandbox)
        self._account: Account = sandbox.account

    def new(self) -> Sandbox:
        """A sandbox whose time stands still."""
        return Sandbox(clock=FrozenClock(NOW), account=deepcopy(self._account))


def _furnish(flowroute: Flowroute, sandbox: Sandbox) -> dict[str, str]:
    flowroute.numbers.update(BUSY, alias="Front desk")
    pbx = flowroute.routes.create(Route.host("192.0.2.7", alias="PBX"))
    flowroute.routes.create(Route.number("12065550142", alias="Mobile"))
    flowroute.routes.set_primary(BUSY, pbx)
    flowroute.routes.set_failover(BUSY, pbx)
    office = flowroute.e911s.create(E911Address(label="Office", **OFFICE))
    flowroute.e911s.create(E911Address(label="Storage", **OFFICE | {"zip": "98104"}))
    flowroute.e911s.associate(BUSY, office)
    name = flowroute.cnams.create("Harbor Bar")
    sandbox.approve_cnam(name.id)
    flowroute.cnams.create("Harbor Club")
    flowroute.cnams.associate(BUSY, name)
    flowroute.numbers.set_callback(BUSY, "sms", "https://example.com/sms")
    flowroute.messages.set_callback("sms", "https://example.com/sms")
    task = flowroute.numbers.enable_messaging([IDLE])
    order = flowroute.ports.create(ORDER)
    file = flowroute.ports.files(order).pull("https://example.com/bill.pdf")
    sandbox.seed_calls(calls=20)
    flowroute.cdrs.export(start="2026-10-01", end="2026-11-01")
    sent = flowroute.messages.send(to="13125550199", from_=BUSY, body="Your table is ready.")
    sandbox.receive_message(from_="13125550199", to=BUSY, body="Thank you.")
    return {"message": sent.id, "task": task.id, "file": file.id}
