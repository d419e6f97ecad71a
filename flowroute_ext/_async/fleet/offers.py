"""Numbers for sale that a fleet may have, at most at the prices that it allows."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ..._fleet.limits import Limits, limits_of, price
from ..._fleet.observed import Offer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..._base.plain.literals import NumberType
    from ..._fleet.desired import FleetNumber, Place
    from ..._fleet.plans import FleetPlan
    from ..._values.numbers import AvailableNumber
    from ..client import AsyncFlowroute

# How many numbers for sale are compared, the lowest monthly costs first: some pages of them.
MOST_COMPARED = 1000


class AsyncOffers:
    """Finds numbers for sale, none of them twice, and none that is *reserved*."""

    def __init__(self, flowroute: AsyncFlowroute, reserved: Iterable[str]) -> None:
        self._flowroute = flowroute
        self._taken = set(reserved)

    async def planned(
        self, missing: Iterable[FleetNumber], plan: FleetPlan | None
    ) -> dict[str, Offer | None]:
        """Return an offer for each of *missing*, by name; those of *plan* where it has them.

        One that is not for sale any more is replaced, by one that costs no more than the file
        allows, or than was planned where that has no limits. None where there is none.
        """
        offers: dict[str, Offer | None] = {}
        places: dict[tuple[Place, Limits], list[FleetNumber]] = {}
        steps = {
            member.name: None if plan is None else plan.step(f"buy number {member.name}")
            for member in missing
        }
        self._taken |= {step.number for step in steps.values() if step and step.number}
        for member in missing:
            step = steps[member.name]
            number = member.number or (step and step.number)
            offers[member.name] = await self.current(number) if number else None
            if member.number is None and offers[member.name] is None:
                places.setdefault((member.place, limits_of(member, step)), []).append(member)
            elif (
                member.number
                and (offer := offers[member.name])
                and not limits_of(member).allow(offer)
            ):
                offers[member.name] = None
        for (place, limits), alike in places.items():
            offered = await self._search(place, limits, len(alike))
            offers |= dict(zip((member.name for member in alike), offered, strict=False))
        return offers

    async def current(self, number: str) -> Offer | None:
        """Return what *number* costs now, None if it is not for sale."""
        available = await self._flowroute.numbers.search(starts_with=number, limit=1).first()
        return _offer(available) if available is not None and available.value == number else None

    async def another(self, place: Place, limits: Limits) -> Offer | None:
        """Return another offer at *place*, or None."""
        offers = await self._search(place, limits, 1)
        return offers[0] if offers else None

    async def _search(self, place: Place, limits: Limits, count: int) -> list[Offer]:
        """Return the cheapest ones at *place*, of as many as are compared."""
        offers: list[Offer] = []
        async for available in self._flowroute.numbers.search(
            starts_with=place.area_code or place.starts_with,
            rate_center=place.rate_center,
            state=place.state,
            number_type=cast("NumberType | None", place.number_type),
            order_by="monthly_cost",
        ):
            offer = _offer(available)
            if offer.number not in self._taken and limits.allow(offer):
                offers.append(offer)
                if len(offers) >= max(count, MOST_COMPARED):
                    break
        chosen = sorted(offers, key=price)[:count]
        self._taken |= {offer.number for offer in chosen}
        return chosen


def _offer(available: AvailableNumber) -> Offer:
    return Offer(
        number=available.value,
        setup_cost=available.setup_cost,
        monthly_cost=available.monthly_cost,
    )
