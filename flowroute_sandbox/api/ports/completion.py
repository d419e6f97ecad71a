"""Completed port orders: their numbers join the account, with the presets of the order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flowroute_sandbox.inventory.ordinary import kind_and_country, ordinary
from flowroute_sandbox.state import funds
from flowroute_sandbox.state.entities import NumberRow
from flowroute_sandbox.state.ports.fees import PORT_FEE

if TYPE_CHECKING:
    from datetime import datetime

    from flowroute_sandbox.inventory.inventory import Inventory, InventoryNumber
    from flowroute_sandbox.state.account import Account
    from flowroute_sandbox.state.ports.rows import PortOrderRow


def complete_due(account: Account, inventory: Inventory, now: datetime) -> None:
    """Put the numbers of orders that are completed by now on the account."""
    for order in list(account.ports):
        if order.joined or order.status(now) != "completed":
            continue
        for number in order.numbers:
            if number not in account.numbers:
                account.numbers.put(_number(account, order, _facts(inventory, number)))
        funds.bill(account, PORT_FEE * len(order.numbers))
        account.ports.put(replace(order, joined=True))


def _facts(inventory: Inventory, number: str) -> InventoryNumber:
    if (listed := inventory.get(number)) is not None:
        return listed
    kind, country = kind_and_country(number) or ("longcode", "US")
    facts = replace(ordinary(number), number_type=kind, iso_country=country)
    return replace(facts, emergency=False) if kind == "toll-free" else facts


def _number(account: Account, order: PortOrderRow, facts: InventoryNumber) -> NumberRow:
    presets, lookups = order.presets, order.details.enable_cnam_lookups
    cnam = account.cnams.get(presets.cnam_id or "")
    local = facts.number_type == "longcode" and facts.iso_country == "US"
    return NumberRow(
        facts,
        alias=presets.alias,
        cnam_lookups_enabled=account.settings.cnam_lookups_enabled if lookups is None else lookups,
        primary_route=_kept(account, presets.primary_route_id) or "0",
        failover_route=_kept(account, presets.failover_route_id),
        e911=presets.e911_id
        if facts.emergency and (presets.e911_id or "") in account.e911s
        else None,
        # Assumed: port-presets
        cnam=cnam.id if cnam is not None and cnam.approved is not None and local else None,
    )


def _kept(account: Account, route: str | None) -> str | None:
    """Return a preset route that is still on the account."""
    return route if (route or "") in account.routes else None
