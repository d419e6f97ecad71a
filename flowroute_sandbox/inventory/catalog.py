"""The numbers on sale to an account: the inventory and its seeded numbers, less those it owns."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from flowroute_sandbox.inventory.inventory import ORDERS

if TYPE_CHECKING:
    from collections.abc import Mapping, Set

    from flowroute_sandbox.http.paging import PageRequest
    from flowroute_sandbox.inventory.inventory import Inventory, InventoryNumber


class NumberQuery(NamedTuple):
    """The filters of a search; None filters nothing."""

    starts_with: str | None = None
    contains: str | None = None
    ends_with: str | None = None
    rate_center: str | None = None
    state: str | None = None
    number_type: str | None = None
    iso_country: str | None = None
    max_setup_cost: float | None = None
    tier: str | None = None

    def matches(self, number: InventoryNumber) -> bool:
        """Return whether a number passes every filter."""
        exact = ("rate_center", "state", "number_type", "iso_country", "tier")
        return (
            number.value.startswith(self.starts_with or "")
            and (self.contains or "") in number.value
            and number.value.endswith(self.ends_with or "")
            and (self.max_setup_cost is None or number.setup_cost <= self.max_setup_cost)
            and all(
                value is None or value.lower() == (getattr(number, name) or "").lower()
                for name, value in ((name, getattr(self, name)) for name in exact)
            )
        )


class Catalog:
    """The numbers an account can buy.

    Of the numbers in the inventory and those `seeded`, all are on sale that are not `owned`.
    """

    def __init__(
        self, inventory: Inventory, owned: Set[str], seeded: Mapping[str, InventoryNumber]
    ) -> None:
        self._inventory = inventory
        self._owned = owned
        self._all_seeded = seeded
        # A seeded number replaces one of the inventory with the same digits.
        self._hidden: Set[str] = owned | seeded.keys() if seeded else owned

    def get(self, value: str) -> InventoryNumber | None:
        """Return the number with these digits if it is on sale."""
        if value in self._owned:
            return None
        return self._all_seeded.get(value) or self._inventory.get(value)

    def search(
        self, query: NumberQuery, order_by: str | None, page: PageRequest
    ) -> tuple[list[InventoryNumber], bool]:
        """Return the numbers of a page, and whether more follow; ties ascend."""
        seeded = self._seeded(query)
        # The seeded numbers can displace as many rows of the inventory, but not more.
        result = self._inventory.search(
            **query._asdict(),
            exclude=self._hidden,
            order_by=order_by,
            offset=0 if seeded else page.offset,
            limit=page.offset + page.limit if seeded else page.limit,
        )
        if not seeded:
            return result.rows, result.more
        rows, more = page.cut(_ordered([*result.rows, *seeded], order_by))
        return rows, more or result.more

    def area_codes(self, max_setup_cost: float | None) -> list[str]:
        """Return the area codes with a number within the limit, ascending."""
        codes = self._inventory.area_codes(max_setup_cost=max_setup_cost, exclude=self._hidden)
        seeded = self._seeded(NumberQuery(starts_with="1", max_setup_cost=max_setup_cost))
        return sorted({*codes, *(number.value[1:4] for number in seeded)})

    def tiers(self) -> list[str]:
        """Return the pricing tiers with a number, ascending."""
        names = self._inventory.tiers(exclude=self._hidden)
        return sorted({*names, *(number.tier for number in self._seeded(NumberQuery()))})

    def exchanges(self, areacode: str | None, max_setup_cost: float | None) -> list[str]:
        """Return the exchanges with a number within the limit, ascending."""
        codes = self._inventory.exchanges(
            areacode=areacode, max_setup_cost=max_setup_cost, exclude=self._hidden
        )
        query = NumberQuery(starts_with=f"1{areacode or ''}", max_setup_cost=max_setup_cost)
        return sorted({*codes, *(number.value[1:7] for number in self._seeded(query))})

    def _seeded(self, query: NumberQuery) -> list[InventoryNumber]:
        return [
            number
            for value, number in self._all_seeded.items()
            if value not in self._owned and query.matches(number)
        ]


def _ordered(numbers: list[InventoryNumber], order_by: str | None) -> list[InventoryNumber]:
    """Sort as the inventory does: those without the attribute last, ties ascending."""
    name, _, direction = (order_by or "value").lower().partition(",")
    attribute, descending = ORDERS[name], direction == "desc"
    numbers = sorted(numbers, key=lambda number: number.value)
    known = [number for number in numbers if getattr(number, attribute) is not None]
    known.sort(key=lambda number: getattr(number, attribute), reverse=descending)
    return known + [number for number in numbers if getattr(number, attribute) is None]
