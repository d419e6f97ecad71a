"""The details and the presets of port orders in the bodies of requests.

developer.flowroute.com: Create a Port Order, Update Port Order Details, Update Port Order Presets.
"""

from __future__ import annotations

import re
from dataclasses import fields as fields_of
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from flowroute_sandbox.api.addresses import STATES
from flowroute_sandbox.http.validation_messages import (
    MISSING,
    NO_SUCH_PRESET,
    NOT_A_COMING_DAY,
    NOT_A_COUNTRY,
    NOT_A_MAIL_ADDRESS,
    NOT_A_STATE,
    NOT_A_USAGE,
    NOT_LAST_FOUR,
    ZIP_LENGTH,
)
from flowroute_sandbox.state.ports.rows import PortDetails, PortPresets

if TYPE_CHECKING:
    from collections.abc import Container

    from flowroute_sandbox.api.context import Context
    from flowroute_sandbox.http.fields import Fields

REQUIRED = ("billing_name", "street", "city", "state", "country", "provider")
TEXTS = (
    *("street2", "zip", "provider_account", "pin", "last_4_ssn", "billing_number", "company"),
    *("usage_type", "desired_completion_date", "alias", "status_url", "comments"),
)
USAGE = frozenset({"business", "residential"})
PRESETS = tuple(field.name for field in fields_of(PortPresets))
# Assumed: port-status-once-in-details
NAMES = frozenset({*REQUIRED, *TEXTS, "enable_cnam_lookups", "loa_details"})


def details(context: Context, sent: Fields, old: PortDetails | None) -> PortDetails:
    """Return the details that the body sets; what it leaves out is as in `old`, if there is one."""

    def text(name: str) -> str | None:
        kept: str | None = getattr(old, name, None)
        if not sent.sent(name):
            return kept
        return sent.optional(name, number=name in ("zip", "pin", "last_4_ssn")) or None

    lookups = sent.flag("enable_cnam_lookups")
    loa = sent.inner("loa_details")
    values: dict[str, Any] = {
        **{name: sent.required(name, getattr(old, name, None)) for name in REQUIRED},
        **{name: text(name) for name in TEXTS},
        "enable_cnam_lookups": lookups,
        "loa_email": loa.optional("email"),
        "loa_cc": loa.optional("cc"),
    }
    for name, given in (
        ("enable_cnam_lookups", lookups is not None),
        ("loa_email", loa.sent("email")),
        ("loa_cc", loa.sent("cc")),
    ):
        if not given:
            values[name] = getattr(old, name, None)
    port_details = PortDetails(**values)
    _check_place(sent, port_details)
    if port_details.usage_type and port_details.usage_type.lower() not in USAGE:
        sent.wrong("usage_type", NOT_A_USAGE)
    if port_details.last_4_ssn and not re.fullmatch("[0-9]{4}", port_details.last_4_ssn):
        sent.wrong("last_4_ssn", NOT_LAST_FOUR)
    if sent.sent("desired_completion_date") and not _is_to_come(context, port_details):
        sent.wrong("desired_completion_date", NOT_A_COMING_DAY)
    sent.url("status_url")
    for name, address in (("email", port_details.loa_email), ("cc", port_details.loa_cc)):
        if address and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", address):
            loa.wrong(name, NOT_A_MAIL_ADDRESS)
    if port_details.usage_type:
        # Assumed: usage-type-in-lower-case
        port_details = replace(port_details, usage_type=port_details.usage_type.lower())
    return port_details


def presets(context: Context, sent: Fields, old: PortPresets) -> PortPresets:
    """Return the presets that the body sets; each has to be on the account."""
    inner = sent.inner("presets")
    account = context.account
    tables: dict[str, Container[str]] = {
        "cnam_id": account.cnams.keys(),
        "e911_id": account.e911s.keys(),
        "primary_route_id": account.routes.keys(),
        "failover_route_id": account.routes.keys(),
    }
    chosen: dict[str, str | None] = {}
    for name in PRESETS:
        value = inner.optional(name, number=True) if inner.sent(name) else getattr(old, name)
        chosen[name] = value or None
        if value and inner.sent(name) and name in tables and value not in tables[name]:
            inner.wrong(name, NO_SUCH_PRESET)
    return PortPresets(**chosen)


def documents(sent: Fields) -> list[str]:
    """Return the URLs of documents that Flowroute is to fetch."""
    value = sent.raw("business_documents")
    rows = value if isinstance(value, list) else [] if value is None else [value]
    urls = [url for url in rows if isinstance(url, str) and url]
    if len(urls) != len(rows):
        sent.wrong("business_documents", MISSING)
    return urls


def _check_place(sent: Fields, port_details: PortDetails) -> None:
    if port_details.country and port_details.country not in STATES:
        sent.wrong("country", NOT_A_COUNTRY)
    elif port_details.country and port_details.state and port_details.state not in STATES[port_details.country]:
        sent.wrong("state", NOT_A_STATE)
    if port_details.zip and not 4 <= len(port_details.zip) <= 10:
        sent.wrong("zip", ZIP_LENGTH)


def _is_to_come(context: Context, port_details: PortDetails) -> bool:
    if port_details.desired_completion_date is None:
        return True
    if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", port_details.desired_completion_date):
        return False
    try:
        return date.fromisoformat(port_details.desired_completion_date) >= context.now.date()
    except ValueError:
        return False
