"""A call that Flowroute refuses, and the account on which it does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs
from ext.calls.e911s import BODY

from flowroute_ext import APIError
from operations.control import Control
from operations.expected import NUMBER, TOLL_FREE

ROUTE, E911, APPROVED, PENDING = "100001", "200001", "300001", "300002"
MISSING = "999999"


@attrs.frozen
class Refusal:
    """A call, and the error it raises: its class, its operation, and its fields.

    Some are refused only to an account without money.
    """

    of: Callable[[Any], Any]
    error: type[APIError]
    operation: str
    fields: set[str] = attrs.field(factory=set)
    broke: bool = False


def furnish(account: Control) -> None:
    """Create the resources of the calls on the account."""
    for value in (NUMBER, TOLL_FREE):
        account.own(value)
    pbx = {"alias": "PBX", "route_type": "host", "value": "sip.example.com"}
    account("POST", "/v2/routes", pbx)
    account("POST", "/v2/e911s", BODY)
    for name in ("APPROVED", "PENDING"):
        account("POST", "/v2/cnams", {"value": name})
    account.approve(APPROVED)
    relation = f"/v2/numbers/{NUMBER}/relationships"
    account("PATCH", f"{relation}/primary_route", {"data": {"type": "route", "id": ROUTE}})
    account("PATCH", f"{relation}/e911s/{E911}")
