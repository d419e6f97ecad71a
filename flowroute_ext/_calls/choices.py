"""Arguments of searches and lists with a fixed set of values, checked before they are requested."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, get_args

from flowroute_api.types import UNSET, Unset

from .._base.plain.literals import Order
from .._base.problems import invalid, shown
from .._builders.places.spellings import country_meant, state_meant
from .._builders.places.states import STATES
from .arguments import LONGEST_SEARCH, text

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

# The older names of the types, which are documented too, and what people mean by other words.
NUMBER_TYPES = ("longcode", "toll-free", "standard", "tollfree", "inum")
MEANT_TYPES = {
    "local": "longcode",
    "long code": "longcode",
    "long-code": "longcode",
    "long_code": "longcode",
    "toll free": "toll-free",
    "toll_free": "toll-free",
}
# `webhook` is on the beta pages of Flowroute's reference alone.
ROUTE_TYPES = ("host", "number", "uri", "sip-reg", "webhook")
ORDERS = get_args(Order)


def state(value: object, country: object = None) -> str | Unset:
    """Return the code of a state or province, in the case that it is given in.

    That of another *country* than the United States and Canada is not checked.
    """
    if value is None:
        return UNSET
    land = country.strip().upper() if isinstance(country, str) else None
    if land is not None and land not in STATES:
        return text(value, "state")
    word = value.strip() if isinstance(value, str) else ""
    if any(word.upper() in states for states in STATES.values()):
        return word
    codes = {state_meant(word, code) for code in ([land] if land else STATES)} - {None}
    meant = codes.pop() if len(codes) == 1 else None
    raise invalid(
        "search",
        "state",
        shown(value),
        rule="must be the two letters of a US state or a Canadian province",
        cure=f"write {meant!r} for it" if meant else "write it like 'WA' or 'ON'",
    )


def country(value: object) -> str | Unset:
    """Return the code of a country: two letters, as in ISO 3166-1."""
    if value is None:
        return UNSET
    word = value.strip(" ") if isinstance(value, str) else ""
    if re.fullmatch("[A-Za-z]{2}", word):
        return word
    code = country_meant(word)
    raise invalid(
        "search",
        "iso_country",
        shown(value),
        rule="must be the two letters of a country in ISO 3166-1",
        cure=f"write {code!r}" if code else "write it like 'US'",
    )


def number_type(value: object) -> str | Unset:
    """Return a type of numbers, in lower case."""
    return _one_of(value, NUMBER_TYPES, "number_type", "'longcode' or 'toll-free'", MEANT_TYPES)


def route_type(value: object) -> str | Unset:
    """Return a type of routes, in lower case."""
    return _one_of(value, ROUTE_TYPES, "route_type", "'host', 'number', 'uri' or 'sip-reg'", {})


def order(value: object) -> str | Unset:
    """Return what a search is sorted by: a field, with ``,asc`` or ``,desc`` after it or without.

    (developer.flowroute.com: Search for Purchasable Phone Numbers)
    """
    if value is None:
        return UNSET
    word = value[:LONGEST_SEARCH] if isinstance(value, str) else ""
    parts = [part.strip() for part in word.lower().split(",")]
    if parts[0] in ORDERS and parts[1:] in ([], ["asc"], ["desc"]):
        return ",".join(parts)
    raise invalid(
        "search",
        "order_by",
        shown(value),
        rule="must be a field, with ',asc' or ',desc' after it or without",
        cure=f"give one of {', '.join(ORDERS)}",
    )


def _one_of(
    value: object, known: Collection[str], field: str, names: str, meant: Mapping[str, str]
) -> str | Unset:
    if value is None:
        return UNSET
    word = value.strip().lower() if isinstance(value, str) else ""
    if word in known:
        return word
    cure = f"write {meant[word]!r}" if word in meant else "give one of these, or leave it out"
    raise invalid("search", field, shown(value), rule=f"must be {names}", cure=cure)
