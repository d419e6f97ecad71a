"""Adding numbers and addresses through the control API."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from typing import TYPE_CHECKING

from flowroute_sandbox.api.available import NUMBER_TYPES
from flowroute_sandbox.http.fields import Fields
from flowroute_sandbox.http.json_responses import json_response, no_content
from flowroute_sandbox.http.router import route
from flowroute_sandbox.http.validation_messages import (
    MISSING,
    NOT_A_NUMBER_TYPE,
    NOT_PLAIN_DIGITS,
    OWNED,
)
from flowroute_sandbox.inventory.ordinary import ordinary
from flowroute_sandbox.state.entities import NumberRow, SeededNumber, Unlocatable

if TYPE_CHECKING:
    from flowroute_sandbox.api.context import Context
    from flowroute_sandbox.http.messages import Response
    from flowroute_sandbox.inventory.inventory import InventoryNumber


@route("POST", "/_sandbox/numbers")
def seed_number(context: Context) -> Response:
    """201: `number` is on the account, or only on sale if `owned` is false.

    Attributes not given are the inventory's, or those of an ordinary US long code.
    """
    sent = Fields(context.body())
    value = sent.required("number", number=True)
    if value and not re.fullmatch("[1-9][0-9]{6,14}", value):
        sent.wrong("number", NOT_PLAIN_DIGITS)
    if value in context.account.numbers:
        sent.wrong("number", OWNED)
    owned = sent.flag("owned") is not False
    listed = context.inventory.get(value)
    facts = _facts(sent, listed or ordinary(value))
    sent.check()
    if facts != listed:
        context.account.seeded.put(SeededNumber(facts))
    if owned:
        lookups = context.account.settings.cnam_lookups_enabled
        context.account.numbers.put(NumberRow(facts, cnam_lookups_enabled=lookups))
    return json_response({"number": value, "owned": owned}, 201)


@route("POST", "/_sandbox/addresses")
def refuse_address(context: Context) -> Response:
    """204: no address that has all of the fields given can be geocoded."""
    sent = Fields(context.body())
    names = [field.name for field in fields(Unlocatable)]
    wanted = {name: sent.optional(name, number=True) for name in names}
    if not any(wanted.values()):
        sent.wrong("street_name", MISSING)
    sent.check()
    context.account.unlocatable.put(Unlocatable(**wanted))
    return no_content()


def _facts(sent: Fields, usual: InventoryNumber) -> InventoryNumber:
    number_type = sent.optional("number_type") or usual.number_type
    if number_type not in NUMBER_TYPES.values():
        sent.wrong("number_type", NOT_A_NUMBER_TYPE)
    monthly, setup = sent.amount("monthly_cost"), sent.amount("setup_cost")
    emergency = sent.flag("emergency")
    return replace(
        usual,
        rate_center=_text(sent, "rate_center", usual.rate_center),
        state=_text(sent, "state", usual.state),
        number_type=number_type,
        iso_country=sent.optional("iso_country") or usual.iso_country,
        monthly_cost=usual.monthly_cost if monthly is None else monthly,
        setup_cost=usual.setup_cost if setup is None else setup,
        emergency=usual.emergency if emergency is None else emergency,
    )


def _text(sent: Fields, name: str, usual: str | None) -> str | None:
    return sent.optional(name) if sent.sent(name) else usual
