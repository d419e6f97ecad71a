"""The calls that must not be sent twice, and a count of their results."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs
from ext.calls import NUMBER
from ext.calls.ports import ORDER as PRESET_ORDER

from flowroute_ext import Cnam, E911Address, Route
from flowroute_sandbox import Sandbox

TO, BUY = "13125550199", "12065550100"
ADDRESS = E911Address(
    label="Office",
    first_name="Ada",
    last_name="Example",
    street_number="1182",
    street_name="3rd Ave",
    city="Seattle",
    state="WA",
    zip="98101",
)
# Its preset is of another account.
ORDER = attrs.evolve(PRESET_ORDER, numbers=["12065550143"], primary_route=None)

UNSAFE_CALLS: dict[str, Callable[..., Any]] = {
    "send_a_message": lambda flowroute, **options: flowroute.messages.send(
        to=TO, from_=NUMBER, body="Your table is ready.", **options
    ),
    "purchase_a_phone_number": lambda flowroute, **options: flowroute.numbers.purchase(
        BUY, **options
    ),
    "create_an_inbound_route": lambda flowroute, **options: flowroute.routes.create(
        Route.host("sip.example.com", alias="office"), **options
    ),
    "create_e911": lambda flowroute, **options: flowroute.e911s.create(ADDRESS, **options),
    "create_cnam": lambda flowroute, **options: flowroute.cnams.create(Cnam("Bob Law"), **options),
    "enable_or_disable_message_provisioning": (
        lambda flowroute, **options: flowroute.numbers.enable_messaging([NUMBER], **options)
    ),
    "create_a_port_order": lambda flowroute, **options: flowroute.ports.create(ORDER, **options),
    "create_a_cdr_export": lambda flowroute, **options: flowroute.cdrs.export(
        start="2026-10-01",
        end="2026-11-01",
        callerid_numbers=["206 555 0100", "+12065550101"],
        **options,
    ),
}


def made(sandbox: Sandbox) -> dict[str, int]:
    """Return how many resources of each unsafe operation there are."""
    account = sandbox.account
    return {
        "send_a_message": len(account.messages),
        "purchase_a_phone_number": len(account.numbers) - 1,
        "create_an_inbound_route": len(account.routes) - 1,
        "create_e911": len(account.e911s),
        "create_cnam": len(account.cnams),
        "enable_or_disable_message_provisioning": len(account.provisioning),
        "create_a_port_order": len(account.ports),
        "create_a_cdr_export": len(account.cdr_exports),
    }
