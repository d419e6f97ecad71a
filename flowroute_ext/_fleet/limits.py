"""What a number may cost. Pure."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from .desired import FleetNumber
    from .observed import Offer
    from .steps import Step


@attrs.frozen
class Limits:
    """The most that a number may cost in US dollars, `once` and `a_month`; None for any price.

    `strict` is whether a price that the API does not tell is too much.
    """

    once: Decimal | None
    a_month: Decimal | None
    strict: bool = False

    def allow(self, offer: Offer) -> bool:
        """Return whether *offer* costs no more."""
        pairs = ((offer.setup_cost, self.once), (offer.monthly_cost, self.a_month))
        return all(_within(cost, limit, strict=self.strict) for cost, limit in pairs)


def limits_of(member: FleetNumber, planned: Step | None = None) -> Limits:
    """Return the limits of a number of the fleet, and where it has none, what was *planned*."""
    once, a_month = member.max_setup_cost, member.max_monthly_cost
    if planned is None:
        return Limits(once, a_month)
    return Limits(
        planned.setup_cost if once is None else once,
        planned.monthly_cost if a_month is None else a_month,
        strict=True,
    )


def price(offer: Offer) -> tuple[Decimal, Decimal, str]:
    """Return what offers are sorted by: the costs a month and once, the unknown ones at the end."""
    unknown = Decimal("Infinity")
    monthly = unknown if offer.monthly_cost is None else offer.monthly_cost
    once = unknown if offer.setup_cost is None else offer.setup_cost
    return monthly, once, offer.number


def rise(planned: Step, offer: Offer) -> str | None:
    """Return how *offer*, of the number that was *planned*, costs more than planned, or None."""
    for when, before, now in (
        ("once", planned.setup_cost, offer.setup_cost),
        ("a month", planned.monthly_cost, offer.monthly_cost),
    ):
        if before != now and (before is None or now is None or now > before):
            return f"it costs {_price(now)} {when} now, and was planned at {_price(before)}"
    return None


def _within(cost: Decimal | None, limit: Decimal | None, *, strict: bool) -> bool:
    if limit is None:
        return not strict or cost is not None
    return cost is not None and cost <= limit


def _price(amount: Decimal | None) -> str:
    return "an unknown price" if amount is None else f"${amount}"
