"""What is on sale to an account: the inventory and the numbers seeded, less those it owns."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from flowroute_sandbox.inventory.inventory import ORDERS

if TYPE_CHECKING:
    from collections.abc import Set

    from flowroute_sandbox.http.paging import Page
    from flowroute_sandbox.inventory.inventory import Inventory, InventoryNumber
    from flowroute_sandbox.state.account import Account


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a search asks for; None asks for nothing."""

    starts_with: str | None = None
    contains: str | None = None
    ends_with: str | None = None
    rate_center: str | None = None
    state: str | None = None
    number_type: str | None = None
    iso_country: str | None = None
    max_setup_cost: float | None = None

    def fits(self, number: InventoryNumber) -> bool:
        """Whether a number meets every wish."""
        exact = ("rate_center", "state", "number_type", "iso_country")
        return (
            number.value.startswith(self.starts_with or "")
            and (self.contains or "") in number.value
            and number.value.endswith(self.ends_with or "")
            and (self.max_setup_cost is None or number.setup_cost <= self.max_setup_cost)
            and all(
                wish is None or wish.lower() == (getattr(number, name) or "").lower()
                for name, wish in ((name, getattr(self, name)) for name in exact)
            )
        )


class Shelf:
    """The numbers `account` can buy."""

    def __init__(self, inventory: Inventory, account: Account) -> None:
        self._inventory = inventory
        self._account = account
        # A seeded number hides one of the inventory with the same digits.
        self._hidden: Set[str] = account.numbers.keys()
        if len(account.seeded):
            self._hidden = self._hidden | account.seeded.keys()

    def get(self, value: str) -> InventoryNumber | None:
        """Return the number with these digits if it is on sale."""
        if value in self._account.numbers:
            return None
        seeded = self._account.seeded.get(value)
        return seeded.facts if seeded else self._inventory.get(value)

    def search(
        self, wanted: Wanted, order_by: str | None, page: Page
    ) -> tuple[list[InventoryNumber], bool]:
        """Return the numbers of a page, and whether more follow; ties ascend."""
        seeded = self._seeded(wanted)
        # The seeded ones can displace that many rows of the inventory, never more.
        found = self._inventory.search(
            **asdict(wanted),
            exclude=self._hidden,
            order_by=order_by,
            offset=0 if seeded else page.offset,
            limit=page.offset + page.limit if seeded else page.limit,
        )
        if not seeded:
            return found.rows, found.more
        rows, more = page.cut(_ordered([*found.rows, *seeded], order_by))
        return rows, more or found.more

    def area_codes(self, max_setup_cost: float | None) -> list[str]:
        """Return the area codes with a number within the limit, ascending."""
        found = self._inventory.area_codes(max_setup_cost=max_setup_cost, exclude=self._hidden)
        seeded = self._seeded(Wanted(starts_with="1", max_setup_cost=max_setup_cost))
        return sorted({*found, *(number.value[1:4] for number in seeded)})

    def exchanges(self, areacode: str | None, max_setup_cost: float | None) -> list[str]:
        """Return the exchanges with a number within the limit, ascending."""
        found = self._inventory.exchanges(
            areacode=areacode, max_setup_cost=max_setup_cost, exclude=self._hidden
        )
        wanted = Wanted(starts_with=f"1{areacode or ''}", max_setup_cost=max_setup_cost)
        return sorted({*found, *(number.value[1:7] for number in self._seeded(wanted))})

    def _seeded(self, wanted: Wanted) -> list[InventoryNumber]:
        owned = self._account.numbers
        rows = (row.facts for row in self._account.seeded if row.value not in owned)
        return [number for number in rows if wanted.fits(number)]


def _ordered(numbers: list[InventoryNumber], order_by: str | None) -> list[InventoryNumber]:
    """Sort as the inventory does: those without the attribute last, ties ascending."""
    name, _, direction = (order_by or "value").lower().partition(",")
    attribute, descending = ORDERS[name], direction == "desc"
    numbers = sorted(numbers, key=lambda number: number.value)
    known = [number for number in numbers if getattr(number, attribute) is not None]
    known.sort(key=lambda number: getattr(number, attribute), reverse=descending)
    return known + [number for number in numbers if getattr(number, attribute) is None]
