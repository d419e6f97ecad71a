"""Numbers, E911 addresses and CNAM records as rows. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..cells import digits, flag, price, text, when
from ..columns import Column, Table, columns

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..columns import Row

# As in `_values`, which has the older names of the API for the newer ones.
NUMBER_TYPES = {"standard": "longcode", "tollfree": "toll-free"}
PRICES = ("monthly_cost", "setup_cost", "inbound_rate")

# In the order, and under the titles, of the program that Flowroute published for it
# (github.com/flowroute/e911-json-to-csv).
E911_FIELDS = (
    *("label", "last_name", "first_name", "street_number", "street_name"),
    *("address_type", "address_type_number", "city", "state", "country", "zip"),
)


def _number(resource: Mapping[str, Any]) -> Row:
    get = resource["attributes"].get
    kind = text(get("number_type"))
    return (
        digits(get("value") or resource["id"]),
        NUMBER_TYPES.get(kind or "", kind),
        *(text(get(name)) for name in ("rate_center", "state", "iso_country", "alias", "status")),
        flag(get("cnam_lookups_enabled")),
        flag(get("messaging_enabled")),
        *(price(get(name)) for name in PRICES),
    )


def _e911(resource: Mapping[str, Any]) -> Row:
    get = resource["attributes"].get
    return text(resource["id"]), *(text(get(name)) for name in E911_FIELDS)


def _cnam(resource: Mapping[str, Any]) -> Row:
    get = resource["attributes"].get
    return (
        text(resource["id"]),
        text(get("value")),
        flag(get("is_approved")),
        text(get("rejection_reason")),
        when(get("creation_datetime")),
        when(get("approval_datetime")),
    )


NUMBERS = Table(
    "numbers",
    columns(
        number="text",
        number_type="text",
        rate_center="text",
        state="text",
        iso_country="text",
        alias="text",
        status="text",
        cnam_lookups_enabled="flag",
        messaging_enabled="flag",
        monthly_cost="money",
        setup_cost="money",
        inbound_rate="money",
    ),
    _number,
)
E911S = Table(
    "e911s",
    (
        Column("id", "text", "ID"),
        *(Column(name, "text", name.replace("_", " ").title()) for name in E911_FIELDS),
    ),
    _e911,
)
CNAMS = Table(
    "cnams",
    columns(
        id="text",
        value="text",
        is_approved="flag",
        rejection_reason="text",
        created_at="time",
        approved_at="time",
    ),
    _cnam,
)
