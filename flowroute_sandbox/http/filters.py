"""The filters of lists that are part of a phone number, a price or a boolean."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from flowroute_sandbox.http.bodies import invalid
from flowroute_sandbox.http.fields import BOOLEANS
from flowroute_sandbox.http.validation_messages import NOT_A_COST, NOT_A_FLAG, NOT_DIGITS

if TYPE_CHECKING:
    from collections.abc import Mapping


def digits(query: Mapping[str, str], name: str) -> str | None:
    """Return the filter `name`, or None; raise Refused unless it is digits."""
    text = query.get(name)
    # Assumed: filter-malformed
    if text is not None and not re.fullmatch("[0-9]{1,15}", text):
        raise invalid({name: [NOT_DIGITS]})
    return text


def starts_with(query: Mapping[str, str]) -> str | None:
    """Return the `starts_with` filter as Flowroute repeats it in its links, or None.

    Country code 1 is put in front unless it is there or a plus names another one, which stays
    so that the link to the next page has the same filter. A plus that was not percent-encoded
    has become a space.
    """
    text = query.get("starts_with")
    if text is None:
        return None
    abroad = text[0] in "+ "
    number = digits({"starts_with": text[1:] if abroad else text}, "starts_with") or ""
    # Assumed: foreign-prefix-link
    if number.startswith("1"):
        return number
    return f"+{number}" if abroad else f"1{number}"


def flag(query: Mapping[str, str], name: str) -> bool | None:
    """Return the filter `name`, or None; raise Refused unless it is a boolean."""
    text = query.get(name)
    if text is None:
        return None
    if text.lower() not in BOOLEANS:
        raise invalid({name: [NOT_A_FLAG]})
    return BOOLEANS[text.lower()]


def cost(query: Mapping[str, str]) -> str | None:
    """Return the `max_setup_cost` filter without superfluous zeros, or None."""
    text = query.get("max_setup_cost")
    if text is None:
        return None
    # Assumed: filter-malformed
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{0,9})?", text):
        raise invalid({"max_setup_cost": [NOT_A_COST]})
    # Assumed: max-setup-cost-link
    return f"{Decimal(text).normalize():f}"
