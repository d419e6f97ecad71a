"""The numbers on sale for a seed, one exchange at a time.

Every area code has the hundred numbers that end in 555-0100 to 555-0199, the range set aside for
fiction, so `12065550142` is always on sale at first. The rest are a few numbers in each of some
other exchanges, which the seed chooses; they look like real numbers, so no example should show one.

Prices, tier and rate type of long codes are those of Flowroute's own samples
(developer.flowroute.com: Purchase a Phone Number). These are the sandbox's own choices, made so
that there are differences to search for:

- a setup fee of 3.99 instead of 1.00 for every number of `SCARCE_AREA_CODES`, and for one in four
  of the exchanges the seed chooses;
- the prices and the rate type of toll-free numbers, which have neither rate center nor state;
- that toll-free numbers, and they alone, do not support emergency services;
- which numbers are of the second tier of the sample: those of `PROMOTED_AREA_CODE` outside 555.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import shake_256
from typing import TYPE_CHECKING, Any

from flowroute_sandbox.inventory.rate_centers import (
    CANADIAN_PROVINCES,
    TOLL_FREE_AREA_CODES,
    rate_centers,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SCARCE_AREA_CODES = frozenset({"212", "213", "305", "312", "404", "416", "604", "713"})

PROMOTED_AREA_CODE = "940"
# developer.flowroute.com, List Available Tiers: setup, month and minute are in its name.
PROMOTION: dict[str, Any] = {
    "tier": "US Promo $0.0/$0.50/$0.005",
    "setup_cost": 0.0,
    "monthly_cost": 0.5,
    "inbound_rate": 0.005,
}

_FICTION = [f"{line:04}" for line in range(100, 200)]
_LINES_PER_EXCHANGE = 8
_EXCHANGES_PER_RATE_CENTER = 2
_LEAST_EXCHANGES = 6
# N11 are services, 555 is added by itself, the others are for tests and premium services.
_EXCHANGES = [
    str(exchange)
    for exchange in range(200, 1000)
    if exchange % 100 != 11 and exchange not in {555, 950, 958, 959, 976}
]


@dataclass(frozen=True, slots=True)
class InventoryNumber:
    """One number on sale; costs are in US dollars, `inbound_rate` in US dollars a minute."""

    value: str
    rate_center: str | None
    state: str | None
    number_type: str
    iso_country: str
    monthly_cost: float
    setup_cost: float
    inbound_rate: float
    rate_type: str
    tier: str
    emergency: bool

    def __hash__(self) -> int:
        return hash(self.value)  # not of all fields: searches look for what they have rendered


@dataclass(frozen=True, slots=True)
class NumberBlock:
    """The numbers on sale with the same seven first digits; their other attributes are equal.

    `listing` has the shared attributes, its value the seven digits. `text` is the numbers in order,
    each followed by a newline, so that one `in` searches all of them.
    """

    listing: InventoryNumber
    numbers: Sequence[str]
    text: str
    _made: dict[str, InventoryNumber] = field(
        default_factory=dict[str, InventoryNumber], init=False, repr=False, compare=False
    )

    @property
    def prefix(self) -> str:
        """The seven digits: country code, area code, exchange."""
        return self.listing.value

    def number(self, value: str) -> InventoryNumber:
        """Return the exchange's number with these eleven digits, which is made once."""
        number = self._made.get(value)
        if number is None:
            number = self._made[value] = replace(self.listing, value=value)
        return number


@lru_cache(maxsize=4)
def number_blocks(seed: int) -> tuple[NumberBlock, ...]:
    """Return all numbers on sale for the seed, ascending; kept for the next sandbox."""
    exchanges: list[NumberBlock] = []
    for area_code, (state, names) in rate_centers().items():
        exchanges += _long_codes(seed, area_code, state, names)
    for area_code in TOLL_FREE_AREA_CODES:
        exchanges += _toll_free(seed, area_code)
    return tuple(sorted(exchanges, key=lambda exchange: exchange.prefix))


def _long_codes(
    seed: int, area_code: str, state: str, names: Sequence[str]
) -> Iterator[NumberBlock]:
    count = max(_LEAST_EXCHANGES, _EXCHANGES_PER_RATE_CENTER * len(names))
    for index, (prefix, lines, costly) in enumerate(_choose(seed, area_code, count)):
        expensive = area_code in SCARCE_AREA_CODES or costly
        listing = InventoryNumber(
            value=prefix,
            rate_center=names[index % len(names)],
            state=state,
            number_type="longcode",
            iso_country="CA" if state in CANADIAN_PROVINCES else "US",
            monthly_cost=1.25,
            setup_cost=3.99 if expensive else 1.0,
            inbound_rate=0.012,
            rate_type="local",
            tier="Standard",
            emergency=True,
        )
        if area_code == PROMOTED_AREA_CODE and lines is not _FICTION:
            listing = replace(listing, **PROMOTION)
        yield _block(listing, lines)


def _toll_free(seed: int, area_code: str) -> Iterator[NumberBlock]:
    for prefix, lines, _ in _choose(seed, area_code, _LEAST_EXCHANGES):
        listing = InventoryNumber(
            value=prefix,
            rate_center=None,
            state=None,
            number_type="toll-free",
            iso_country="US",
            monthly_cost=2.0,
            setup_cost=1.0,
            inbound_rate=0.025,
            rate_type="toll-free",
            tier="Standard",
            emergency=False,
        )
        yield _block(listing, lines)


def _block(listing: InventoryNumber, lines: Sequence[str]) -> NumberBlock:
    numbers = tuple(f"{listing.value}{line}" for line in lines)
    return NumberBlock(listing, numbers, "".join(f"{number}\n" for number in numbers))


def _choose(seed: int, area_code: str, count: int) -> Iterator[tuple[str, Sequence[str], bool]]:
    """Yield prefix, lines and a one-in-four chance, first of 555, then of `count` others."""
    yield f"1{area_code}555", _FICTION, False
    for chosen in _draw(f"{seed}/{area_code}", len(_EXCHANGES), count):
        prefix = f"1{area_code}{_EXCHANGES[chosen]}"
        lines = _draw(f"{seed}/{prefix}", 10_000, _LINES_PER_EXCHANGE)
        yield prefix, [f"{line:04}" for line in sorted(lines)], chosen % 4 == 0


def _draw(name: str, stop: int, count: int) -> list[int]:
    """Return `count` different numbers below `stop`, the same for a name on every machine."""
    # Twice the bytes that the draws need, for those that are drawn again.
    digest = shake_256(name.encode()).digest(8 * count)
    draws = (int.from_bytes(digest[at : at + 4]) % stop for at in range(0, len(digest), 4))
    return list(dict.fromkeys(draws))[:count]
