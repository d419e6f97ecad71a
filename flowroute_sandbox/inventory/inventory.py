"""The phone numbers on sale in the sandbox, to search and to look one up."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from flowroute_sandbox.inventory.number_blocks import InventoryNumber, NumberBlock, number_blocks

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

__all__ = ["ORDERS", "Found", "Inventory", "InventoryNumber"]

ORDERS = {
    "value": "value",
    "number": "value",
    "tn": "value",
    "monthly_cost": "monthly_cost",
    "iso_country": "iso_country",
    "number_type": "number_type",
    "state": "state",
    "rate_center": "rate_center",
}
"""The attribute behind each `order_by`.

Source: developer.flowroute.com: Search for Purchasable Phone Numbers.
"""


class Found(NamedTuple):
    """The numbers of one page, and whether more follow it."""

    rows: list[InventoryNumber]
    more: bool


class Inventory:
    """The numbers that are on sale for `seed`, made at the first search.

    It never changes: the numbers that an account has bought are passed to methods as `exclude`.
    """

    def __init__(self, seed: int = 0) -> None:
        self.seed = seed

    def get(self, number: str) -> InventoryNumber | None:
        """Return the number with these eleven digits, or None when it was never on sale."""
        exchange = self._by_prefix.get(number[:7])
        if exchange is None or number not in exchange.numbers:
            return None
        return exchange.number(number)

    def search(
        self,
        *,
        starts_with: str | None = None,
        contains: str | None = None,
        ends_with: str | None = None,
        rate_center: str | None = None,
        state: str | None = None,
        number_type: str | None = None,
        iso_country: str | None = None,
        max_setup_cost: float | None = None,
        tier: str | None = None,
        exclude: Container[str] = (),
        order_by: str | None = None,
        offset: int = 0,
        limit: int = 10,
    ) -> Found:
        """Return the page of numbers that pass every filter.

        All eleven digits of a number are matched, so `starts_with` begins with the country code
        ("1206"). Names and codes match in any case. `order_by` is one of `ORDERS`, and ",asc" or
        ",desc" may follow it. Equal ones ascend, as all do without it;
        those that lack the attribute come last.

        Raises ValueError for any other `order_by`.
        """
        field, descending = _order(order_by)
        wanted = {
            "rate_center": (rate_center or "").lower(),
            "state": (state or "").lower(),
            "number_type": (number_type or "").lower(),
            "iso_country": (iso_country or "").upper(),
        }
        exact = [(name, value) for name, value in wanted.items() if value]
        exchanges = (
            exchange
            for exchange in self._starting_with(starts_with or "")
            if all(getattr(exchange.listing, name) == value for name, value in exact)
            and (max_setup_cost is None or exchange.listing.setup_cost <= max_setup_cost)
            and (tier is None or exchange.listing.tier.lower() == tier.lower())
            and (not contains or contains in exchange.text)
            and (not ends_with or f"{ends_with}\n" in exchange.text)
        )
        matches = (
            (exchange, number)
            for exchange in _sorted(exchanges, field, descending=descending)
            for number in _numbers(exchange, descending=descending and field == "value")
            if (not starts_with or number.startswith(starts_with))
            and (not contains or contains in number)
            and (not ends_with or number.endswith(ends_with))
            and number not in exclude
        )
        page = list(islice(matches, offset, offset + limit + 1))
        rows = [exchange.number(number) for exchange, number in page[:limit]]
        return Found(rows, more=len(page) > limit)

    def area_codes(
        self, *, max_setup_cost: float | None = None, exclude: Container[str] = ()
    ) -> list[str]:
        """Return the area codes with a number left at that setup fee or less, ascending."""
        left = self._left("1", max_setup_cost, exclude)
        return list(dict.fromkeys(exchange.prefix[1:4] for exchange in left))

    def exchanges(
        self,
        *,
        areacode: str | None = None,
        max_setup_cost: float | None = None,
        exclude: Container[str] = (),
    ) -> list[str]:
        """Return the exchanges ("206555") with a number left at that fee or less, ascending."""
        left = self._left(f"1{areacode or ''}", max_setup_cost, exclude)
        return [exchange.prefix[1:] for exchange in left]

    def tiers(self, *, exclude: Container[str] = ()) -> list[str]:
        """Return the pricing tiers with a number left, ascending."""
        return sorted({exchange.listing.tier for exchange in self._left("1", None, exclude)})

    def _left(
        self, prefix: str, max_setup_cost: float | None, exclude: Container[str]
    ) -> Iterator[NumberBlock]:
        return (
            exchange
            for exchange in self._starting_with(prefix)
            if (max_setup_cost is None or exchange.listing.setup_cost <= max_setup_cost)
            and any(number not in exclude for number in exchange.numbers)
        )

    def _starting_with(self, digits: str) -> Sequence[NumberBlock]:
        """Return the exchanges that may hold numbers starting with these digits."""
        prefix = digits[:7]
        first = bisect_left(self._prefixes, prefix)
        # ":" is the character after "9": this is where those starting with the prefix end.
        return self._exchanges[first : bisect_left(self._prefixes, f"{prefix}:")]

    @cached_property
    def _exchanges(self) -> Sequence[NumberBlock]:
        return number_blocks(self.seed)

    @cached_property
    def _prefixes(self) -> Sequence[str]:
        return [exchange.prefix for exchange in self._exchanges]

    @cached_property
    def _by_prefix(self) -> dict[str, NumberBlock]:
        return {exchange.prefix: exchange for exchange in self._exchanges}


def _order(order_by: str | None) -> tuple[str, bool]:
    """Return the attribute to sort by, and whether it descends."""
    name, _, direction = (order_by or "value").lower().partition(",")
    if name not in ORDERS or direction not in {"", "asc", "desc"}:
        names = ", ".join(ORDERS)
        raise ValueError(
            f"order_by is {order_by!r}; it must be one of {names}, optionally followed by ,asc"
            " or ,desc"
        )
    return ORDERS[name], direction == "desc"


def _sorted(
    exchanges: Iterable[NumberBlock], field: str, *, descending: bool
) -> Iterable[NumberBlock]:
    """Order the exchanges by the attribute: those without it last, ties as they came."""
    if field == "value" and not descending:
        return exchanges  # as they are: a short page need not look at them all
    known: list[NumberBlock] = []
    unknown: list[NumberBlock] = []
    for exchange in exchanges:
        lacking = getattr(exchange.listing, field) is None
        (unknown if lacking else known).append(exchange)
    known.sort(key=lambda exchange: getattr(exchange.listing, field), reverse=descending)
    return known + unknown


def _numbers(exchange: NumberBlock, *, descending: bool) -> Iterable[str]:
    return reversed(exchange.numbers) if descending else exchange.numbers
